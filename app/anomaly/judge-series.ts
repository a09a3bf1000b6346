import { calendarOf } from './calendar.ts';
import { changePoints } from './change-points.ts';
import { judgeDays } from './judge-days.ts';
import { judgeStream } from './judge-stream.ts';
import { type Anomaly, SECONDS_PER_DAY, type Series, stepOf } from './series.ts';
import { withoutWeekdays } from './without-weekdays.ts';

/** Everything that is told of one series. */
export interface JudgedSeries {
  readonly name: string;
  /** First rows of new segments, ascending, never 0. */
  readonly changePoints: readonly number[];
  readonly anomalies: readonly Anomaly[];
  /** One a row, 0 … 1, each from that row and earlier rows only. */
  readonly scores: Float64Array;
}

/** Rows closer than this are a stream, whose rhythm is the day; farther apart they are days with a calendar. */
const LEAST_STEP_OF_DAYS = SECONDS_PER_DAY / 2;

/** Change points, which look back over the whole series, and anomalies, which know only what came before. */
export function judgeSeries(series: Series): JudgedSeries {
  const judge = stepOf(series) < LEAST_STEP_OF_DAYS ? judgeStream : judgeDays;
  const levels = withoutWeekdays(series.values, calendarOf(series));
  return { name: series.name, changePoints: changePoints(levels), ...judge(series) };
}
