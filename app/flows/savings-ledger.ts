import { decimal, ZERO } from '#app/measure/decimal.ts';
import type { ReadCosts } from '#app/remediation/billed-rate.ts';
import {
  addDays,
  type BillSays,
  type DailyCost,
  type Executed,
  type RealisedSavings,
  realisedSavings,
} from '#app/remediation/realised-savings.ts';
import type { LedgerEntry } from './remediation-ledger.ts';

export interface SavingsDeps {
  readonly readCosts: ReadCosts;
  readonly now: Date;
}

/** The newest days of a bill may still grow: AWS says that usage comes within 24 hours, corrections later. */
const SETTLING_DAYS = 2;
const BEFORE_DAYS = 28;
const DAY_MS = 86_400_000;
const OUTCOMES = {
  finished: 'done',
  failed: 'failed',
  rolled_back: 'rolled_back',
  'rollback.failed': 'failed',
} as const;

/** What every execution of the audit log saved by the bill, the newest first. Throws UpstreamError. */
export async function savingsLedger(
  entries: readonly LedgerEntry[],
  deps: SavingsDeps,
): Promise<readonly RealisedSavings[]> {
  const executions = executionsOf(entries);
  if (executions.length === 0) return [];
  const completeUntil = await lastCompleteDay(deps);
  const found: RealisedSavings[] = [];
  for (const executed of executions) found.push(realisedSavings(executed, await billOf(executed, completeUntil, deps)));
  return found;
}

/** The executions that ended, as the audit log has them; one that was put back later counts as put back. */
export function executionsOf(entries: readonly LedgerEntry[]): readonly Executed[] {
  const byDigest = Map.groupBy(
    entries.filter((each) => each.digest !== ''),
    (each) => each.digest,
  );
  return [...byDigest.entries()]
    .flatMap(([digest, own]): readonly (Executed & { readonly at: number })[] => {
      const started = own.find((each) => each.event === 'started');
      const ended = own.findLast((each) => Object.hasOwn(OUTCOMES, each.event));
      const first = own.find((each) => Object.hasOwn(OUTCOMES, each.event));
      if (!started || !ended || !first) return [];
      const text = (name: string): string | null => {
        const value = started.details[name];
        return value === null || value === undefined ? null : String(value);
      };
      const expected = text('expectedMonthly');
      return [
        {
          ...{ plan: started.plan, digest, action: text('action') ?? '', resource: text('resource') ?? '' },
          resourceIds: (text('resourceIds') ?? '').split(' ').filter((id) => id !== ''),
          keptIds: keptIds(own, text('region') ?? ''),
          day: new Date(first.at).toISOString().slice(0, 10),
          currency: text('currency'),
          expectedMonthly: expected === null ? null : decimal(expected),
          outcome: OUTCOMES[ended.event as keyof typeof OUTCOMES],
          at: first.at,
        },
      ];
    })
    .toSorted((one, other) => other.at - one.at)
    .map(({ at: _, ...executed }) => executed);
}

/** Snapshots that the steps made, under both ids that AWS bills them by. */
function keptIds(entries: readonly LedgerEntry[], region: string): readonly string[] {
  const ids = entries.flatMap(({ details }) => {
    const id = details['output.snapshotId'];
    return typeof id === 'string' && id !== '' ? [id, `arn:aws:ec2:${region}::snapshot/${id}`] : [];
  });
  return [...new Set(ids)];
}

async function lastCompleteDay({ readCosts, now }: SavingsDeps): Promise<string | null> {
  const to = now.toISOString();
  const from = new Date(now.getTime() - 14 * DAY_MS).toISOString();
  const rows = await readCosts({ from, to, metric: 'EffectiveCost', granularity: 'day', groupBy: [] });
  const newest = rows
    .flatMap((row) => (row.start === null ? [] : [row.start]))
    .sort()
    .at(-1);
  return newest === undefined ? null : addDays(newest.slice(0, 10), -SETTLING_DAYS);
}

async function billOf(executed: Executed, completeUntil: string | null, deps: SavingsDeps): Promise<BillSays | null> {
  if (executed.resourceIds.length === 0) return null;
  const period = { from: `${addDays(executed.day, -BEFORE_DAYS)}T00:00:00Z`, to: deps.now.toISOString() };
  const resource = await dailyCosts(executed.resourceIds, { period, deps });
  const currencies = [...new Set(resource.map((each) => each.currency))];
  const [currency] = currencies;
  if (currency === undefined || currencies.length > 1) return null;
  const kept = executed.keptIds.length === 0 ? [] : await dailyCosts(executed.keptIds, { period, deps });
  return { currency, resource, kept: kept.filter((each) => each.currency === currency), completeUntil };
}

async function dailyCosts(
  resourceIds: readonly string[],
  at: { readonly period: { readonly from: string; readonly to: string }; readonly deps: SavingsDeps },
): Promise<readonly (DailyCost & { readonly currency: string })[]> {
  const rows = await at.deps.readCosts({
    ...{ ...at.period, metric: 'EffectiveCost', granularity: 'day', groupBy: ['CommitmentDiscountStatus'] },
    where: { ResourceId: resourceIds, ChargeCategory: ['Usage'] },
  });
  const days = Map.groupBy(rows, (row) => `${row.currency} ${(row.start ?? '').slice(0, 10)}`);
  return [...days].map(([key, own]) => {
    const [currency = '', day = ''] = key.split(' ');
    const add = (sum: typeof ZERO, row: (typeof own)[number]) => sum.plus(row.amount);
    const covered = own.filter((row) => row.keys['CommitmentDiscountStatus'] === 'Used');
    return { currency, day, total: own.reduce(add, ZERO), covered: covered.reduce(add, ZERO) };
  });
}
