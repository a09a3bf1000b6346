import type { Calendar } from './calendar.ts';
import { medianOf } from './median.ts';
import { DEVIATIONS_PER_MEDIAN } from './residual-noise.ts';

/** What is expected of a day, from the days before it that may be learnt from. */
export interface Expectation {
  readonly expected: number;
  /** Weekday and month taken out: the level that the day stands on. */
  readonly level: number;
}

/** A series while it is judged; only rows before the one in question are looked at. */
export interface Judged {
  readonly values: Float64Array;
  readonly calendar: Calendar;
  /** 1 for rows that may be learnt from. */
  readonly isUsual: Uint8Array;
  /** First row of the present level. */
  readonly since: number;
}

/** Rows of a level and of the one before, from whose distance a slope is taken; how far back they are looked for. */
const LEVEL_ROWS = 21;
const LEVEL_REACH = 63;
/** A trend continues, but not for ever. */
const DAMPING = 0.7;
const MOST_SLOPE = 0.02;
/** Weeks of which weekdays are learnt; the least spread of a weekday's shares that is believed. */
const WEEKS = 8;
const LEAST_SPREAD = 0.02;
/** Months whose first and last days are remembered. */
const MONTHS = 3;
/** A charge of the month before is the same again within this share. */
const SAME_CHARGE = 0.25;

/** Weekday factors at a row: each day's median share of its own week's median, drawn towards 1. */
export function weekdayFactors(row: number, judged: Judged): Float64Array {
  const { values, calendar, isUsual } = judged;
  const factors = new Float64Array(7).fill(1);
  if (calendar.rowsOfWeek === 1) return factors;
  const shares: number[][] = [[], [], [], [], [], [], []];
  for (let at = Math.max(judged.since, row - 7 * WEEKS); at + 6 < row; at += 7) {
    const week = values.subarray(at, at + 7);
    const middle = medianOf(week);
    if (!(middle > 0)) continue;
    for (let day = at; day < at + 7; day += 1) {
      if (isUsual[day] === 1) shares[calendar.weekdays[day] as number]?.push((values[day] as number) / middle);
    }
  }
  for (const [weekday, known] of shares.entries()) {
    if (known.length > 0) factors[weekday] = shrunk(known);
  }
  return factors;
}

/** The median share, drawn towards 1 as far as its distance from 1 could be chance. */
function shrunk(shares: readonly number[]): number {
  const share = medianOf(shares);
  const distance = share - 1;
  const spread = Math.max(LEAST_SPREAD, DEVIATIONS_PER_MEDIAN * medianOf(shares.map((each) => Math.abs(each - share))));
  // One week alone has no spread of its own.
  const chance = shares.length < 3 ? Math.abs(distance) * 0.7 + spread : spread;
  return 1 + (distance * distance ** 2) / (distance ** 2 + (2 * chance ** 2) / shares.length + Number.MIN_VALUE);
}

/** The level of the last usual rows, carried on along its slope; NaN where there are fewer than `least`. */
export function levelAt(
  row: number,
  judged: Judged & { readonly factors: Float64Array; readonly least: number },
): number {
  const { values, calendar, isUsual, factors } = judged;
  const recent = new Float64Array(2 * LEVEL_ROWS);
  let count = 0;
  const from = Math.max(judged.since, row - LEVEL_REACH);
  for (let at = row - 1; at >= from && count < recent.length; at -= 1) {
    if (isUsual[at] !== 1) continue;
    recent[count++] = (values[at] as number) / (factors[calendar.weekdays[at] as number] as number);
  }
  if (count < judged.least) return Number.NaN;
  const level = medianOf(recent, Math.min(count, LEVEL_ROWS));
  if (count < recent.length) return level;
  const before = medianOf(recent.subarray(LEVEL_ROWS));
  const most = MOST_SLOPE * Math.abs(level);
  const slope = Math.min(Math.max((level - before) / LEVEL_ROWS, -most), most);
  return level + DAMPING * slope * ((LEVEL_ROWS + 1) / 2);
}

/**
 * What a first or last day of a month costs beyond the level: the median of the last three months where at least two show
 * it, or what one month showed when this one shows the same.
 */
export function edgeCharge(
  row: number,
  judged: Judged & { readonly excess: Float64Array; readonly tolerance: number },
): number {
  const { calendar, excess, tolerance } = judged;
  const edge = calendar.edges[row];
  if (edge === 0) return 0;
  const seen: number[] = [];
  for (let at = row - 1; at >= Math.max(0, row - 31 * MONTHS - 3) && seen.length < MONTHS; at -= 1) {
    if (calendar.edges[at] === edge && Number.isFinite(excess[at])) seen.push(excess[at] as number);
  }
  const high = seen.filter((each) => each > tolerance);
  const low = seen.filter((each) => each < -tolerance);
  const alike = high.length >= low.length ? high : low;
  if (alike.length >= 2) return medianOf(alike);
  const [only] = alike;
  const surplus = excess[row] as number;
  return only !== undefined && Math.abs(surplus - only) <= SAME_CHARGE * Math.abs(only) ? only : 0;
}
