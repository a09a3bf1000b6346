import type { Evidence } from './day-evidence.ts';
import { medianOf } from './median.ts';
import { DEVIATIONS_PER_MEDIAN } from './residual-noise.ts';

/** Judges rows of a series that is often zero; each row is shown to it once, in order. */
export interface OccasionalUse {
  /** Takes the next row; whether the series is one of occasional use up to it. */
  readonly take: (amount: number) => boolean;
  /** What is thought of the row that was taken last. */
  readonly judge: () => { readonly evidence: Evidence; readonly expected: number };
  /** Whether amounts below zero were rare so far: then they are refunds. */
  readonly hasRefunds: () => boolean;
}

/** Rows that are looked back at. */
const REACH = 56;
/** Below this share of rows with an amount, or with fewer such rows than a level needs, use is occasional. */
const USUAL_SHARE = 0.7;
const LEAST_AMOUNTS = 14;
/** Zero rows after which an amount is new spend, and rows that it is told of. */
const NEW_AFTER_ROWS = 30;
const NEW_ROWS = 3;
const NEW_EVIDENCE = 1.5;
/** Logarithmic noise of amounts at the least, and the deviations and decades of rarity that make an anomaly. */
const LEAST_NOISE = 0.35;
const HIGH_DEVIATIONS = 4.5;
const RARE_DECADES = 3;
/** Amounts before their height is judged. */
const LEAST_KNOWN = 4;
const REFUND_SHARE = 0.05;

/**
 * A hurdle in two parts: how often there is an amount at all, and how high it is when there is one. Many amounts in a row
 * are as strange as one that is too high; the first after a month of nothing is new spend; after two weeks without a zero
 * the series is an ordinary one.
 */
export function occasionalUse(): OccasionalUse {
  const past = new Float64Array(REACH);
  let count = 0;
  let spent = 0;
  let negatives = 0;
  let zerosInRow = 0;
  let run = 0;
  let rareDecades = 0;
  let newRows = 0;
  let last = 0;
  let share = 0;
  let amounts: readonly number[] = [];
  return {
    take(amount) {
      const rows = Math.min(count, REACH);
      const isOccasional =
        negatives <= refundsOf(count) &&
        rows >= LEAST_AMOUNTS &&
        run < LEAST_AMOUNTS &&
        spent < rows &&
        spent < Math.max(USUAL_SHARE * rows, LEAST_AMOUNTS);
      share = (spent + 1) / (rows + 2);
      if (isOccasional) amounts = [...past.subarray(0, rows)].filter((each) => each > 0);
      if (amount > 0 && zerosInRow >= NEW_AFTER_ROWS) newRows = NEW_ROWS + 1;
      newRows = amount > 0 ? newRows - 1 : newRows;
      rareDecades =
        amount > 0
          ? Math.max(0, rareDecades - Math.log10(share) + heightDecades(amount, isOccasional ? amounts : []))
          : 0;
      run = amount > 0 ? run + 1 : 0;
      zerosInRow = amount > 0 ? 0 : zerosInRow + 1;
      if (amount < 0) negatives += 1;
      if (rows === REACH && (past[count % REACH] as number) > 0) spent -= 1;
      if (amount > 0) spent += 1;
      past[count % REACH] = amount;
      count += 1;
      last = amount;
      return isOccasional;
    },
    judge: () => ({
      expected: amounts.length === 0 ? 0 : share * medianOf(amounts),
      evidence: [
        ['new', last > 0 && newRows > 0 ? NEW_EVIDENCE : 0],
        ['amount', amountEvidence(last, amounts)],
        ['use', rareDecades / RARE_DECADES],
      ],
    }),
    hasRefunds: () => negatives <= refundsOf(count),
  };
}

/** The most amounts below zero that are refunds. */
function refundsOf(count: number): number {
  return Math.max(1, REFUND_SHARE * count);
}

/** How rare so high an amount is among those known, in decades, less what is usual. */
function heightDecades(amount: number, amounts: readonly number[]): number {
  if (amounts.length < LEAST_KNOWN) return 0;
  const asHigh = amounts.filter((each) => each >= amount).length;
  return -Math.log10((asHigh + 1) / (amounts.length + 1)) - Math.LOG10E;
}

function amountEvidence(amount: number, amounts: readonly number[]): number {
  if (amount <= 0 || amounts.length < LEAST_KNOWN) return 0;
  const logarithms = amounts.map(Math.log);
  const middle = medianOf(logarithms);
  const noise = DEVIATIONS_PER_MEDIAN * medianOf(logarithms.map((each) => Math.abs(each - middle)));
  return Math.max(0, (Math.log(amount) - middle) / Math.max(noise, LEAST_NOISE) / HIGH_DEVIATIONS);
}
