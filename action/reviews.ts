import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { BilledFacts } from '#app/flows/billed-facts.ts';
import { openNativeOpa } from '#app/flows/native-opa.ts';
import { openPricing, readUsageText } from '#app/flows/open-pricing.ts';
import { openReviewPolicies } from '#app/flows/open-review-policies.ts';
import { openRenderer } from '#app/flows/render-manifests.ts';
import type { CommitsReview, ReviewCommitsDeps } from '#app/flows/review-commits.ts';
import { reviewInputs } from '#app/flows/review-inputs.ts';
import { groupInput, reviewMergeGroup } from '#app/flows/review-merge-group.ts';
import { pullRequestInput, reviewPullRequest, surroundingsOf } from '#app/flows/review-pull-request.ts';
import type { GitHubClient } from '#app/github/client.ts';
import { pullRequestsOfGroup } from '#app/github/merge-group.ts';
import {
  openPullRequests,
  openPullRequestsWithHead,
  type PullRequest,
  readPullRequest,
} from '#app/github/pull-request.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { openBudgetAmounts } from './budget-amounts.ts';
import { checkoutOf } from './checkout.ts';
import type { ActionEvent, GroupEvent } from './event.ts';
import type { ActionInputs } from './inputs.ts';
import { isFile, madeInputs, pathOf } from './made-inputs.ts';
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
  readonly billed: BilledFacts | null;
}

/** Judges what the event is about: a pull request, a merge group, or the open pull requests with the head of another run. */
export async function judgedCommits(at: Surroundings, world: ActionWorld): Promise<readonly JudgedCommit[]> {
  const deps: ReviewCommitsDeps = {
    client: at.client,
    now: world.now,
    pricing: openPricing({ currency: at.inputs.currency }, pricingDeps(world, at.billed)),
    readUsage: readUsageText,
    // Of whoever opened the pull request: the tools see its own files alone, and only where the base allows it. After
    // another workflow's run they see nothing: this one may write, and a fork's charts are not shown to any tool in it.
    ...(at.event.judgedHead === null ? { openRenderer: (tree) => openRenderer(tree, renderingOf(at, world)) } : {}),
    policies: openReviewPolicies({
      assets: readPolicyAssets(join(world.home, 'policies')),
      newId: randomUUID,
      ...openBudgetAmounts(at.inputs, world),
      opa: openNativeOpa({ path: world.env['PATH'], repository: at.event.workspace }),
    }),
  };
  const { mergeGroup } = at.event;
  if (mergeGroup) return [await judgeGroup(mergeGroup, at, { deps, world })];
  const judged: JudgedCommit[] = [];
  for (const pull of await pullsOf(at)) judged.push(await judgePull(pull, at, { deps, world }));
  return judged;
}

function renderingOf({ event }: Surroundings, { env }: ActionWorld) {
  return { path: env['PATH'], repository: event.workspace, files: 'others' } as const;
}

interface Judging {
  readonly deps: ReviewCommitsDeps;
  readonly world: ActionWorld;
}

async function judgeGroup(group: GroupEvent, at: Surroundings, { deps, world }: Judging): Promise<JudgedCommit> {
  const { event, inputs, client } = at;
  const { owner, repo } = event;
  const { headSha, headRef, baseSha, baseRef } = group;
  const pulls = await pullRequestsOfGroup({ owner, repo, headRef, headSha, baseSha, baseRef }, { client });
  const about = { owner, repo, ...group, pulls };
  const reviewed = namesFiles(at)
    ? await reviewInputs(
        { ...about, ...madeInputs(at), around: surroundingsOf(groupInput(about, []), world.now) },
        deps,
      )
    : await reviewMergeGroup({ ...about, path: pathOf(inputs) }, deps);
  return { reviewed, headSha, pull: null };
}

async function judgePull(pull: PullRequest, at: Surroundings, { deps, world }: Judging): Promise<JudgedCommit> {
  const { event, inputs, client } = at;
  const { owner, repo } = event;
  const { headSha } = pull;
  if (namesFiles(at)) {
    const { baseRef, defaultBranch, isPrivate } = pull;
    const around = surroundingsOf(pullRequestInput(pull, []), world.now);
    const about = { owner, repo, baseRef, defaultBranch, isPrivate, pulls: [pull], around };
    return { reviewed: await reviewInputs({ ...about, ...madeInputs(at) }, deps), headSha, pull };
  }
  const { planned, priorSha } = await checkoutOf({ pull, event }, { client });
  const reviewed = await reviewPullRequest({ owner, repo, pull, planned, priorSha, path: pathOf(inputs) }, deps);
  return { reviewed, headSha, pull };
}

/** Whether the inputs name what the workflow made: two sides, or a file such as a plan. */
function namesFiles({ event, inputs }: Surroundings): boolean {
  return inputs['planned-path'] !== '' || (inputs.path !== '' && isFile(event.workspace, inputs.path));
}

/** After another workflow's run only its head is believed, which GitHub says; the pull requests are looked up. */
async function pullsOf({ event, client }: Surroundings): Promise<readonly PullRequest[]> {
  const { owner, repo, pullNumber, judgedHead } = event;
  if (pullNumber !== null) {
    const pull = await readPullRequest({ owner, repo, number: pullNumber }, { client });
    return [event.pullHead === null ? pull : { ...pull, headSha: event.pullHead }];
  }
  if (judgedHead === null) return [];
  const found = await openPullRequestsWithHead({ owner, repo, sha: judgedHead }, { client });
  if (found.length > 0) return found;
  const open = await openPullRequests({ owner, repo, pages: 10 }, { client });
  return open.filter((each) => each.headSha === judgedHead);
}
