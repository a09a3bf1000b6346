import type { Review } from './review-change.ts';

/** Whether a change is too small to talk about: below the threshold (in the report's currency), with nothing found. */
export function isQuiet({ report }: Review, minChange: number): boolean {
  if (!report || minChange === 0 || report.decision !== 'allow') return false;
  return report.difference.monthlyCost?.amount.abs().lessThan(minChange) ?? false;
}
