import { selectionOf } from '#app/budgets/budget-selection.ts';
import { type FileBudget, holdsOn } from '#app/budgets/budgets-file.ts';
import { FORECAST_DIMENSIONS } from '#app/budgets/charge-rhythm.ts';
import { instantOf, type Month, monthBefore, monthOf } from '#app/budgets/month.ts';
import { type MonthStanding, monthStanding } from '#app/budgets/month-standing.ts';
import { type SourceDays, sourceDays } from '#app/budgets/source-days.ts';
import { newestUsage } from '#app/warehouse/charge-store.ts';
import { type CostMetric, type CostQuery, type CostRow, readCosts } from '#app/warehouse/cost-query.ts';
import type { Database } from '#app/warehouse/database.ts';

/** Where a budget stands in a month. */
export interface BudgetStanding extends MonthStanding {
  readonly budget: FileBudget;
  /** Of all its amounts. */
  readonly currency: string;
}

interface Deps {
  readonly database: Database;
  readonly now: Date;
}

/** The charges of a month and of the two before it, and what each source has delivered of them. */
export interface BilledMonth {
  readonly month: Month;
  readonly sources: readonly SourceDays[];
  /** Rows by day and `FORECAST_DIMENSIONS`. */
  readonly read: (asked: {
    readonly metric: CostMetric;
    readonly where: NonNullable<CostQuery['where']>;
  }) => Promise<readonly CostRow[]>;
}

/** Opens a month, `YYYY-MM`, for questions; throws what the database throws. A warehouse without charges has no sources. */
export async function openBilledMonth(period: string, { database, now }: Deps): Promise<BilledMonth> {
  const month = monthOf(period);
  const first = monthBefore(monthBefore(month)).days[0] ?? '';
  const span = { from: instantOf(first), to: instantOf(month.end), granularity: 'day' } as const;
  if ((await newestUsage(span.to, database)) === null) return { month, sources: [], read: async () => [] };
  const delivered = await readCosts(
    { ...span, metric: 'BilledCost', groupBy: ['x_SourceId', 'ChargeCategory'] },
    database,
  );
  return {
    month,
    sources: sourceDays(delivered, now),
    read: ({ metric, where }) => readCosts({ ...span, metric, groupBy: FORECAST_DIMENSIONS, where }, database),
  };
}

/** Where the budgets that hold stand: in a month that is not over those of today, in another those of its last day. */
export async function budgetStandings(
  request: { readonly budgets: readonly FileBudget[]; readonly currency: string; readonly period: string },
  deps: Deps,
): Promise<readonly BudgetStanding[]> {
  const today = deps.now.toISOString().slice(0, 10);
  const day = today.startsWith(request.period) ? today : (monthOf(request.period).days.at(-1) ?? today);
  const active = request.budgets.filter((each) => holdsOn(each, day));
  if (active.length === 0) return [];
  const billed = await openBilledMonth(request.period, deps);
  const standings: BudgetStanding[] = [];
  for (const budget of active) {
    const currency = budget.currency ?? request.currency;
    standings.push({ budget, currency, ...(await standingOf(budget, { billed, currency })) });
  }
  return standings;
}

async function standingOf(
  budget: FileBudget,
  { billed, currency }: { readonly billed: BilledMonth; readonly currency: string },
): Promise<MonthStanding> {
  const where = selectionOf(budget);
  if (typeof where === 'string') return { actual: null, forecast: null, provisionalDays: [], remarks: [where] };
  const rows = await billed.read({ metric: budget.metric, where });
  return monthStanding({ rows, sources: billed.sources, month: billed.month, currency });
}

/** What policies are told of a budget: amounts in its own currency, null where nobody knows. */
export interface BudgetAmounts {
  readonly actual: number | null;
  readonly forecast: number | null;
}

/** The amounts of this month for policies, by the id of the budget; forecast is the expected one. */
export async function budgetAmounts(
  request: { readonly budgets: readonly FileBudget[]; readonly currency: string },
  deps: Deps,
): Promise<ReadonlyMap<string, BudgetAmounts>> {
  const period = deps.now.toISOString().slice(0, 7);
  const standings = await budgetStandings({ ...request, period }, deps);
  return new Map(
    standings.map(({ budget, actual, forecast }) => [
      budget.id,
      { actual: actual?.toNumber() ?? null, forecast: forecast?.expected.toNumber() ?? null },
    ]),
  );
}
