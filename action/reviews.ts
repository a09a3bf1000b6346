import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openPricing, readUsageText } from '#app/flows/open-pricing.ts';
import { openReviewPolicies } from '#app/flows/open-review-policies.ts';
import type { CommitsReview, ReviewCommitsDeps } from '#app/flows/review-commits.ts';
import { reviewMergeGroup } from '#app/flows/review-merge-group.ts';
import { reviewPullRequest } from '#app/flows/review-pull-request.ts';
import type { GitHubClient } from '#app/github/client.ts';
import { pullRequestsOfGroup } from '#app/github/merge-group.ts';
import {
  openPullRequests,
  openPullRequestsWithHead,
  type PullRequest,
  readPullRequest,
} from '#app/github/pull-request.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { checkoutOf } from './checkout.ts';
import type { ActionEvent, GroupEvent } from './event.ts';
import type { ActionInputs } from './inputs.ts';
import { pricingDeps } from './pricing-deps.ts';
import type { ActionWorld } from './world.ts';

/** A judged commit: the head of a pull request, or of a merge group (`pull` is null). */
export interface JudgedCommit {
  readonly reviewed: CommitsReview;
  readonly headSha: string;
  readonly pull: PullRequest | null;
}

interface Surroundings {
  readonly event: ActionEvent;
  readonly inputs: ActionInputs;
  readonly client: GitHubClient;
}

/** Judges what the event is about: a pull request, a merge group, or the open pull requests with the head of another run. */
export async function judgedCommits(at: Surroundings, world: ActionWorld): Promise<readonly JudgedCommit[]> {
  const deps: ReviewCommitsDeps = {
    client: at.client,
    now: world.now,
    pricing: openPricing({ currency: at.inputs.currency }, pricingDeps(world)),
    readUsage: readUsageText,
    policies: openReviewPolicies({ assets: readPolicyAssets(join(world.home, 'policies')), newId: randomUUID }),
  };
  if (at.event.mergeGroup) return [await judgeGroup(at.event.mergeGroup, at, deps)];
  const judged: JudgedCommit[] = [];
  for (const pull of await pullsOf(at)) judged.push(await judgePull(pull, at, deps));
  return judged;
}

async function judgeGroup(group: GroupEvent, { event, client }: Surroundings, deps: ReviewCommitsDeps) {
  const { owner, repo } = event;
  const { headSha, headRef, baseSha, baseRef } = group;
  const pulls = await pullRequestsOfGroup({ owner, repo, headRef, headSha, baseSha, baseRef }, { client });
  return { reviewed: await reviewMergeGroup({ owner, repo, ...group, pulls }, deps), headSha, pull: null };
}

async function judgePull(
  pull: PullRequest,
  { event, client }: Surroundings,
  deps: ReviewCommitsDeps,
): Promise<JudgedCommit> {
  const { owner, repo } = event;
  const { planned, priorSha } = await checkoutOf({ pull, event }, { client });
  const reviewed = await reviewPullRequest({ owner, repo, pull, planned, priorSha }, deps);
  return { reviewed, headSha: pull.headSha, pull };
}

/** After another workflow's run only its head is believed, which GitHub says; the pull requests are looked up. */
async function pullsOf({ event, client }: Surroundings): Promise<readonly PullRequest[]> {
  const { owner, repo, pullNumber, judgedHead } = event;
  if (pullNumber !== null) return [await readPullRequest({ owner, repo, number: pullNumber }, { client })];
  if (judgedHead === null) return [];
  const found = await openPullRequestsWithHead({ owner, repo, sha: judgedHead }, { client });
  if (found.length > 0) return found;
  const open = await openPullRequests({ owner, repo, pages: 10 }, { client });
  return open.filter((each) => each.headSha === judgedHead);
}
