import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import type { CostRow } from '#app/warehouse/cost-query.ts';
import { sumOf } from './averages.ts';
import { monthlyToCome, rhythmsOf } from './charge-rhythm.ts';
import { type Month, weekdayOf } from './month.ts';
import { type CostRange, DAYS_FOR_A_RATE, expectOpenDays } from './run-rate.ts';
import type { SourceDays } from './source-days.ts';

/** What a month has cost so far and will have cost at its end, in one currency. */
export interface MonthStanding {
  /** Everything billed so far, provisional days included; null when nobody delivered any of the month. */
  readonly actual: Decimal | null;
  readonly forecast: CostRange | null;
  /** Days of the month that may still grow: the last ones delivered. */
  readonly provisionalDays: readonly string[];
  /** What to know of the figures, and why one is not known. */
  readonly remarks: readonly string[];
}

export interface StandingRequest {
  /** By day and `FORECAST_DIMENSIONS`, of this month and the two before it; any currency. */
  readonly rows: readonly CostRow[];
  readonly sources: readonly SourceDays[];
  readonly month: Month;
  readonly currency: string;
}

/**
 * Where a month stands. A source that has not ended is forecast by itself from its own complete days; their sum, and what
 * comes once a month, is the month's. Credits, purchases and adjustments are counted as billed and not expected again.
 */
export function monthStanding({ rows: all, sources, month, currency }: StandingRequest): MonthStanding {
  const unknown = (remark: string): MonthStanding => ({
    actual: null,
    forecast: null,
    provisionalDays: [],
    remarks: [remark],
  });
  const foreign = [...new Set(all.filter((row) => isForeign(row, currency)).map((row) => row.currency))].sort();
  if (foreign.length > 0) return unknown(`also billed in ${foreign.join(', ')}: the sum in ${currency} is not known`);
  const rows = all.filter((row) => row.currency === currency);
  if (sources.length === 0) return unknown('the warehouse holds no usage of these months');
  if (rows.length === 0) return unknown('no charge of these months falls under it');
  const ofMonth = rows.filter((row) => row.start?.startsWith(month.name));
  const isDelivered = ofMonth.length > 0 || sources.some(({ newest }) => newest.startsWith(month.name));
  const parts = sources.map((source) => sourceForecast({ rows, source, month }));
  const remarks = [
    ...(isDelivered ? [] : [`nothing of ${month.name} has been delivered yet`]),
    ...parts.flatMap((part) => part.remarks),
  ];
  return {
    actual: isDelivered ? sumOf(ofMonth.map((row) => decimal(row.amount))) : null,
    // Sources that all fell silent before the month say nothing of it; that they ended is an assumption, not a zero.
    forecast: isDelivered || sources.some(({ isLive }) => isLive) ? sumOfRanges(parts.map(({ range }) => range)) : null,
    provisionalDays: [...new Set(parts.flatMap((part) => part.provisionalDays))].sort(),
    remarks,
  };
}

function isForeign(row: CostRow, currency: string): boolean {
  return row.currency !== currency && !decimal(row.amount).isZero();
}

interface SourceForecast {
  readonly range: CostRange | null;
  readonly provisionalDays: readonly string[];
  readonly remarks: readonly string[];
}

function sourceForecast(request: {
  readonly rows: readonly CostRow[];
  readonly source: SourceDays;
  readonly month: Month;
}): SourceForecast {
  const { source, month } = request;
  const rows = request.rows.filter((row) => row.keys['x_SourceId'] === source.source);
  const billed = sumOf(rows.filter((row) => row.start?.startsWith(month.name)).map((row) => decimal(row.amount)));
  const asBilled = { low: billed, expected: billed, high: billed };
  const late = month.days.filter((day) => isMissing(day, source));
  const openDays = month.days.filter((day) => day >= source.completeBefore || late.includes(day));
  if (!source.isLive) {
    const ended = openDays.length > 0 && rows.length > 0;
    const remarks = ended ? [`${source.source} has delivered nothing since ${source.newest} and counts as ended`] : [];
    return { range: asBilled, provisionalDays: [], remarks };
  }
  const provisionalDays = openDays.filter((day) => day >= source.completeBefore && day <= source.newest);
  if (rows.length === 0 || openDays.length === 0) return { range: asBilled, provisionalDays: [], remarks: [] };
  const { daily, monthly, once } = rhythmsOf(rows, month);
  const byDay = costsByDay(daily);
  const costs = new Map([...source.days].map((day) => [day, byDay.get(day) ?? ZERO]));
  const open = openDays.map((day) => ({ day, billed: byDay.get(day) ?? ZERO }));
  const toCome = expectOpenDays(open, { costs, before: source.completeBefore });
  if (toCome === null) {
    const remark = `${source.source} has fewer than ${DAYS_FOR_A_RATE} complete days in the last three weeks: no forecast`;
    return { range: null, provisionalDays, remarks: [remark] };
  }
  const settled = billed.minus(sumOf(open.map((day) => day.billed))).plus(monthlyToCome(monthly, month));
  const credit = once.some((row) => row.keys['ChargeCategory'] === 'Credit' && row.start?.startsWith(month.name));
  return {
    range: {
      low: settled.plus(toCome.low),
      expected: settled.plus(toCome.expected),
      high: settled.plus(toCome.high),
    },
    provisionalDays,
    remarks: [
      ...(late.length === 0 ? [] : [`${source.source} did not deliver ${late.join(', ')}: expected like other days`]),
      ...(credit ? ['credits count as billed and are not expected again'] : []),
    ],
  };
}

/** Whether a day was left out between days that were delivered, of a source that delivers this weekday otherwise. */
function isMissing(day: string, { days, completeBefore }: SourceDays): boolean {
  if (day >= completeBefore || days.has(day)) return false;
  return [...days].some((each) => each < day) && [...days].some((each) => weekdayOf(each) === weekdayOf(day));
}

function costsByDay(rows: readonly CostRow[]): ReadonlyMap<string, Decimal> {
  const costs = new Map<string, Decimal>();
  for (const { start, amount } of rows) {
    const day = (start ?? '').slice(0, 10);
    costs.set(day, (costs.get(day) ?? ZERO).plus(amount));
  }
  return costs;
}

/** Null when one of them is not known. */
function sumOfRanges(ranges: readonly (CostRange | null)[]): CostRange | null {
  const known = ranges.filter((range) => range !== null);
  if (known.length < ranges.length) return null;
  return {
    low: sumOf(known.map(({ low }) => low)),
    expected: sumOf(known.map(({ expected }) => expected)),
    high: sumOf(known.map(({ high }) => high)),
  };
}
