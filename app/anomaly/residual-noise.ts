import { medianOf } from './median.ts';

/** The usual distance of a row from what was expected of it, learnt while rows are judged. */
export interface ResidualNoise {
  readonly add: (residual: number) => void;
  /** Robust deviation of the last residuals, in shares of the level. */
  readonly deviation: () => number;
  readonly forget: () => void;
}

const ROWS = 56;
/** Residuals before they are believed, what is assumed until then, and the least that ever is. */
const LEAST_ROWS = 14;
const ASSUMED = 0.15;
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
    deviation: () =>
      count < LEAST_ROWS ? ASSUMED : Math.max(LEAST, DEVIATIONS_PER_MEDIAN * medianOf(sizes, Math.min(count, ROWS))),
    forget() {
      count = 0;
    },
  };
}
