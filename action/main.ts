import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isQuiet } from '#app/flows/is-quiet.ts';
import { openPricing, readUsageText } from '#app/flows/open-pricing.ts';
import { openReviewPolicies } from '#app/flows/open-review-policies.ts';
import type { Review } from '#app/flows/review-change.ts';
import type { CommitsReview } from '#app/flows/review-commits.ts';
import { reviewPullRequest } from '#app/flows/review-pull-request.ts';
import { viewerLogin } from '#app/github/account.ts';
import type { GitHubClient } from '#app/github/client.ts';
import { ensureCheckRun } from '#app/github/ensure-check-run.ts';
import { ensureComment } from '#app/github/ensure-comment.ts';
import { type PullRequest, readPullRequest } from '#app/github/pull-request.ts';
import { withRetries } from '#app/github/retry.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { markdownText } from '#reports/markdown-text.ts';
import { resultRemarks } from '#reports/result-remarks.ts';
import { reviewMarkdown } from '#reports/review-markdown.ts';
import { checkoutOf } from './checkout.ts';
import { openClient } from './client.ts';
import { type ActionEvent, readEvent } from './event.ts';
import { type ActionInputs, readInputs } from './inputs.ts';
import { pricingDeps } from './pricing-deps.ts';
import { annotateRun, publishReport } from './publish.ts';
import { reviewPaths } from './review-paths.ts';
import type { ActionWorld } from './world.ts';

const BODY = { reportUrl: null, limit: 65_000 };
const CHECK_NAME = 'finops/gate';

/** Runs the Action once; the exit status, which is the verdict. */
export async function main(world: ActionWorld): Promise<number> {
  // 1. What is asked for.
  const inputs = readInputs(world.getInput);
  const event = readEvent(world.env);
  // 2. A change that the workflow names itself, or one that is no pull request, needs no GitHub.
  if (event.pullNumber === null || inputs['planned-path'] !== '') {
    const review = await reviewPaths({ inputs, event }, world);
    return conclude(review, inputs, world);
  }
  // 3. The pull request, judged by its base.
  const client = withRetries(
    openClient(inputs['github-token'], world.env['GITHUB_API_URL'] ?? 'https://api.github.com'),
    {
      attempts: 5,
      longestWaitMs: 120_000,
      wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    },
  );
  const pull = await readPullRequest({ owner: event.owner, repo: event.repo, number: event.pullNumber }, { client });
  const reviewed = await review(pull, { event, inputs, client }, world);
  // 4. Say it on the pull request, as far as the token may.
  await comment(reviewed, { pull, event, inputs, client }, world);
  if (inputs.check) await check(reviewed, { pull, event, client }, world);
  return conclude(reviewed.review, inputs, world);
}

interface Surroundings {
  readonly event: ActionEvent;
  readonly inputs: ActionInputs;
  readonly client: GitHubClient;
}

async function review(pull: PullRequest, at: Surroundings, world: ActionWorld): Promise<CommitsReview> {
  const { event, client, inputs } = at;
  const { owner, repo } = event;
  const checkout = await checkoutOf({ pull, event }, { client });
  const assets = readPolicyAssets(join(world.home, 'policies'));
  return reviewPullRequest(
    { owner, repo, pull, planned: checkout.planned, priorSha: checkout.priorSha },
    {
      client,
      now: world.now,
      pricing: openPricing({ currency: inputs.currency }, pricingDeps(world)),
      readUsage: readUsageText,
      policies: openReviewPolicies({ assets, newId: randomUUID }),
    },
  );
}

async function comment(
  { review, config }: CommitsReview,
  at: Surroundings & { readonly pull: PullRequest },
  world: ActionWorld,
): Promise<void> {
  const { event, inputs, client, pull } = at;
  const mode = inputs.comment === 'true' ? config.comment.mode : inputs.comment === 'false' ? 'off' : inputs.comment;
  if (mode === 'off') return;
  const { owner, repo } = event;
  const author = await viewerLogin({ client }).catch(() => 'github-actions[bot]');
  const body = reviewMarkdown(review, BODY);
  const whenMissing = body === null || isQuiet(review, config.comment.minChange) ? 'nothing' : 'create';
  const request = { owner, repo, number: pull.number, key: inputs.key || 'gate', author, mode, whenMissing } as const;
  const ensured = await ensureComment(
    { ...request, body: body ?? '### Cloud cost: nothing in this change is priced' },
    { client },
  );
  if (ensured.outcome === 'not-permitted') {
    world.annotate('warning', 'the token may not comment (a fork?); the report is in the job summary', {
      title: 'finops',
    });
  }
}

async function check(
  { review, priorSha }: CommitsReview,
  at: { readonly pull: PullRequest; readonly event: ActionEvent; readonly client: GitHubClient },
  world: ActionWorld,
): Promise<void> {
  const { owner, repo } = at.event;
  const ensured = await ensureCheckRun(
    {
      owner,
      repo,
      headSha: at.pull.headSha,
      name: CHECK_NAME,
      externalId: `${priorSha}:${at.pull.headSha}:${review.report?.policyDigest ?? ''}`,
      conclusion: review.conclusion,
      title: review.report ? `Decision: ${review.report.decision}` : (review.failure ?? 'Nothing to judge'),
      summary: reviewMarkdown(review, BODY) ?? 'Nothing in this change concerns the gate.',
      annotations: resultRemarks(review.report?.results ?? []),
    },
    { client: at.client },
  );
  if (ensured.outcome === 'not-permitted')
    world.annotate('warning', 'the token may not write checks (checks: write)', { title: 'finops' });
}

/** Outputs, summary, annotations, status. */
function conclude(review: Review, inputs: ActionInputs, world: ActionWorld): number {
  if (review.report) {
    publishReport(review.report, world);
    annotateRun(review.report, world);
    const { decision } = review.report;
    world.info(`Decision: ${decision}`);
    if (decision === 'error') return 5;
    return decision === 'deny' || (decision === 'warn' && inputs['fail-on'] === 'warn') ? 1 : 0;
  }
  const isNeutral = review.failure === null;
  world.setOutput('decision', isNeutral ? 'allow' : 'error');
  world.writeSummary(
    isNeutral
      ? 'Nothing in this change concerns the gate.'
      : `Could not be judged: ${markdownText(review.failure ?? '')}`,
  );
  if (!isNeutral) world.annotate('error', review.failure ?? '', { title: 'finops' });
  return isNeutral ? 0 : 5;
}
