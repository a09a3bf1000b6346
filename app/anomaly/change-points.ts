import { partition } from './partition.ts';
import { type Squares, squaresOf } from './squares.ts';

/** Two rows are an anomaly, not a level. */
const SHORTEST_SEGMENT = 3;
/** A row beyond both neighbours on each side by more than this many usual steps is a spike. */
const SPIKE_STEPS = 3;
const NEIGHBOURS = 2;
/** The median of absolute normal values times this is their deviation. */
const DEVIATIONS_PER_MEDIAN = 1.4826;
/** Where no noise says otherwise, a cut must explain this share of all variance: in the pilot and afterwards. */
const PILOT_SHARE = 0.125;
const LEAST_SHARE = 0.05;
/** Three parameters a cut (two means and a place), each worth the logarithm of the length, as in MBIC. */
const PARAMETERS = 3;
/** A series close to a random walk would make the noise infinite. */
const MOST_CORRELATION = 0.99;
/** Places where a segment of a long series may begin before the cuts are moved to the best row. */
const MOST_PLACES = 2000;

/**
 * First rows of the segments in which a series keeps its level, ascending, never 0. Optimal partitioning around means;
 * the penalty of a cut is 3 ln n times the long-run variance of what a pilot with few cuts leaves, since neighbouring
 * rows of bills resemble each other and a penalty for independent noise cuts far too often (Van den Burg & Williams,
 * https://arxiv.org/abs/2003.06222, and TCPDBench's tables, read 2026-11-26). Free of units: scaling and shifting the
 * values change nothing.
 */
export function changePoints(rows: Float64Array): readonly number[] {
  const { length } = rows;
  if (length < 2 * SHORTEST_SEGMENT) return [];
  const values = withoutSpikes(rows);
  const squares = squaresOf(values);
  const total = squares.cost(0, length);
  if (!(total > 0)) return [];
  const pilot = cutsAt(PILOT_SHARE * total, { length, squares });
  const noise = longRunVariance(residuals(values, { cuts: pilot, squares }));
  return cutsAt(Math.max(PARAMETERS * Math.log(length) * noise, LEAST_SHARE * total), { length, squares });
}

/** Single rows that stand out are drawn back to their neighbours, so that they do not become levels. */
function withoutSpikes(values: Float64Array): Float64Array {
  const steps = values.slice(1).map((value, index) => Math.abs(value - (values[index] as number)));
  const tolerance = SPIKE_STEPS * DEVIATIONS_PER_MEDIAN * (steps.sort()[steps.length >> 1] as number);
  return values.map((value, index) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    const last = Math.min(index + NEIGHBOURS, values.length - 1);
    for (let row = Math.max(0, index - NEIGHBOURS); row <= last; row += 1) {
      if (row === index) continue;
      low = Math.min(low, values[row] as number);
      high = Math.max(high, values[row] as number);
    }
    return Math.min(Math.max(value, low - tolerance), high + tolerance);
  });
}

interface Levels {
  readonly length: number;
  readonly squares: Squares;
}

function cutsAt(penalty: number, { length, squares }: Levels): readonly number[] {
  const step = Math.ceil(length / MOST_PLACES);
  const { cuts } = partition({ length, cost: squares.cost, penalty, minimumLength: SHORTEST_SEGMENT, step });
  return step === 1 ? cuts : cuts.map((_, at) => bestPlace(at, { cuts, step, length, squares }));
}

/** The row near a cut at which the two segments beside it are cheapest. */
function bestPlace(at: number, levels: Levels & { readonly cuts: readonly number[]; readonly step: number }): number {
  const { cuts, step, length, squares } = levels;
  const cut = cuts[at] as number;
  const start = cuts[at - 1] ?? 0;
  const end = cuts[at + 1] ?? length;
  let best = cut;
  let least = squares.cost(start, cut) + squares.cost(cut, end);
  for (let place = Math.max(start + 1, cut - step); place <= Math.min(end - 1, cut + step); place += 1) {
    const cost = squares.cost(start, place) + squares.cost(place, end);
    if (cost < least) [best, least] = [place, cost];
  }
  return best;
}

function residuals(
  values: Float64Array,
  at: { readonly cuts: readonly number[]; readonly squares: Squares },
): Float64Array {
  const edges = [0, ...at.cuts, values.length];
  const rest = Float64Array.from(values);
  for (const [index, start] of edges.slice(0, -1).entries()) {
    const end = edges[index + 1] as number;
    const mean = at.squares.mean(start, end);
    for (let row = start; row < end; row += 1) rest[row] = (values[row] as number) - mean;
  }
  return rest;
}

/** Variance of a mean of many rows times their number, for noise that resembles the row before it (AR(1)). */
function longRunVariance(rest: Float64Array): number {
  let squares = 0;
  let products = 0;
  for (const [index, value] of rest.entries()) {
    squares += value * value;
    if (index > 0) products += value * (rest[index - 1] as number);
  }
  if (squares === 0) return 0;
  const correlation = Math.min(Math.max(products / squares, 0), MOST_CORRELATION);
  return ((squares / rest.length) * (1 + correlation)) / (1 - correlation);
}
