import type { FinopsConfig } from '#app/config/finops-config.ts';
import type { Review, ReviewConclusion } from '#app/flows/review-change.ts';
import type { GitHubClient } from '#app/github/client.ts';
import { withRetries } from '#app/github/retry.ts';
import { markdownText } from '#reports/markdown-text.ts';
import { readBilled } from './billed.ts';
import { openClient } from './client.ts';
import { type ActionEvent, readEvent } from './event.ts';
import { type ActionInputs, readInputs, SCHEDULED_COMMANDS } from './inputs.ts';
import { jobKey } from './job-key.ts';
import { annotateRun, publishReport } from './publish.ts';
import { publishCheck } from './publish-check.ts';
import { publishComment } from './publish-comment.ts';
import { reviewPaths } from './review-paths.ts';
import { type JudgedCommit, judgedCommits } from './reviews.ts';
import { runScheduled } from './run-scheduled.ts';
import type { ActionWorld } from './world.ts';

/** Runs the Action once; the exit status, which is the verdict. */
export async function main(world: ActionWorld): Promise<number> {
  // 1. What is asked for.
  const inputs = readInputs(world.getInput);
  const event = readEvent(world.env);
  const key = jobKey(inputs, world.env);
  const scheduled = SCHEDULED_COMMANDS.find((each) => each === inputs.command);
  if (scheduled) return runScheduled({ command: scheduled, inputs, event, key }, world);
  const billed = await readBilled(inputs, world);
  // 2. What is no pull request needs no GitHub.
  if (event.pullNumber === null && !event.mergeGroup && event.judgedHead === null) {
    const { review, config } = await reviewPaths({ inputs, event, billed }, world);
    return conclude({ review, config, inputs, key }, world);
  }
  // 3. What is to be merged, judged by its base.
  const client = patientClient(inputs, world);
  const judged = await judgedCommits({ event, inputs, client, billed }, world);
  // 4. Say it on the pull request, as far as the token may. A commit of several pull requests has the worst verdict.
  for (const each of judged) await publishComment(each, { event, inputs, key, client }, world);
  const [worst] = judged.toSorted((one, other) => gravity(other) - gravity(one));
  if (!worst) return conclude({ review: NOTHING, config: null, inputs, key }, world);
  if (inputs.check) await publishCheck(worst, { event, client }, world);
  return conclude({ ...worst.reviewed, inputs, key }, world);
}

const NOTHING: Review = { conclusion: 'neutral', report: null, failure: null };
const CONCLUSIONS: readonly ReviewConclusion[] = ['success', 'neutral', 'action_required', 'failure'];

function gravity({ reviewed }: JudgedCommit): number {
  return CONCLUSIONS.indexOf(reviewed.review.conclusion);
}

/** What publishing needs to know beside the verdict. */
export interface Surroundings {
  readonly event: ActionEvent;
  readonly inputs: ActionInputs;
  readonly key: string;
  readonly client: GitHubClient;
}

function patientClient(inputs: ActionInputs, world: ActionWorld): GitHubClient {
  const client = openClient(inputs['github-token'], world.env['GITHUB_API_URL'] ?? 'https://api.github.com');
  const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
  return withRetries(client, { attempts: 5, longestWaitMs: 120_000, wait });
}

interface Verdict {
  readonly review: Review;
  readonly config: FinopsConfig | null;
  readonly inputs: ActionInputs;
  readonly key: string;
}

/** Outputs, summary, annotations, status. */
function conclude({ review, config, inputs, key }: Verdict, world: ActionWorld): number {
  const { report, failure } = review;
  if (report) {
    publishReport({ report, key, overriders: config?.overrides ?? null }, world);
    annotateRun(report, world);
    const { decision } = report;
    world.info(`Decision: ${decision}`);
    if (inputs.command === 'estimate') return decision === 'error' ? 5 : 0;
    if (decision === 'error') return 5;
    return decision === 'deny' || (decision === 'warn' && inputs['fail-on'] === 'warn') ? 1 : 0;
  }
  world.setOutput('decision', failure === null ? 'allow' : 'error');
  world.writeSummary(
    failure === null ? 'Nothing in this change concerns the gate.' : `Could not be judged: ${markdownText(failure)}`,
  );
  if (failure !== null) world.annotate('error', failure, { title: 'finops' });
  return failure === null ? 0 : 5;
}
