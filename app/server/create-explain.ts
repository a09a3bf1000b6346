import type { ReviewCommitsDeps } from '#app/flows/review-commits.ts';
import { reviewPullRequest } from '#app/flows/review-pull-request.ts';
import { explainMarkdown } from '#reports/explain.ts';
import type { OpenReviewKit } from './create-review.ts';
import type { Explain } from './review-port.ts';

/** Explains a resource of a pull request by judging it anew: what is said is what the gate would say now. */
export function createExplain(openKit: OpenReviewKit): Explain {
  return async ({ owner, repo, pull, address }, { client }) => {
    const deps: ReviewCommitsDeps = { ...(await openKit()), client };
    const { review } = await reviewPullRequest({ owner, repo, pull, planned: null, priorSha: null }, deps);
    return review.report ? explainMarkdown(review.report, address) : null;
  };
}
