import { type ConformanceFinding, conformance } from '#app/focus/conformance.ts';
import type { ChargeBatch, RejectedRow } from '#app/ingest/source.ts';
import { type ExactSum, exactSum } from '#app/measure/exact-sum.ts';
import type { CoveredDays } from '#app/warehouse/admit-delivery.ts';

/** Exact sums of one currency. */
export interface CurrencySums {
  readonly currency: string;
  readonly billed: string;
  readonly effective: string;
  /** Of the rows that were not kept; null where the cost of one is not known. */
  readonly rejectedBilled: string | null;
}

/** What a delivery held. */
export interface Tally {
  readonly readCount: number;
  readonly rejectedCount: number;
  /** The first ones. */
  readonly rejected: readonly RejectedRow[];
  readonly days: CoveredDays;
  readonly sums: readonly CurrencySums[];
  readonly findings: readonly ConformanceFinding[];
  readonly remarks: readonly string[];
}

const MOST_REJECTED = 20;

/** Counts and adds up the batches of one delivery as they pass. */
export interface DeliveryTally {
  readonly add: (batch: ChargeBatch) => void;
  readonly result: () => Tally;
}

interface Sums {
  readonly billed: ExactSum;
  readonly effective: ExactSum;
  readonly rejected: ExactSum;
}

/** A tally of nothing yet. */
export function deliveryTally(): DeliveryTally {
  const rules = conformance();
  const sums = new Map<string, Sums>();
  const days = new Set<string>();
  const rejected: RejectedRow[] = [];
  const remarks = new Set<string>();
  let readCount = 0;
  let rejectedCount = 0;
  let isKnown = true;
  let lastStart = '';

  function sumsOf(currency: string): Sums {
    const found = sums.get(currency) ?? { billed: exactSum(), effective: exactSum(), rejected: exactSum() };
    sums.set(currency, found);
    return found;
  }

  return {
    add(batch) {
      readCount += batch.readCount;
      for (const [at, charge] of batch.charges.entries()) {
        const of = sumsOf(charge.BillingCurrency);
        of.billed.add(charge.BilledCost);
        of.effective.add(charge.EffectiveCost);
        if (charge.ChargePeriodStart !== lastStart) {
          lastStart = charge.ChargePeriodStart;
          days.add(lastStart.slice(0, 10));
        }
        rules.check(charge, { file: batch.file, row: batch.rows[at] ?? 0 });
      }
      for (const row of batch.rejected) {
        rejectedCount += 1;
        if (rejected.length < MOST_REJECTED) rejected.push(row);
        if (row.billedCost === null || row.currency === null) isKnown = false;
        else sumsOf(row.currency).rejected.add(row.billedCost);
      }
      for (const remark of batch.remarks ?? []) remarks.add(remark);
    },
    result() {
      const ordered = [...days].sort();
      return {
        readCount,
        rejectedCount,
        rejected,
        days: { first: ordered[0] ?? null, last: ordered.at(-1) ?? null, count: ordered.length },
        sums: [...sums]
          .map(([currency, of]) => ({
            currency,
            billed: of.billed.text(),
            effective: of.effective.text(),
            rejectedBilled: isKnown ? of.rejected.text() : null,
          }))
          .sort((one, other) => (one.currency < other.currency ? -1 : 1)),
        findings: rules.findings(),
        remarks: [...remarks],
      };
    },
  };
}
