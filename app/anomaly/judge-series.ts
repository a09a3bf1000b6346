import { changePoints } from './change-points.ts';
import { judgeStream } from './judge-stream.ts';
import type { Anomaly, Series } from './series.ts';

/** Everything that is told of one series. */
export interface JudgedSeries {
  readonly name: string;
  /** First rows of new segments, ascending, never 0. */
  readonly changePoints: readonly number[];
  readonly anomalies: readonly Anomaly[];
  /** One a row, 0 … 1, each from that row and earlier rows only. */
  readonly scores: Float64Array;
}

/** Change points, which look back over the whole series, and anomalies, which know only what came before. */
export function judgeSeries(series: Series): JudgedSeries {
  return { name: series.name, changePoints: changePoints(series.values), ...judgeStream(series) };
}
