import { InvariantError } from '#app/errors.ts';

/** What is divided, and what a segment costs; rows count from 0, ends are exclusive. */
export interface Division {
  readonly length: number;
  /** Cost of the rows `start … end - 1`; two parts of a segment never cost more than the whole plus `slack`. */
  readonly cost: (start: number, end: number) => number;
  /** Cost of one segment more, in the unit of `cost`. */
  readonly penalty: number;
  /** No segment is shorter. */
  readonly minimumLength: number;
  /** Segments begin at multiples of it: 1 is exact, more is faster. */
  readonly step?: number;
  /** How much more than the whole two parts may cost; 0 for sums of squares. */
  readonly slack?: number;
}

export interface Partition {
  /** First row of each segment but the first, ascending. */
  readonly cuts: readonly number[];
  /** Sum over the segments of cost and penalty. */
  readonly objective: number;
}

/**
 * The division with the least sum of costs and penalties: optimal partitioning with the pruning of PELT (Killick,
 * Fearnhead, Eckley 2012, https://arxiv.org/abs/1101.1438, read 2026-11-26). A start that can never win again is
 * dropped only after the minimum length has passed, so that the result is the optimum, which PELT in ruptures misses
 * at times. Of equal sums the earliest start wins. @throws InvariantError when not even one segment fits.
 */
export function partition(division: Division): Partition {
  const { length, cost, penalty, minimumLength, step = 1, slack = 0 } = division;
  if (length < minimumLength) throw new InvariantError(`${length} rows are shorter than one segment`);
  const best = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(length + 1);
  best[0] = 0;
  let starts: Int32Array = new Int32Array(length + 1);
  let kept: Int32Array = new Int32Array(length + 1);
  const sums = new Float64Array(length + 1);
  // A start is dropped for ends from this row on.
  const droppedAt = new Int32Array(length + 1).fill(length + 1);
  let count = 0;
  let entering = 0;
  for (let end = firstEnd(minimumLength, { step, length }); end <= length; end = nextEnd(end, { step, length })) {
    for (; entering <= end - minimumLength; entering += step) {
      if (best[entering] !== Number.POSITIVE_INFINITY) starts[count++] = entering;
    }
    let least = Number.POSITIVE_INFINITY;
    let leastFrom = 0;
    let remaining = 0;
    for (let index = 0; index < count; index += 1) {
      const start = starts[index] as number;
      if ((droppedAt[start] as number) <= end) continue;
      const sum = (best[start] as number) + cost(start, end);
      if (sum < least) {
        least = sum;
        leastFrom = start;
      }
      sums[remaining] = sum;
      kept[remaining++] = start;
    }
    least += penalty;
    best[end] = least;
    from[end] = leastFrom;
    for (let index = 0; index < remaining; index += 1) {
      const start = kept[index] as number;
      if ((sums[index] as number) > least + slack && (droppedAt[start] as number) > end + minimumLength)
        droppedAt[start] = end + minimumLength;
    }
    [starts, kept] = [kept, starts];
    count = remaining;
  }
  const cuts: number[] = [];
  for (let end = from[length] as number; end > 0; end = from[end] as number) cuts.unshift(end);
  return { cuts, objective: best[length] as number };
}

function firstEnd(minimumLength: number, { step, length }: { readonly step: number; readonly length: number }): number {
  return Math.min(Math.ceil(minimumLength / step) * step, length);
}

/** The end of the whole is an end whether or not it lies on a multiple of the step. */
function nextEnd(end: number, { step, length }: { readonly step: number; readonly length: number }): number {
  return end < length ? Math.min(end + step, length) : length + 1;
}
