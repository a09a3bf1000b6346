import type { Deps, RepositoryName } from './client.ts';
import { ensurePullRequest, type PullRequestRequest } from './ensure-pull-request.ts';
import { ownPullRequests } from './own-pull-requests.ts';

/** A pull request that is worked out only when its turn comes. */
export interface WantedPullRequest {
  readonly id: string;
  readonly branch: string;
  /** Null where nothing has to be opened. */
  readonly make: () => PullRequestRequest | { readonly outcome: string; readonly reason: string };
}

/** What became of one. */
export interface RequestOutcome {
  readonly id: string;
  readonly outcome: string;
  readonly url: string | null;
  readonly reason?: string;
}

/**
 * Leaves one pull request for each, in order, within the limits: once they are reached, only those that are open are kept
 * up, and the others are not even worked out. Throws UpstreamError.
 */
export async function ensurePullRequests(
  wanted: readonly WantedPullRequest[],
  at: RepositoryName & { readonly prefix: string; readonly author: string },
  deps: Deps,
): Promise<readonly RequestOutcome[]> {
  if (wanted.length === 0) return [];
  const own = await ownPullRequests(at, deps);
  const known = new Map(own.map((each) => [each.branch, each] as const));
  const outcomes: RequestOutcome[] = [];
  let isLimited = false;
  for (const { id, branch, make } of wanted) {
    const existing = known.get(branch);
    if (existing && existing.state !== 'open') {
      outcomes.push({ id, outcome: existing.state, url: existing.url });
      continue;
    }
    if (isLimited && !existing) {
      outcomes.push({ id, outcome: 'limited', url: null });
      continue;
    }
    const made = make();
    if ('outcome' in made) {
      outcomes.push({ id, outcome: made.outcome, url: null, reason: made.reason });
      continue;
    }
    const { outcome, url } = await ensurePullRequest(made, deps);
    isLimited ||= outcome === 'limited';
    outcomes.push({ id, outcome, url });
  }
  return outcomes;
}
