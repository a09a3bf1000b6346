import type { Allocation, UnitMetric } from '#app/allocation/allocation-file.ts';
import { metricSpan, parseMetric } from '#app/allocation/unit-metric.ts';
import { addDays, monthOf } from '#app/budgets/month.ts';
import { ConfigError } from '#app/errors.ts';
import type { Decimal } from '#app/measure/decimal.ts';
import { ZERO } from '#app/measure/decimal.ts';
import type { Tree } from '#app/source/tree.ts';
import type { Database } from '#app/warehouse/database.ts';
import { allocateDays } from './allocate-costs.ts';
import { openBilledMonth } from './budget-standings.ts';

/** What one of something cost in a month, in one currency. */
export interface UnitCost {
  readonly unit: UnitMetric;
  /** Null where no charge says it. */
  readonly currency: string | null;
  /** The last day that cost and metric both know in full; null when they have none in common. */
  readonly until: string | null;
  /** EffectiveCost up to that day; null where nobody knows. */
  readonly cost: Decimal | null;
  readonly quantity: Decimal | null;
  /** Null where one side is missing, or nothing was counted. */
  readonly unitCost: Decimal | null;
  /** Why it is null. */
  readonly reason: string | null;
}

/**
 * The unit costs of a month: both sides are cut at the last day that the bill and the metric know in full, so that a day
 * which one of them lacks does not make the other look large or small.
 * @throws ConfigError when a file is not there, InputError when it is not understood.
 */
export async function unitCosts(
  { allocation, period }: { readonly allocation: Allocation; readonly period: string },
  { tree, database, now }: { readonly tree: Tree; readonly database: Database; readonly now: Date },
): Promise<readonly UnitCost[]> {
  if (allocation.units.length === 0) return [];
  const { days, end } = monthOf(period);
  const first = days[0] ?? end;
  const { sources } = await openBilledMonth(period, { database, now });
  const complete = sources.filter(({ isLive }) => isLive).map(({ completeBefore }) => completeBefore);
  const before = sources.length === 0 ? first : ([...complete, end].sort()[0] ?? end);
  const found: UnitCost[] = [];
  for (const unit of allocation.units) {
    const span = metricSpan(parseMetric(textOf(unit, tree), unit.file), { days, end, before });
    const none = { unit, currency: null, until: null, cost: null, quantity: null, unitCost: null };
    if (span.before <= first) {
      const reason =
        before <= first ? 'no day of the month is billed in full' : `${unit.file} says nothing of ${first}`;
      found.push({ ...none, reason });
      continue;
    }
    const ledger = await allocateDays({ rules: allocation.rules, from: first, before: span.before }, { database });
    const counted =
      unit.owner === undefined
        ? ledger
        : ledger.filter(({ holder }) => holder.kind === 'owner' && holder.name === unit.owner);
    const until = addDays(span.before, -1);
    const known = { unit, until, quantity: span.quantity };
    if (counted.length === 0)
      found.push({ ...none, ...known, reason: `nothing is allocated to ${unit.owner ?? 'anybody'}` });
    for (const [currency, rows] of Map.groupBy(counted, (row) => row.currency)) {
      const cost = rows.reduce((sum, row) => sum.plus(row.effectiveCost), ZERO);
      const isCounted = !span.quantity.isZero();
      const unitCost = isCounted ? cost.dividedBy(span.quantity).toDecimalPlaces(10) : null;
      found.push({ ...known, currency, cost, unitCost, reason: isCounted ? null : 'nothing was counted' });
    }
  }
  return found;
}

function textOf({ id, file, place }: UnitMetric, tree: Tree): string {
  const content = tree.read(file);
  if (content) return new TextDecoder().decode(content);
  throw new ConfigError(`unit ${id}: there is no file ${file}`, {
    place,
    remedy: 'correct the path (relative to the root of the repository)',
  });
}
