import type { RealisedSavings } from '#app/remediation/realised-savings.ts';
import { readCosts } from '#app/warehouse/cost-query.ts';
import type { Database } from '#app/warehouse/database.ts';
import { hasTable } from '#app/warehouse/has-table.ts';
import { readLedger } from './remediation-ledger.ts';
import { savingsLedger } from './savings-ledger.ts';

/** What executed remediations saved by the bill, the newest first; null when none was ever begun. */
export async function recordedSavings({
  database,
  now,
}: {
  readonly database: Database;
  readonly now: Date;
}): Promise<readonly RealisedSavings[] | null> {
  if (!(await hasTable('audit_log', database))) return null;
  const entries = await readLedger({ database });
  if (entries.length === 0) return null;
  return savingsLedger(entries, { readCosts: (query) => readCosts(query, database), now });
}
