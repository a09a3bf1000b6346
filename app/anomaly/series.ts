/** Values over time; the three lists have one entry a row, in time order. */
export interface Series {
  readonly name: string;
  /** As they were written. */
  readonly times: readonly string[];
  /** Seconds since 1970, UTC; of rows that are numbered instead of dated, the numbers times a day. */
  readonly seconds: Float64Array;
  /** Statistics are computed on these; an amount of money leaves this room as decimal text. */
  readonly values: Float64Array;
  /** 1 for rows that are neither judged nor learnt from, as a planned load test; of days only. */
  readonly excluded?: Uint8Array;
}

/** What one row was judged as. */
export interface Anomaly {
  /** Row, from 0. */
  readonly index: number;
  readonly time: string;
  readonly actual: number;
  readonly expected: number;
  /** 0 … 1; from 0.5 a row is an anomaly. */
  readonly score: number;
  /** Actual less expected, decimal digits. */
  readonly impact: string;
  /** Which detectors fired. */
  readonly detectors: readonly string[];
}

/** Every row's judgement, each from that row and earlier rows only. */
export interface Judgement {
  /** What each row should have been; NaN where that was not known. */
  readonly expected: Float64Array;
  readonly scores: Float64Array;
  readonly anomalies: readonly Anomaly[];
}

export const SECONDS_PER_DAY = 86_400;

/** Median distance of two rows in seconds; NaN with fewer than two. */
export function stepOf({ seconds }: Pick<Series, 'seconds'>): number {
  const steps = seconds.slice(1).map((second, index) => second - (seconds[index] as number));
  return steps.sort()[steps.length >> 1] ?? Number.NaN;
}
