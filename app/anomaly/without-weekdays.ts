import type { Calendar } from './calendar.ts';
import { medianOf } from './median.ts';
import { DEVIATIONS_PER_MEDIAN } from './residual-noise.ts';

const LEAST_WEEKS = 3;

/**
 * A daily series with the usual difference of each weekday from its own week taken out, drawn towards none as far as it
 * could be chance, so that weekends are neither noise nor levels; other series as they are. It looks at all rows.
 */
export function withoutWeekdays(values: Float64Array, { weekdays, rowsOfWeek }: Calendar): Float64Array {
  if (rowsOfWeek !== 7 || values.length < 7 * LEAST_WEEKS) return values;
  const distances: number[][] = [[], [], [], [], [], [], []];
  for (let row = 3; row + 3 < values.length; row += 1) {
    const middle = medianOf(values.subarray(row - 3, row + 4));
    distances[weekdays[row] as number]?.push((values[row] as number) - middle);
  }
  const effects = distances.map((known) => {
    const effect = medianOf(known);
    const spread = DEVIATIONS_PER_MEDIAN * medianOf(known.map((each) => Math.abs(each - effect)));
    return effect === 0 ? 0 : (effect * effect ** 2) / (effect ** 2 + (2 * spread ** 2) / known.length);
  });
  return values.map((value, row) => value - (effects[weekdays[row] as number] as number));
}
