import type { Allocation } from '#app/allocation/allocation-file.ts';
import { type Balance, balancesOf } from '#app/allocation/ledger.ts';
import { type Decimal, ZERO } from '#app/measure/decimal.ts';
import type { Database } from '#app/warehouse/database.ts';
import { allocateDays } from '../allocate-costs.ts';
import { compareWeeks } from './compare-weeks.ts';
import type { Week } from './week.ts';

/** What a team paid in a week and in the one before, EffectiveCost in one currency. */
export interface TeamSpend {
  /** Null for what has no owner. */
  readonly team: string | null;
  readonly currency: string;
  readonly week: Decimal;
  readonly prior: Decimal;
}

/** Spend by team, the largest first: by the rules of allocation where there are some, else by the tag `team`. */
export async function teamSpend(
  { week, allocation }: { readonly week: Week; readonly allocation: Allocation | null },
  { database }: { readonly database: Database },
): Promise<readonly TeamSpend[]> {
  if (!allocation) {
    const changes = await compareWeeks({ week, groupBy: ['tag:team'] }, { database });
    return sorted(
      changes.map(({ keys, currency, ...amounts }) => ({
        team: keys['tag:team'] || null,
        currency,
        week: amounts.week,
        prior: amounts.prior,
      })),
    );
  }
  const { rules } = allocation;
  const now = balancesOf(await allocateDays({ rules, from: week.from, before: week.before }, { database }));
  const prior = balancesOf(await allocateDays({ rules, from: week.priorFrom, before: week.from }, { database }));
  const teams = new Map<string, TeamSpend>();
  for (const [balances, side] of [
    [now, 'week'],
    [prior, 'prior'],
  ] as const) {
    for (const balance of balances) {
      const team = teamOf(balance);
      const key = JSON.stringify([team, balance.currency]);
      const known = teams.get(key) ?? { team, currency: balance.currency, week: ZERO, prior: ZERO };
      teams.set(key, { ...known, [side]: known[side].plus(balance.effectiveCost) });
    }
  }
  return sorted([...teams.values()]);
}

function teamOf({ holder }: Balance): string | null {
  return holder.kind === 'owner' ? holder.name : null;
}

function sorted(teams: readonly TeamSpend[]): readonly TeamSpend[] {
  return teams.toSorted((one, other) => other.week.comparedTo(one.week));
}
