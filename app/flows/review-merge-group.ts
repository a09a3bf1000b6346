import type { RepositoryName } from '#app/github/client.ts';
import type { PullRequest } from '#app/github/pull-request.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import { heldOverrides, heldUsage } from './held-overrides.ts';
import { peopleOf } from './people-of.ts';
import { type CommitsReview, type ReviewCommitsDeps, reviewCommits } from './review-commits.ts';
import { pullRequestInput, surroundingsOf } from './review-pull-request.ts';

export interface MergeGroupReviewRequest extends RepositoryName {
  readonly headSha: string;
  readonly baseSha: string;
  readonly baseRef: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  /** The queued pull requests, whose overrides apply while their digests hold. */
  readonly pulls: readonly PullRequest[];
  /** Directory that is judged; left out: everything. */
  readonly path?: string;
}

/**
 * Reviews a group of a merge queue by its own base and head. Policies see the pull request where there is just one.
 * Publishes nothing; throws as `reviewCommits`.
 */
export async function reviewMergeGroup(
  request: MergeGroupReviewRequest,
  deps: ReviewCommitsDeps,
): Promise<CommitsReview> {
  const { owner, repo, pulls, headSha, baseSha, baseRef, defaultBranch, isPrivate, path = '' } = request;
  return reviewCommits(
    {
      ...{ owner, repo, baseRef, defaultBranch, isPrivate, headSha, path },
      comparedWith: baseSha,
      planned: null,
      priorSha: baseSha,
      listFiles: async () => null,
      around: (files) => surroundingsOf(groupInput({ headSha, pulls }, files), deps.now),
      overridesOf: (review, base) => heldOverrides(review, { owner, repo, base, pulls }, deps),
      usageOf: (base) => heldUsage({ owner, repo, base, pulls }, deps),
      // What people approved are the heads of the pull requests; the group is made of these and of nothing else.
      peopleOf: async (base) => {
        const { actor, approvals } = await peopleOf({ owner, repo, pulls, base }, deps);
        return { actor, approvals: approvals.map((each) => ({ ...each, sha: headSha })) };
      },
    },
    deps,
  );
}

/** What policies see of a group: its pull request where there is just one. */
export function groupInput(
  { headSha, pulls }: { readonly headSha: string; readonly pulls: readonly PullRequest[] },
  files: readonly string[],
): PolicyInput['pullRequest'] {
  const [only, ...others] = pulls;
  return only && others.length === 0 ? { ...pullRequestInput(only, files), head: headSha } : null;
}
