import { keepLedger } from '#app/warehouse/allocation-store.ts';
import type { AllocationRow, Database } from '#app/warehouse/database.ts';
import type { AllocatedPeriod } from './allocate-costs.ts';

/** Keeps the ledger of a month for dashboards, in place of the one before. */
export async function keepAllocation(
  { period, ledger }: AllocatedPeriod,
  { database, now }: { readonly database: Database; readonly now: Date },
): Promise<void> {
  const rows = ledger.map(
    (row): Omit<AllocationRow, 'period'> => ({
      holder_kind: row.holder.kind,
      holder: row.holder.name,
      rule: row.rule,
      entry: row.entry,
      origin: row.origin,
      from_day: row.from,
      until_day: row.until,
      currency: row.currency,
      billed_cost: row.billedCost.toFixed(),
      effective_cost: row.effectiveCost.toFixed(),
      computed_at: now.toISOString(),
    }),
  );
  await keepLedger({ period, rows }, database);
}
