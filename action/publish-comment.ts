import { isQuiet } from '#app/flows/is-quiet.ts';
import { viewerLogin } from '#app/github/account.ts';
import { ensureComment } from '#app/github/ensure-comment.ts';
import { readPullRequest } from '#app/github/pull-request.ts';
import { reviewMarkdown } from '#reports/review-markdown.ts';
import type { Surroundings } from './main.ts';
import type { JudgedCommit } from './reviews.ts';
import type { ActionWorld } from './world.ts';

/** Under GitHub's 65,536 characters with the marker. */
const COMMENT_LIMIT = 65_000;

/** Leaves the verdict as the job's comment on its pull request; a token that may not is a warning. */
export async function publishComment(
  { reviewed, headSha, pull }: JudgedCommit,
  { event, inputs, key, client }: Surroundings,
  world: ActionWorld,
): Promise<void> {
  const { review, config } = reviewed;
  const mode = inputs.comment === 'true' ? config.comment.mode : inputs.comment === 'false' ? 'off' : inputs.comment;
  if (!pull || mode === 'off') return;
  const at = { owner: event.owner, repo: event.repo, number: pull.number };
  // A newer head has a run of its own, and this one must not speak over it.
  if ((await readPullRequest(at, { client })).headSha !== headSha) return;
  const author = await viewerLogin({ client }).catch(() => 'github-actions[bot]');
  const body = reviewMarkdown(review, { reportUrl: event.runUrl, limit: COMMENT_LIMIT, overriders: config.overrides });
  const whenMissing = body === null || isQuiet(review, config.comment.minChange) ? 'nothing' : 'create';
  const text = body ?? '### Cloud cost: nothing in this change is priced';
  const ensured = await ensureComment({ ...at, key, author, mode, whenMissing, body: text }, { client });
  if (ensured.outcome !== 'not-permitted') return;
  const message = 'the token may not comment (a fork?); the report is in the job summary';
  world.annotate('warning', message, { title: 'finops' });
}
