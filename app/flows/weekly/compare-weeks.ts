import { instantOf } from '#app/budgets/month.ts';
import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import { type CostDimension, type CostQuery, readCosts } from '#app/warehouse/cost-query.ts';
import type { Database } from '#app/warehouse/database.ts';
import type { Week } from './week.ts';

/** What one combination of dimensions cost in a week and in the one before, EffectiveCost in one currency. */
export interface WeekChange {
  readonly keys: Readonly<Record<string, string | null>>;
  readonly currency: string;
  readonly week: Decimal;
  readonly prior: Decimal;
  /** Whether there was any charge of it in the week before, and in the week. */
  readonly wasThere: boolean;
  readonly isThere: boolean;
}

/** Both weeks by dimensions; the largest changes first. Throws what the database throws. */
export async function compareWeeks(
  request: { readonly week: Week; readonly groupBy: readonly CostDimension[]; readonly where?: CostQuery['where'] },
  { database }: { readonly database: Database },
): Promise<readonly WeekChange[]> {
  const { week, groupBy, where } = request;
  const query = { metric: 'EffectiveCost', granularity: 'total', groupBy, ...(where ? { where } : {}) } as const;
  const [from, middle, to] = [instantOf(week.priorFrom), instantOf(week.from), instantOf(week.before)];
  const changes = new Map<string, WeekChange>();
  for (const { keys, currency, amount } of await readCosts({ ...query, from: middle, to }, database)) {
    const key = JSON.stringify([keys, currency]);
    changes.set(key, { keys, currency, week: decimal(amount), prior: ZERO, wasThere: false, isThere: true });
  }
  for (const { keys, currency, amount } of await readCosts({ ...query, from, to: middle }, database)) {
    const key = JSON.stringify([keys, currency]);
    const known = changes.get(key) ?? { keys, currency, week: ZERO, isThere: false };
    changes.set(key, { ...known, prior: decimal(amount), wasThere: true });
  }
  return [...changes.values()].sort((one, other) => sizeOf(other).comparedTo(sizeOf(one)));
}

function sizeOf({ week, prior }: WeekChange): Decimal {
  return week.minus(prior).abs();
}
