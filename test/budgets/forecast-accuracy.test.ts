import { describe, expect, it } from 'vitest';
import { addDays, instantOf, monthOf } from '#app/budgets/month.ts';
import { monthStanding } from '#app/budgets/month-standing.ts';
import { sourceDays } from '#app/budgets/source-days.ts';
import type { CostRow } from '#app/warehouse/cost-query.ts';
import { GENERATED_FROM, type GeneratedSeries, generatedCosts } from '#test/support/generated-costs.ts';

const FIRST_DAY = new Date(GENERATED_FROM * 1000).toISOString().slice(0, 10);
const MONTHS = ['2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11'];
const DAYS = [8, 15, 22];

interface Sample {
  /** Services in one budget. */
  readonly width: number;
  readonly count: number;
}

/** Sums of many services, as budgets have them, and single services, as they come. */
function seriesOf({ width, count }: Sample): readonly (readonly number[])[] {
  const all = generatedCosts({ seed: 7, count });
  const groups = Array.from({ length: count / width }, (_, at) => all.slice(at * width, (at + 1) * width));
  return groups.map((group) => Array.from(group[0]?.values ?? [], (_, day) => sumAt(group, day)));
}

const sumAt = (group: readonly GeneratedSeries[], day: number): number =>
  group.reduce((sum, { values }) => sum + Math.round((values[day] ?? 0) * 100) / 100, 0);

const rowOf = (day: string, amount: number): CostRow => ({
  start: instantOf(day),
  currency: 'USD',
  keys: { x_SourceId: 'aws', ChargeCategory: 'Usage', ChargeFrequency: 'Usage-Based', ServiceName: 'S' },
  amount: amount.toFixed(2),
});

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Errors in percent of the month, of our forecast, of the run rate of the month, and of the last seven days. */
function measure(sample: Sample) {
  const errors = { ours: [] as number[], month: [] as number[], week: [] as number[] };
  let inside = 0;
  for (const values of seriesOf(sample)) {
    const at = (day: string): number => values[(Date.parse(day) - Date.parse(FIRST_DAY)) / 86_400_000] ?? 0;
    for (const name of MONTHS) {
      const month = monthOf(name);
      const actual = month.days.reduce((sum, day) => sum + at(day), 0);
      if (actual < 50) continue;
      for (const date of DAYS) {
        const now = new Date(`${name}-${String(date).padStart(2, '0')}T12:00:00Z`);
        const delivered: CostRow[] = [];
        for (let day = addDays(`${name}-01`, -61); day < now.toISOString().slice(0, 10); day = addDays(day, 1)) {
          delivered.push(rowOf(day, at(day)));
        }
        const sources = sourceDays(delivered, now);
        const { forecast } = monthStanding({ rows: delivered, sources, month, currency: 'USD' });
        // The simple rules know the same complete days; the last two are provisional for everybody.
        const past = delivered.slice(0, -2).map((row) => Number(row.amount));
        const known = date - 3;
        const billed = past.slice(-known).reduce((sum, each) => sum + each, 0);
        const lastWeek = past.slice(-7).reduce((sum, each) => sum + each, 0) / 7;
        const left = month.days.length - known;
        const add = (into: number[], found: number) => into.push((Math.abs(found - actual) / actual) * 100);
        add(errors.ours, forecast?.expected.toNumber() ?? Number.NaN);
        add(errors.month, (billed / known) * month.days.length);
        add(errors.week, billed + lastWeek * left);
        if (forecast && forecast.low.toNumber() <= actual && actual <= forecast.high.toNumber()) inside += 1;
      }
    }
  }
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const round = (value: number) => Math.round(value * 100) / 100;
  const of = (values: readonly number[]) => ({ median: round(median(values)), mean: round(mean(values)) });
  const count = errors.ours.length;
  return {
    count,
    ours: of(errors.ours),
    month: of(errors.month),
    week: of(errors.week),
    inside: round(inside / count),
  };
}

describe('the forecast of generated costs', () => {
  // Mean errors on 2026-11-26: 14.0, 6.0 and 4.3 % of the month; run rate of the month 15.8, 7.4, 5.0; last week 15.4, 6.9, 4.6.
  it.each([
    { width: 1, count: 80 },
    { width: 10, count: 480 },
    { width: 40, count: 480 },
  ])(
    'of $width services together is nearer than the run rates of the month and of the last week, and its range holds',
    (sample) => {
      const { ours, month, week, inside } = measure(sample);
      expect(ours.mean).toBeLessThan(month.mean);
      expect(ours.mean).toBeLessThan(week.mean);
      expect(ours.median).toBeLessThan(Math.min(month.median, week.median));
      expect(inside).toBeGreaterThan(0.7);
    },
  );
});
