import type { CostRow } from '#app/warehouse/cost-query.ts';
import { addDays, DAY_MS } from './month.ts';

/**
 * So long after a day ends its charges still grow: exports come once a day, and an operator found a day two thirds
 * written when it ended (https://github.com/commontoolsinc/labs/pull/5202, facts read 2026-08-21).
 */
const PROVISIONAL_DAYS = 2;
/** A source that is silent for longer has ended. */
const ENDED_AFTER_DAYS = 35;

/** Which days a source of billing data has delivered. */
export interface SourceDays {
  readonly source: string;
  /** The first day that is not complete: everything before it is there in full. */
  readonly completeBefore: string;
  /** Complete days with any usage of the source; one that is missing between them was not delivered. */
  readonly days: ReadonlySet<string>;
  readonly newest: string;
  /** Whether more of it is to come. */
  readonly isLive: boolean;
}

/**
 * What each source has delivered, from rows by day, `x_SourceId` and `ChargeCategory`. The newest day of a source and the
 * last two days of the clock are provisional. Only usage tells: monthly fees and taxes stand on one day of the month.
 */
export function sourceDays(rows: readonly CostRow[], now: Date): readonly SourceDays[] {
  const byName = Map.groupBy(
    rows.filter(
      (row) => row.keys['ChargeCategory'] === 'Usage' && row.start !== null && Date.parse(row.start) <= now.getTime(),
    ),
    (row) => row.keys['x_SourceId'] ?? '',
  );
  const settled = new Date(now.getTime() - PROVISIONAL_DAYS * DAY_MS).toISOString().slice(0, 10);
  const live = addDays(now.toISOString().slice(0, 10), -ENDED_AFTER_DAYS);
  return [...byName].map(([source, found]) => {
    const days = found.map((row) => (row.start ?? '').slice(0, 10)).toSorted();
    const newest = days.at(-1) ?? '';
    const isLive = newest >= live;
    const completeBefore = !isLive || newest > settled ? settled : newest;
    return { source, completeBefore, days: new Set(days.filter((day) => day < completeBefore)), newest, isLive };
  });
}
