import { impactText } from './impact.ts';
import type { Anomaly, Judgement, Series } from './series.ts';
import { rowsOfDay, STREAM_DETECTORS, trailingMedians } from './stream-measures.ts';
import { surprisesOf } from './surprises.ts';

/** Decades at which the score is 0.5: one row of about 700. */
const ALARM_DECADES = 2.85;
/** Decades from which a row may be told of at all, and by how many it must exceed the last alarm while that lasts. */
const HEARD_DECADES = 2;
const LOUDER_DECADES = 0.5;
/** How long one alarm speaks for what follows it: a share of the rows so far, between two bounds. */
const REST = { share: 0.05, least: 60, most: 200 };
/** Days at whose same time of day the expected value is taken. */
const EXPECTED_DAYS = 7;

/**
 * Judges hourly and finer series: five measures of strangeness, each against its own history, the strangest counts; an
 * alarm speaks for the rows after it unless one is clearly stranger. The two stages of the best detectors of the
 * Numenta Anomaly Benchmark (https://github.com/numenta/NAB, read 2026-11-26).
 */
export function judgeStream(series: Series): Judgement {
  const surprises = STREAM_DETECTORS.map(({ name, measure }) => ({ name, decades: surprisesOf(measure(series)) }));
  const strangest = series.values.map((_, index) =>
    Math.max(...surprises.map(({ decades }) => decades[index] as number)),
  );
  const scores = heard(strangest).map((decades) => 1 - 2 ** (-decades / ALARM_DECADES));
  const medians = trailingMedians(series.values);
  const day = rowsOfDay(series);
  const anomalies: Anomaly[] = [];
  const expectations = series.values.map(
    (_, index) => sameTimeMedian(series.values, { index, day }) ?? (medians[index] as number),
  );
  for (const [index, score] of scores.entries()) {
    if (score < 0.5) continue;
    const actual = series.values[index] as number;
    const expected = expectations[index] as number;
    anomalies.push({
      index,
      time: series.times[index] as string,
      actual,
      expected,
      score,
      impact: impactText(actual, expected),
      detectors: surprises.filter(({ decades }) => (decades[index] as number) >= ALARM_DECADES).map(({ name }) => name),
    });
  }
  return { scores, expected: expectations, anomalies };
}

/** The decades of rows that are told of; 0 for what an alarm before them speaks for. */
function heard(strangest: Float64Array): Float64Array {
  let restsUntil = -1;
  let loudest = 0;
  return strangest.map((decades, index) => {
    const isHeard = index > restsUntil ? decades >= HEARD_DECADES : decades > loudest + LOUDER_DECADES;
    if (!isHeard) return 0;
    restsUntil = index + Math.min(REST.most, Math.max(REST.least, REST.share * index));
    loudest = decades;
    return decades;
  });
}

function sameTimeMedian(
  values: Float64Array,
  { index, day }: { readonly index: number; readonly day: number | undefined },
): number | undefined {
  if (day === undefined || index < 3 * day) return undefined;
  const days = Math.min(EXPECTED_DAYS, Math.floor(index / day));
  const same = Float64Array.from({ length: days }, (_, back) => values[index - (back + 1) * day] as number);
  return same.sort()[days >> 1];
}
