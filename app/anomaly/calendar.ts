import { SECONDS_PER_DAY, type Series, stepOf } from './series.ts';

/** Where each row lies in its week and month. */
export interface Calendar {
  /** 0 (Sunday) … 6; 0 for all rows where rows are no days. */
  readonly weekdays: Uint8Array;
  /** Rows in one week of the series: 7 for days, 1 where rows are longer than days. */
  readonly rowsOfWeek: number;
  /** 1, 2, 3 for the first days of a month, 31 for its last, 0 for all others. */
  readonly edges: Uint8Array;
}

const EDGE_DAYS = 3;
const LAST_DAY = 31;
/** 1970-01-01 was a Thursday. */
const THURSDAY = 4;

/** The calendar of a series in UTC, as bills are. */
export function calendarOf(series: Pick<Series, 'seconds'>): Calendar {
  const { seconds } = series;
  const isDaily = Math.abs(stepOf(series) / SECONDS_PER_DAY - 1) < 0.1;
  if (!isDaily) {
    return { weekdays: new Uint8Array(seconds.length), rowsOfWeek: 1, edges: new Uint8Array(seconds.length) };
  }
  const days = seconds.map((second) => Math.floor(second / SECONDS_PER_DAY));
  return {
    rowsOfWeek: 7,
    weekdays: Uint8Array.from(days, (day) => (((day + THURSDAY) % 7) + 7) % 7),
    edges: Uint8Array.from(days, (day) => {
      const dayOfMonth = new Date(day * SECONDS_PER_DAY * 1000).getUTCDate();
      if (dayOfMonth <= EDGE_DAYS) return dayOfMonth;
      return new Date((day + 1) * SECONDS_PER_DAY * 1000).getUTCDate() === 1 ? LAST_DAY : 0;
    }),
  };
}
