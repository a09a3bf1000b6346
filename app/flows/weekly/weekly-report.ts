import type { Allocation } from '#app/allocation/allocation-file.ts';
import type { Incident } from '#app/anomaly/incident.ts';
import type { FileBudget } from '#app/budgets/budgets-file.ts';
import { addDays, instantOf } from '#app/budgets/month.ts';
import type { SourceDays } from '#app/budgets/source-days.ts';
import { type Decimal, decimal } from '#app/measure/decimal.ts';
import type { PlacedWaiver } from '#app/policy/waiver.ts';
import type { RealisedSavings } from '#app/remediation/realised-savings.ts';
import { readCosts } from '#app/warehouse/cost-query.ts';
import type { Database } from '#app/warehouse/database.ts';
import { type BudgetStanding, budgetStandings, openBilledMonth } from '../budget-standings.ts';
import type { ReadMergedChanges } from '../find-suspects.ts';
import { type CurrencyStanding, forecastCosts } from '../forecast-costs.ts';
import { recordedIncidents } from '../recorded-incidents.ts';
import { recordedSavings } from '../recorded-savings.ts';
import { type PartOfWeek, type Untagged, untaggedUsage, unusedCommitments } from './coverage.ts';
import { type Merged, mergedInWeek } from './merged.ts';
import { type Mover, topMovers } from './movers.ts';
import { type Reviewed, weekReviews } from './reviews.ts';
import { type TeamSpend, teamSpend } from './team-spend.ts';
import { lateSources, newestWeek, type Week, weekBefore } from './week.ts';

/** What one day cost, EffectiveCost. */
export interface DaySpend {
  readonly day: string;
  readonly currency: string;
  readonly amount: Decimal;
}

/** The FinOps lead's week. What was never recorded is null, and says so; it is never zero. */
export interface WeeklyReport {
  readonly week: Week;
  readonly sources: readonly SourceDays[];
  /** Those of them without which the week is. */
  readonly late: readonly SourceDays[];
  readonly teams: readonly TeamSpend[];
  /** By the rules of allocation, or by the tag `team`. */
  readonly isAllocated: boolean;
  readonly days: readonly DaySpend[];
  readonly forecasts: readonly CurrencyStanding[];
  readonly budgets: readonly BudgetStanding[];
  readonly movers: readonly Mover[];
  readonly reviews: readonly Reviewed[] | null;
  readonly merged: readonly Merged[] | null;
  readonly savings: readonly RealisedSavings[] | null;
  /** Of the last sixty days. */
  readonly incidents: readonly Incident[] | null;
  /** Waivers that end within two weeks of the report, or have ended. */
  readonly waivers: readonly PlacedWaiver[];
  readonly untagged: readonly Untagged[];
  readonly commitments: readonly PartOfWeek[];
}

export interface WeeklyRequest {
  /** The week ends before this day; null: the newest one that is complete. */
  readonly until: string | null;
  readonly currency: string;
  readonly budgets: readonly FileBudget[];
  readonly allocation: Allocation | null;
  readonly waivers: readonly PlacedWaiver[];
  /** Tags that usage should have. */
  readonly tags: readonly string[];
}

export interface WeeklyDeps {
  readonly database: Database;
  readonly now: Date;
  /** What was merged into the checkout. */
  readonly mergedChanges: ReadMergedChanges;
}

const REMIND_DAYS = 14;
const INCIDENT_DAYS = 60;
/** So many days are drawn. */
const DRAWN_WEEKS = 4;

/** Everything that is known of a week; throws what the database throws. */
export async function weeklyReport(
  request: WeeklyRequest,
  { database, now, mergedChanges }: WeeklyDeps,
): Promise<WeeklyReport> {
  const period = now.toISOString().slice(0, 7);
  const { sources } = await openBilledMonth(period, { database, now });
  const week = request.until === null ? newestWeek(sources, now) : weekBefore(request.until);
  const empty = emptyWeek({ ...request, until: week.before }, now);
  const base = {
    ...empty,
    sources,
    late: lateSources(sources, week),
    reviews: await weekReviews({ week }, { database }),
    ...(await recordedOf(week, { database, now, mergedChanges })),
  };
  if (sources.length === 0) return base;
  const asked = { week, allocation: request.allocation, tags: request.tags };
  const everything = { period, metric: 'EffectiveCost', where: {}, currency: request.currency } as const;
  return {
    ...base,
    teams: await teamSpend(asked, { database }),
    days: await daySpend(week, database),
    forecasts: await forecastCosts(everything, { database, now }),
    budgets: await budgetStandings({ budgets: request.budgets, currency: request.currency, period }, { database, now }),
    movers: await topMovers(asked, { database }),
    untagged: await untaggedUsage(asked, { database }),
    commitments: await unusedCommitments(asked, { database }),
  };
}

/** The same where there is no warehouse: all that the files of the repository say. */
export function emptyWeek(request: WeeklyRequest, now: Date): WeeklyReport {
  const soon = new Date(now.getTime() + REMIND_DAYS * 86_400_000).toISOString().slice(0, 10);
  return {
    week: request.until === null ? newestWeek([], now) : weekBefore(request.until),
    isAllocated: request.allocation !== null,
    waivers: request.waivers.filter(({ expires }) => expires <= soon),
    ...{ reviews: null, merged: null, incidents: null, savings: null },
    ...{
      sources: [],
      late: [],
      teams: [],
      days: [],
      forecasts: [],
      budgets: [],
      movers: [],
      untagged: [],
      commitments: [],
    },
  };
}

async function recordedOf(
  week: Week,
  { database, now, mergedChanges }: WeeklyDeps,
): Promise<Pick<WeeklyReport, 'merged' | 'incidents' | 'savings'>> {
  return {
    merged: await mergedInWeek({ week, mergedChanges }, database),
    savings: await recordedSavings({ database, now }),
    incidents: await recordedIncidents({ since: addDays(week.before, -INCIDENT_DAYS) }, { database }),
  };
}

async function daySpend(week: Week, database: Database): Promise<readonly DaySpend[]> {
  const from = new Date(Date.parse(instantOf(week.before)) - DRAWN_WEEKS * 7 * 86_400_000).toISOString();
  const query = { from, to: instantOf(week.before), metric: 'EffectiveCost', granularity: 'day', groupBy: [] } as const;
  const rows = await readCosts(query, database);
  return rows.map(({ start, currency, amount }) => ({
    day: start?.slice(0, 10) ?? '',
    currency,
    amount: decimal(amount),
  }));
}
