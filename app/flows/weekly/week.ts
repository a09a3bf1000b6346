import { addDays } from '#app/budgets/month.ts';
import type { SourceDays } from '#app/budgets/source-days.ts';

/** Seven days, `before` exclusive, and the seven before them. */
export interface Week {
  readonly from: string;
  readonly before: string;
  readonly priorFrom: string;
}

/**
 * The newest week of complete days: it ends where the first source that still delivers has its first day that is not
 * complete, so that a late source does not look like a saving. Without sources it ends before today.
 */
export function newestWeek(sources: readonly SourceDays[], now: Date): Week {
  const complete = sources.filter(({ isLive }) => isLive).map(({ completeBefore }) => completeBefore);
  return weekBefore(complete.sort()[0] ?? now.toISOString().slice(0, 10));
}

/** The week that ends before a day. */
export function weekBefore(before: string): Week {
  return { from: addDays(before, -7), before, priorFrom: addDays(before, -14) };
}
