import type { RepositoryName } from '#app/github/client.ts';
import type { PullRequest } from '#app/github/pull-request.ts';
import { heldOverrides, heldUsage } from './held-overrides.ts';
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
}

/**
 * Reviews a group of a merge queue by its own base and head. Policies see the pull request where there is just one.
 * Publishes nothing; throws as `reviewCommits`.
 */
export async function reviewMergeGroup(
  request: MergeGroupReviewRequest,
  deps: ReviewCommitsDeps,
): Promise<CommitsReview> {
  const { owner, repo, pulls, headSha, baseSha, baseRef, defaultBranch, isPrivate } = request;
  const [only, ...others] = pulls;
  return reviewCommits(
    {
      ...{ owner, repo, baseRef, defaultBranch, isPrivate, headSha },
      comparedWith: baseSha,
      planned: null,
      priorSha: baseSha,
      listFiles: async () => null,
      around: (files) => {
        const one = only && others.length === 0 ? { ...pullRequestInput(only, files), head: headSha } : null;
        return surroundingsOf(one, deps.now);
      },
      overridesOf: (review, base) => heldOverrides(review, { owner, repo, base, pulls }, deps),
      usageOf: (base) => heldUsage({ owner, repo, base, pulls }, deps),
    },
    deps,
  );
}
