import type { OwnPullRequest } from '#app/github/own-pull-requests.ts';
import { BRANCH_PREFIX } from './remediation-request.ts';

/** A pull request of ours that was merged, and whether the code still is as it made it. */
export interface VerifiedMerge {
  readonly id: string;
  readonly url: string;
  /** `found-again`: the same finding is there once more. Whether an apply followed, only the cloud knows. */
  readonly state: 'in-code' | 'found-again';
}

/** The merged edits among our pull requests, the newest first; plans are left to their executions. */
export function verifyMerged(
  pulls: readonly OwnPullRequest[],
  { found, remedies }: { readonly found: ReadonlySet<string>; readonly remedies: readonly string[] },
): readonly VerifiedMerge[] {
  return pulls.flatMap(({ branch, url, state }): readonly VerifiedMerge[] => {
    const id = branch.slice(BRANCH_PREFIX.length);
    const isEdit = remedies.some((remedy) => id.slice(0, -11) === remedy);
    if (state !== 'merged' || !isEdit) return [];
    return [{ id, url, state: found.has(id) ? 'found-again' : 'in-code' }];
  });
}
