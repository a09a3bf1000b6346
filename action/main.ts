import { isQuiet } from '#app/flows/is-quiet.ts';
import type { Review, ReviewConclusion } from '#app/flows/review-change.ts';
import type { CommitsReview } from '#app/flows/review-commits.ts';
import { viewerLogin } from '#app/github/account.ts';
import type { GitHubClient } from '#app/github/client.ts';
import { ensureCheckRun } from '#app/github/ensure-check-run.ts';
import { ensureComment } from '#app/github/ensure-comment.ts';
import type { PullRequest } from '#app/github/pull-request.ts';
import { withRetries } from '#app/github/retry.ts';
import { markdownText } from '#reports/markdown-text.ts';
import { resultRemarks } from '#reports/result-remarks.ts';
import { reviewMarkdown } from '#reports/review-markdown.ts';
import { openClient } from './client.ts';
import { type ActionEvent, readEvent } from './event.ts';
import { type ActionInputs, readInputs } from './inputs.ts';
import { annotateRun, publishReport } from './publish.ts';
import { reviewPaths } from './review-paths.ts';
import { type JudgedCommit, judgedCommits } from './reviews.ts';
import type { ActionWorld } from './world.ts';

const BODY = { reportUrl: null, limit: 65_000 };
const CHECK_NAME = 'finops/gate';

/** Runs the Action once; the exit status, which is the verdict. */
export async function main(world: ActionWorld): Promise<number> {
  // 1. What is asked for.
  const inputs = readInputs(world.getInput);
  const event = readEvent(world.env);
  // 2. A change that the workflow names itself, or one that is no pull request, needs no GitHub.
  const { pullNumber, mergeGroup, judgedHead } = event;
  if ((pullNumber === null && !mergeGroup && judgedHead === null) || inputs['planned-path'] !== '') {
    return conclude(await reviewPaths({ inputs, event }, world), inputs, world);
  }
  // 3. What is to be merged, judged by its base.
  const client = withRetries(
    openClient(inputs['github-token'], world.env['GITHUB_API_URL'] ?? 'https://api.github.com'),
    {
      attempts: 5,
      longestWaitMs: 120_000,
      wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    },
  );
  const judged = await judgedCommits({ event, inputs, client }, world);
  // 4. Say it on the pull request, as far as the token may. A commit of several pull requests has the worst verdict.
  for (const { reviewed, pull } of judged) if (pull) await comment(reviewed, { pull, event, inputs, client }, world);
  const [worst] = judged.toSorted((one, other) => gravity(other) - gravity(one));
  if (!worst) return conclude({ conclusion: 'neutral', report: null, failure: null }, inputs, world);
  if (inputs.check) await check(worst.reviewed, { headSha: worst.headSha, event, client }, world);
  return conclude(worst.reviewed.review, inputs, world);
}

const CONCLUSIONS: readonly ReviewConclusion[] = ['success', 'neutral', 'action_required', 'failure'];

function gravity({ reviewed }: JudgedCommit): number {
  return CONCLUSIONS.indexOf(reviewed.review.conclusion);
}

interface Surroundings {
  readonly event: ActionEvent;
  readonly inputs: ActionInputs;
  readonly client: GitHubClient;
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
  at: { readonly headSha: string; readonly event: ActionEvent; readonly client: GitHubClient },
  world: ActionWorld,
): Promise<void> {
  const { owner, repo } = at.event;
  const ensured = await ensureCheckRun(
    {
      owner,
      repo,
      headSha: at.headSha,
      name: CHECK_NAME,
      externalId: `${priorSha}:${at.headSha}:${review.report?.policyDigest ?? ''}`,
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
