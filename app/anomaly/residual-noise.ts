import { medianOf } from './median.ts';

/** The usual distance of a row from what was expected of it, learnt while rows are judged. */
export interface ResidualNoise {
  readonly add: (residual: number) => void;
  /** Robust deviation of the last residuals; `assumed` while there are too few. */
  readonly deviation: (assumed: number) => number;
  readonly forget: () => void;
}

const ROWS = 56;
/** Residuals before they are believed, and the least deviation that ever is. */
const LEAST_ROWS = 14;
const LEAST = 0.03;
/** The median of absolute normal values times this is their deviation. */
export const DEVIATIONS_PER_MEDIAN = 1.4826;

export function residualNoise(): ResidualNoise {
  const sizes = new Float64Array(ROWS);
  let count = 0;
  return {
    add(residual) {
      sizes[count % ROWS] = Math.abs(residual);
      count += 1;
    },
    deviation: (assumed) =>
      count < LEAST_ROWS ? assumed : Math.max(LEAST, DEVIATIONS_PER_MEDIAN * medianOf(sizes, Math.min(count, ROWS))),
    forget() {
      count = 0;
    },
  };
}
