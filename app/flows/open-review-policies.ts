import { openPolicies, type PoliciesDeps } from './open-policies.ts';
import type { ReviewCommitsDeps } from './review-commits.ts';

/** Packs, custom policies and waivers of the base, with the overrides that GitHub confirms. */
export function openReviewPolicies(deps: PoliciesDeps): ReviewCommitsDeps['policies'] {
  return (config, base, held) => {
    const overrides = held.map(({ refusal, ...each }) => ({
      ...each,
      allowed: refusal === null,
      ...(refusal === null ? {} : { refusal }),
    }));
    return async (input, unread) => {
      const opened = openPolicies({ tree: base, config, overrides }, deps);
      return opened.evaluate({ ...input, waivers: opened.waivers }, unread);
    };
  };
}
