import type { CostQuery } from '#app/warehouse/cost-query.ts';
import type { Database } from '#app/warehouse/database.ts';
import { compareWeeks, type WeekChange } from './compare-weeks.ts';
import type { Week } from './week.ts';

/** A service in an account and region whose cost moved, and the parts of it that moved most the same way. */
export interface Mover extends WeekChange {
  /** By meter and resource. */
  readonly causes: readonly WeekChange[];
}

const MOVERS = 5;
const CAUSES = 3;
const WHERE = ['ServiceName', 'SubAccountId', 'RegionId'] as const;

/** The five largest changes of the week, each with what caused most of it. */
export async function topMovers(
  { week }: { readonly week: Week },
  { database }: { readonly database: Database },
): Promise<readonly Mover[]> {
  const changes = await compareWeeks({ week, groupBy: WHERE }, { database });
  const movers: Mover[] = [];
  for (const change of changes.slice(0, MOVERS)) {
    const moved = change.week.minus(change.prior);
    if (moved.isZero()) break;
    const where: NonNullable<CostQuery['where']> = Object.fromEntries(
      WHERE.map((dimension) => [dimension, [change.keys[dimension] ?? null]]),
    );
    const parts = await compareWeeks({ week, groupBy: ['SkuMeter', 'ResourceId'], where }, { database });
    const causes = parts.filter((part) => {
      const partly = part.week.minus(part.prior);
      return part.currency === change.currency && !partly.isZero() && partly.isNegative() === moved.isNegative();
    });
    movers.push({ ...change, causes: causes.slice(0, CAUSES) });
  }
  return movers;
}
