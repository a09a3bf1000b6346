import { addDays } from '#app/budgets/month.ts';
import type { SourceDays } from '#app/budgets/source-days.ts';

/** Seven days, `before` exclusive, and the seven before them. */
export interface Week {
  readonly from: string;
  readonly before: string;
  readonly priorFrom: string;
}

/** So long a source is waited for. */
const PATIENCE_DAYS = 7;

/**
 * The newest week of complete days: it ends where the first source that still delivers has its first day that is not
 * complete, so that a late source does not look like a saving. One that is more than a week behind the others is not waited
 * for (`lateSources` names it). Without sources it ends before today.
 */
export function newestWeek(sources: readonly SourceDays[], now: Date): Week {
  const complete = sources
    .filter(({ isLive }) => isLive)
    .map(({ completeBefore }) => completeBefore)
    .sort();
  const waited = addDays(complete.at(-1) ?? now.toISOString().slice(0, 10), -PATIENCE_DAYS);
  return weekBefore(complete.find((each) => each >= waited) ?? now.toISOString().slice(0, 10));
}

/** Sources that go on but had not delivered all of a week. */
export function lateSources(sources: readonly SourceDays[], { before }: Week): readonly SourceDays[] {
  return sources.filter(({ isLive, completeBefore }) => isLive && completeBefore < before);
}

/** The week that ends before a day. */
export function weekBefore(before: string): Week {
  return { from: addDays(before, -7), before, priorFrom: addDays(before, -14) };
}
