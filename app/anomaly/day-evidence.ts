/** Which detector says how much of a row; from 1 the row is an anomaly. */
export type Evidence = readonly (readonly [detector: string, evidence: number])[];

/** Judges rows by how many deviations they lie above or below what was expected, in their order. */
export interface DayEvidence {
  readonly judge: (deviations: number) => Evidence;
  /** Forgets what has added up, as when an incident is over. */
  readonly calm: () => void;
}

/** Deviations above at which a day is an anomaly by itself. */
export const SPIKE_DEVIATIONS = 4;
/**
 * Upward CUSUM (Page 1954): slack of half a deviation, an alarm a little above the customary five, because neighbouring
 * days resemble each other; what one day adds at the most, and the heights at which it stops, so that it comes down again:
 * only days that lie above by a deviation themselves are told of, and one that does not takes it down.
 */
const RAMP = { slack: 0.5, above: 1, alarm: 5.5, mostOfDay: 4, most: 8.25, mostAtRest: 3.3 };
/** Deviations below that count when they last: holidays last three days at most. */
const DROP = { deviations: 6, rows: 4 };

export function dayEvidence(): DayEvidence {
  const below = new Float64Array(DROP.rows);
  let row = 0;
  let ramp = 0;
  return {
    judge(deviations) {
      ramp = Math.min(
        Math.max(0, ramp + Math.min(deviations, RAMP.mostOfDay) - RAMP.slack),
        deviations > RAMP.above ? RAMP.most : RAMP.mostAtRest,
      );
      below[row++ % DROP.rows] = Math.max(0, -deviations);
      return [
        ['spike', Math.max(0, deviations) / SPIKE_DEVIATIONS],
        ['ramp', deviations > RAMP.above ? ramp / RAMP.alarm : 0],
        ['drop', Math.min(...below) / DROP.deviations],
      ];
    },
    calm() {
      ramp = 0;
    },
  };
}
