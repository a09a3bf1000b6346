import { SECONDS_PER_DAY, type Series, stepOf } from './series.ts';
import { sortedWindow } from './sorted-window.ts';

/** A detector of streams: what it measures in each row, from that row and earlier ones; higher is stranger. */
export interface StreamDetector {
  readonly name: string;
  readonly measure: (series: Series) => Float64Array;
}

/** Rows of "usual": at five minutes a week. */
const USUAL_ROWS = 2000;
/** Days that are looked back at the same time of day, and rows around it: people and jobs are not on the minute. */
const SAME_TIME_DAYS = 7;
const SAME_TIME_ROWS = 3;

/** The detectors of streams, one a kind of strangeness; a registry. */
export const STREAM_DETECTORS: readonly StreamDetector[] = [
  { name: 'level', measure: ({ values }) => distances(values, trailingMedians(values)) },
  { name: 'jump', measure: ({ values }) => jumps(values) },
  { name: 'shift', measure: ({ values }) => fromUsual(trailingMeans(values, 30)) },
  { name: 'volatility', measure: ({ values }) => fromUsual(trailingMeans(jumps(values), 50)) },
  { name: 'time-of-day', measure: (series) => trailingMeans(sameTimeDistances(series), 10) },
];

/** Median of the up to 2,000 rows before each row; the first row's is its own value. */
export function trailingMedians(values: Float64Array): Float64Array {
  const usual = sortedWindow(USUAL_ROWS);
  return values.map((value) => {
    const median = usual.size() === 0 ? value : usual.quantile(0.5);
    usual.add(value);
    return median;
  });
}

/** Rows of a day, undefined where a day has fewer than four rows or rows have no steady step. */
export function rowsOfDay(series: Pick<Series, 'seconds'>): number | undefined {
  const rows = Math.round(SECONDS_PER_DAY / stepOf(series));
  return rows >= 4 && Number.isFinite(rows) ? rows : undefined;
}

function jumps(values: Float64Array): Float64Array {
  return values.map((value, index) => (index === 0 ? 0 : Math.abs(value - (values[index - 1] as number))));
}

function fromUsual(values: Float64Array): Float64Array {
  return distances(values, trailingMedians(values));
}

function distances(values: Float64Array, others: Float64Array): Float64Array {
  return values.map((value, index) => Math.abs(value - (others[index] as number)));
}

function trailingMeans(values: Float64Array, rows: number): Float64Array {
  let sum = 0;
  return values.map((value, index) => {
    sum += value - (index >= rows ? (values[index - rows] as number) : 0);
    return sum / Math.min(index + 1, rows);
  });
}

/** Distance to the nearest value about the same time of any of the last seven days; 0 before there is one. */
function sameTimeDistances(series: Series): Float64Array {
  const { values } = series;
  const day = rowsOfDay(series);
  if (day === undefined) return new Float64Array(values.length);
  return values.map((value, index) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (let days = 1; days <= SAME_TIME_DAYS; days += 1) {
      const center = index - days * day;
      const last = Math.min(center + SAME_TIME_ROWS, index - 1);
      for (let row = Math.max(0, center - SAME_TIME_ROWS); row <= last; row += 1) {
        nearest = Math.min(nearest, Math.abs(value - (values[row] as number)));
      }
    }
    return nearest === Number.POSITIVE_INFINITY ? 0 : nearest;
  });
}
