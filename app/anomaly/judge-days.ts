import { calendarOf } from './calendar.ts';
import { edgeCharge, type Judged, levelAt, weekdayFactors } from './day-baseline.ts';
import { dayEvidence, type Evidence, SPIKE_DEVIATIONS } from './day-evidence.ts';
import { impactText } from './impact.ts';
import { medianOf } from './median.ts';
import { occasionalUse } from './occasional-use.ts';
import { residualNoise } from './residual-noise.ts';
import type { Anomaly, Judgement, Series } from './series.ts';

/** Rows of a level before a row is judged by it. */
const LEAST_ROWS = 14;
/** Ratios of amounts below this share of the level say little. */
const CUSHION = 0.05;
/** What a first or last day of a month must exceed the noise by to count as a charge of that day. */
const EDGE_DEVIATIONS = 3;
/** Rows of incidents after which they are the new level if they stay where they are, and calm rows that end one. */
const ACCEPTED_ROWS = 14;
const CALM_ROWS = 3;
const CALM_DEVIATIONS = 2;
const LEVEL_TOLERANCE = 0.1;
const SIZE_ROWS = 56;
/** Noise until some has been seen: of amounts as a share of their level, of both signs as a share of their usual size. */
const ASSUMED_NOISE = { ofLevel: 0.15, ofSize: 1 };

/**
 * Judges daily and slower series of amounts, each row by what the rows before it let expect: weekday, trend, what first
 * and last days of months bring, and the present level. What is strange is not learnt from, until it has lasted for two
 * weeks. Amounts below zero in a series that has hardly any are refunds, which nobody spent: they are passed over.
 */
export function judgeDays(series: Series): Judgement {
  const { values, times } = series;
  const anomalies: Anomaly[] = [];
  const judge = dayJudge(series);
  const expectations = new Float64Array(values.length);
  const scores = values.map((actual, index) => {
    const { evidence, expected } = judge(index);
    expectations[index] = expected;
    const most = evidence.reduce((highest, [, each]) => Math.max(highest, each), 0);
    const score = 1 - 2 ** -most;
    if (most >= 1) {
      const detectors = evidence.filter(([, each]) => each >= 1).map(([name]) => name);
      const impact = impactText(actual, expected);
      anomalies.push({ index, time: times[index] as string, actual, expected, score, impact, detectors });
    }
    return score;
  });
  return { scores, expected: expectations, anomalies };
}

interface JudgedRow {
  readonly evidence: Evidence;
  readonly expected: number;
}

const UNJUDGED: JudgedRow = { evidence: [], expected: Number.NaN };

/** Judges row after row of a series, each once. */
function dayJudge(series: Series): (row: number) => JudgedRow {
  const { values } = series;
  const judged = { values, calendar: calendarOf(series), isUsual: new Uint8Array(values.length), since: 0 };
  const { isUsual, calendar } = judged;
  const excess = new Float64Array(values.length).fill(Number.NaN);
  const noise = residualNoise();
  const shifts = dayEvidence();
  const use = occasionalUse();
  let factors = weekdayFactors(0, judged);
  let wasOccasional = false;
  let incidentRows = 0;
  let calmRows = 0;
  return (row) => {
    const actual = values[row] as number;
    const isOccasional = use.take(actual);
    if ((actual < 0 && use.hasRefunds()) || series.excluded?.[row] === 1) return UNJUDGED;
    if (isOccasional) {
      wasOccasional = true;
      const found = use.judge();
      isUsual[row] = found.evidence.every(([, each]) => each < 1) ? 1 : 0;
      return found;
    }
    if (wasOccasional) startLevel(row - LEAST_ROWS, row);
    wasOccasional = false;
    if (row % 7 === 0) factors = weekdayFactors(row, judged);
    const level = levelAt(row, { ...judged, factors, least: LEAST_ROWS });
    if (Number.isNaN(level)) {
      isUsual[row] = 1;
      return UNJUDGED;
    }
    return judgeByLevel(row, level);
  };

  function judgeByLevel(row: number, level: number): JudgedRow {
    const actual = values[row] as number;
    const isSigned = !use.hasRefunds();
    const deviation = noise.deviation(isSigned ? ASSUMED_NOISE.ofSize : ASSUMED_NOISE.ofLevel);
    const byWeekday = level * (factors[calendar.weekdays[row] as number] as number);
    excess[row] = actual - byWeekday;
    const tolerance = EDGE_DEVIATIONS * deviation * Math.abs(byWeekday);
    const expected = byWeekday + edgeCharge(row, { ...judged, excess, tolerance });
    const residual = isSigned ? (actual - expected) / usualSize(row) : logarithmicDistance(actual, { expected, level });
    const deviations = residual / deviation;
    const upwards = shifts.judge(deviations);
    // Where amounts are of both signs no direction is the cheaper one.
    const evidence: Evidence = isSigned ? [...upwards, ['fall', -deviations / SPIKE_DEVIATIONS]] : upwards;
    const isStrange = evidence.some(([, each]) => each >= 1);
    const isCalm = Math.abs(deviations) < CALM_DEVIATIONS;
    // What only wanders away slowly is learnt from, so that an alarm cannot keep itself alive.
    isUsual[row] = !isStrange || isCalm ? 1 : 0;
    if (isStrange) incidentRows += 1;
    else noise.add(residual);
    calmRows = isCalm ? calmRows + 1 : 0;
    if (calmRows >= CALM_ROWS) endIncident();
    if (incidentRows >= ACCEPTED_ROWS && staysAtLevel(row, { ...judged, factors, deviation })) {
      judged.since = row - ACCEPTED_ROWS + 1;
      isUsual.fill(1, judged.since, row + 1);
      endIncident();
    }
    return { evidence, expected };
  }

  /** Median size of the rows before, for series without a level to take shares of. */
  function usualSize(row: number): number {
    const before = values.slice(Math.max(0, row - SIZE_ROWS), row).map(Math.abs);
    return medianOf(before) + Number.MIN_VALUE;
  }

  function endIncident(): void {
    incidentRows = 0;
    shifts.calm();
  }

  /** Begins anew with the rows of an ordinary level. */
  function startLevel(from: number, to: number): void {
    judged.since = from;
    isUsual.fill(1, from, to);
    noise.forget();
    endIncident();
    factors = weekdayFactors(to, judged);
  }
}

/** Like the difference of logarithms, and defined for zero and for amounts below it. */
function logarithmicDistance(
  actual: number,
  { expected, level }: { readonly expected: number; readonly level: number },
): number {
  const cushion = 2 * CUSHION * Math.abs(level) + Number.MIN_VALUE;
  return Math.asinh(actual / cushion) - Math.asinh(expected / cushion);
}

/** Whether the last rows of an incident stay where they are: a ramp is no new level. */
function staysAtLevel(
  row: number,
  { values, calendar, factors, deviation }: Judged & { readonly factors: Float64Array; readonly deviation: number },
): boolean {
  const half = ACCEPTED_ROWS / 2;
  const levelFrom = (from: number): number =>
    medianOf(
      Float64Array.from({ length: half }, (_, at) => {
        const factor = factors[calendar.weekdays[from + at] as number] as number;
        return (values[from + at] as number) / factor;
      }),
    );
  const before = levelFrom(row - ACCEPTED_ROWS + 1);
  const after = levelFrom(row - half + 1);
  const tolerance = Math.max(LEVEL_TOLERANCE, 2 * deviation);
  return Math.abs(after - before) <= tolerance * Math.max(Math.abs(before), Math.abs(after));
}
