import { createHash } from 'node:crypto';
import { viewerLogin } from '#app/github/account.ts';
import { ensureCheckRun } from '#app/github/ensure-check-run.ts';
import { checkDetails, checkSummary, headline } from '#reports/comment.ts';
import { resultRemarks } from '#reports/result-remarks.ts';
import { reviewMarkdown } from '#reports/review-markdown.ts';
import type { Surroundings } from './main.ts';
import type { JudgedCommit } from './reviews.ts';
import type { ActionWorld } from './world.ts';

const CHECK_NAME = 'finops/gate';
const SUMMARY_LIMIT = 60_000;

/** Concludes the check run of the judged commit; a token that may not is a warning. */
export async function publishCheck(
  { reviewed, headSha }: JudgedCommit,
  { event, client }: Pick<Surroundings, 'event' | 'client'>,
  world: ActionWorld,
): Promise<void> {
  const { owner, repo } = event;
  const { review, config, priorSha } = reviewed;
  const { report, failure, conclusion } = review;
  const options = { reportUrl: event.runUrl, limit: SUMMARY_LIMIT, overriders: config.overrides };
  const summary = report
    ? checkSummary(report, options)
    : (reviewMarkdown(review, options) ?? 'Nothing in this change concerns the gate.');
  const digest = createHash('sha256')
    .update(`${priorSha} ${report?.policyDigest ?? ''} ${summary}`)
    .digest('hex');
  const login = await viewerLogin({ client }).catch(() => 'github-actions[bot]');
  const ensured = await ensureCheckRun(
    {
      owner,
      repo,
      headSha,
      name: CHECK_NAME,
      appSlug: login.replace(/\[bot\]$/, ''),
      externalId: `finops:${headSha.slice(0, 12)}:${digest.slice(0, 32)}`,
      conclusion,
      title: report ? headline(report).replace(/^#+ /, '') : (failure ?? 'Nothing in this change concerns the gate'),
      summary,
      details: report ? checkDetails(report, options) : '',
      annotations: resultRemarks(report?.results ?? []),
      detailsUrl: event.runUrl ?? undefined,
    },
    { client },
  );
  if (ensured.outcome === 'not-permitted')
    world.annotate('warning', 'the token may not write checks (checks: write)', { title: 'finops' });
}
