import type { RepositoryName } from '#app/github/client.ts';
import { type ChangedFile, listChangedFiles } from '#app/github/compare-commits.ts';
import { type PullRequest, readPullRequest } from '#app/github/pull-request.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import type { Tree } from '#app/source/tree.ts';
import { heldOverrides, heldUsage } from './held-overrides.ts';
import { mergedChange } from './merged-change.ts';
import { committedBudgets } from './open-commitments.ts';
import { peopleOf } from './people-of.ts';
import type { PolicySurroundings } from './policy-input.ts';
import { type CommitsReview, type ReviewCommitsDeps, reviewCommits } from './review-commits.ts';

export interface PullRequestReviewRequest extends RepositoryName {
  readonly pull: PullRequest;
  /** The planned side where the door already has it (a checkout); null: read through the API. */
  readonly planned: Tree | null;
  /** Sha that the planned side is compared with; null: the merge base of base and head. */
  readonly priorSha: string | null;
  /** Directory that is judged; left out: everything. */
  readonly path?: string;
}

/** Reviews a pull request: its head against where it parted from the base. Publishes nothing; throws as `reviewCommits`. */
export async function reviewPullRequest(
  request: PullRequestReviewRequest,
  deps: ReviewCommitsDeps,
): Promise<CommitsReview> {
  const { owner, repo, pull, planned, priorSha, path = '' } = request;
  const { baseRef, defaultBranch, isPrivate, headSha } = pull;
  const pulls = [pull];
  const reviewed = await reviewCommits(
    {
      ...{ owner, repo, baseRef, defaultBranch, isPrivate, headSha, planned, priorSha, path },
      comparedWith: null,
      listFiles: () => allFiles(request, deps),
      around: (files) => surroundingsOf(pullRequestInput(pull, files), deps.now),
      overridesOf: (review, base) => heldOverrides(review, { owner, repo, base, pulls }, deps),
      usageOf: (base) => heldUsage({ owner, repo, base, pulls }, deps),
      peopleOf: (base) => peopleOf({ owner, repo, pulls, base }, deps),
      committedOf: (review, config) => committedBudgets({ owner, repo, pull, review, config }, deps),
    },
    deps,
  );
  const { report } = reviewed.review;
  if (report && deps.keepChange) {
    const pullRequest = { repository: `${owner}/${repo}`, number: pull.number, title: pull.title, mergedAt: '' };
    await deps.keepChange(mergedChange(pullRequest, report.difference));
  }
  return reviewed;
}

/** What policies see of a pull request. */
export function pullRequestInput(pull: PullRequest, files: readonly string[]): NonNullable<PolicyInput['pullRequest']> {
  return {
    number: pull.number,
    author: pull.author,
    title: pull.title,
    labels: [...pull.labels],
    base: pull.baseRef,
    head: pull.headSha,
    draft: pull.draft,
    files: [...files],
  };
}

/** What policies see beside the estimate. */
export function surroundingsOf(pullRequest: PolicyInput['pullRequest'], now: Date): PolicySurroundings {
  return {
    now,
    environment: null,
    pullRequest,
    actor: pullRequest && { login: pullRequest.author, teams: [] },
    budgets: [],
    anomalies: [],
    waivers: [],
    approvals: [],
  };
}

async function allFiles(
  { owner, repo, pull }: PullRequestReviewRequest,
  deps: ReviewCommitsDeps,
): Promise<readonly ChangedFile[] | null> {
  const { files, isComplete } = await listChangedFiles({ owner, repo, number: pull.number }, deps);
  // The list is of the head by then: after a push in between it says nothing of the one that is judged.
  const { headSha } = await readPullRequest({ owner, repo, number: pull.number }, deps);
  return isComplete && headSha === pull.headSha ? files : null;
}
