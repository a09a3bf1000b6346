import {
  type Consumption,
  type ContractedPrice,
  newestUsage,
  readConsumption,
  readContractedPrices,
} from '#app/warehouse/charge-store.ts';
import type { Database } from '#app/warehouse/database.ts';

/** What the warehouse knows of what was used and paid. Nobody outside of the team may see it. */
export interface BilledFacts {
  /** The month whose consumption counts, `YYYY-MM`. */
  readonly month: string;
  readonly consumption: readonly Consumption[];
  readonly contracted: readonly ContractedPrice[];
}

/** Contracted prices of so many months count; older ones may be of another contract. */
const CONTRACT_MONTHS = 3;

/**
 * Consumption of the newest whole month (UTC) that has charges, and the contracted prices of the last three; null when
 * the warehouse holds no charge. A month that is not over would make every quantity too small.
 */
export async function readBilledFacts(database: Database, now: Date): Promise<BilledFacts | null> {
  const current = monthStart(now);
  const newest = await newestUsage(current, database);
  if (newest === null) return null;
  const from = monthStart(new Date(newest));
  const to = monthStart(addMonths(new Date(from), 1));
  const contractedFrom = monthStart(addMonths(new Date(from), 1 - CONTRACT_MONTHS));
  return {
    month: from.slice(0, 7),
    consumption: await readConsumption({ from, to }, database),
    contracted: await readContractedPrices({ from: contractedFrom, to: now.toISOString() }, database),
  };
}

function monthStart(date: Date): string {
  return `${date.toISOString().slice(0, 7)}-01T00:00:00Z`;
}

function addMonths(date: Date, months: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}
