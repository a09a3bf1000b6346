import type { Review } from '#app/flows/review-change.ts';
import { type CommentOptions, commentMarkdown } from './comment.ts';
import { markdownText } from './markdown-text.ts';

/** A review for its readers: the whole comment, or why there is none; null when nothing concerned the gate. */
export function reviewMarkdown(review: Review, options: CommentOptions): string | null {
  if (review.report) return commentMarkdown(review.report, options);
  return review.failure === null
    ? null
    : `### Cloud cost: could not be judged, so it is not allowed\n\n${markdownText(review.failure)}`;
}
