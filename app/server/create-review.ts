import { createHash } from 'node:crypto';
import { isQuiet } from '#app/flows/is-quiet.ts';
import type { CommitsReview, ReviewCommitsDeps } from '#app/flows/review-commits.ts';
import type { ReviewMemory } from '#app/flows/review-memory.ts';
import { reviewMergeGroup } from '#app/flows/review-merge-group.ts';
import { reviewPullRequest } from '#app/flows/review-pull-request.ts';
import { checkDetails, checkSummary, headline } from '#reports/comment.ts';
import { plainText } from '#reports/plain-text.ts';
import { resultRemarks } from '#reports/result-remarks.ts';
import { reviewMarkdown } from '#reports/review-markdown.ts';
import type { Review, ReviewOutcome, ReviewRequest } from './review-port.ts';
import { RECHECK } from './unjudged-outcome.ts';

/** What a review needs beside a client, made anew for each so that it has the time of its own. */
export type ReviewKit = (memory?: ReviewMemory) => Omit<ReviewCommitsDeps, 'client'>;

/** The kit with the server's memory in it. @throws UpstreamError when the database does not answer. */
export type OpenReviewKit = () => Promise<Omit<ReviewCommitsDeps, 'client'>>;

/** GitHub takes 65,535 characters; a check of several pull requests joins its summaries and is cut by whole ones. */
const COMMENT_LIMIT = 65_000;
const SUMMARY_LIMIT = 60_000;

/** Judges pull requests and merge groups with the real gate, and words the outcome. */
export function createReview(openKit: OpenReviewKit): Review {
  return async (request, { client }) => {
    const reviewed = await reviewOf(request, { ...(await openKit()), client });
    return outcomeOf(reviewed, request);
  };
}

function reviewOf(request: ReviewRequest, deps: ReviewCommitsDeps): Promise<CommitsReview> {
  const { owner, repo } = request;
  if (request.kind === 'group') return reviewMergeGroup({ owner, repo, ...request.group }, deps);
  return reviewPullRequest({ owner, repo, pull: request.pull, planned: null, priorSha: null }, deps);
}

function outcomeOf(reviewed: CommitsReview, request: ReviewRequest): ReviewOutcome {
  const { review, config, priorSha } = reviewed;
  const { conclusion, report } = review;
  const isNothing = !report && review.failure === null;
  const headSha = request.kind === 'pull' ? request.pull.headSha : request.group.headSha;
  const options = { reportUrl: null, limit: SUMMARY_LIMIT, overriders: config.overrides };
  const summary = report
    ? checkSummary(report, options)
    : (reviewMarkdown(review, options) ?? 'Nothing in this change concerns the gate.');
  const details = report ? checkDetails(report, options) : '';
  const annotations = resultRemarks(report?.results ?? []);
  const digest = createHash('sha256')
    .update(JSON.stringify([conclusion, summary, details, annotations]))
    .digest('hex');
  return {
    conclusion,
    title: titleOf(reviewed),
    summary,
    details,
    annotations,
    actions: [RECHECK],
    externalId: `finops:${headSha.slice(0, 12)}:${priorSha.slice(0, 12)}:${digest.slice(0, 32)}`,
    comment: {
      body: (reportUrl) => {
        const body = reviewMarkdown(review, { ...options, reportUrl, limit: COMMENT_LIMIT });
        return body ?? '### Cloud cost: nothing in this change is priced';
      },
      mode: config.comment.mode,
      whenMissing: isNothing || isQuiet(review, config.comment.minChange) ? 'nothing' : 'create',
    },
    labels: labelsOf(reviewed),
    audit: {
      decision: decisionOf(reviewed),
      decisionId: report?.decisionId ?? null,
      policyDigest: report?.policyDigest ?? null,
      priorSha,
      overridden: report?.results.filter((each) => each.outcome === 'overridden').length ?? 0,
    },
  };
}

function titleOf({ review }: CommitsReview): string {
  if (review.report) return headline(review.report).replace(/^#+ /, '');
  return review.failure === null
    ? 'Nothing in this change concerns the gate'
    : `Could not be judged: ${plainText(review.failure)}`.slice(0, 250);
}

function decisionOf({ review }: CommitsReview): string {
  return review.report?.decision ?? (review.failure === null ? 'allow' : 'error');
}

/** `labels` of the configuration names a label for each decision; a change has the one of its own. */
function labelsOf(reviewed: CommitsReview): ReviewOutcome['labels'] {
  const { labels } = reviewed.config;
  if (!labels) return null;
  const wanted = reviewed.review.report || reviewed.review.failure !== null ? labels[decisionOf(reviewed)] : undefined;
  return { owned: Object.values(labels), labels: wanted === undefined ? [] : [wanted] };
}
