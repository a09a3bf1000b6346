import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Charge } from '#app/focus/charge.ts';
import type { BigQueryTable } from '#app/ingest/google/bigquery-table.ts';
import { readGoogleMonth } from '#app/ingest/google/read-google-month.ts';
import { Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import { type ExportRow, sumsOf } from './bigquery-service.ts';
import { credit, googleRow, spendFee } from './google-row.ts';

const COLUMNS = new Set(
  (
    'billing_account_id service.id service.description sku.id sku.description usage_start_time usage_end_time cost ' +
    'currency credits.amount credits.type invoice.month cost_type export_time'
  ).split(' '),
);

async function chargesOf(rows: readonly ExportRow[]): Promise<readonly Charge[]> {
  const table: BigQueryTable = {
    columns: async () => COLUMNS,
    estimate: async () => 0n,
    async *query({ sql }) {
      yield sql.includes('rowCount') ? sumsOf(rows) : rows;
    },
  };
  const query = { table: 'p.d.t', partition: '_PARTITIONTIME' };
  const request = {
    sourceId: 'g',
    query,
    month: '2026-10',
    since: '2026-09-01T00:00:00Z',
    exported: '2026-11-01T00:00:00Z',
  };
  const charges: Charge[] = [];
  for await (const batch of readGoogleMonth(request, table)) charges.push(...batch.charges);
  return charges;
}

function sum(charges: readonly Charge[], metric: 'BilledCost' | 'EffectiveCost' | 'ListCost'): Decimal {
  return charges.reduce((total, each) => total.plus(decimal(each[metric])), ZERO);
}

const cents = fc.integer({ min: 0, max: 100_000 }).map((value) => (value / 100).toFixed(2));
const place = fc.record({
  day: fc.constantFrom('2026-10-05', '2026-10-06'),
  region: fc.constantFrom('europe-west1', 'us-east1'),
  kind: fc.constantFrom('cpu', 'memory'),
  service: fc.constantFrom('6F81-5844-456A', 'OTHER'),
});
const usage = fc
  .record({
    place,
    cost: cents,
    part: fc.integer({ min: 0, max: 120 }),
    type: fc.constantFrom(
      'COMMITTED_USAGE_DISCOUNT',
      'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE',
      'PROMOTION',
      'SUSTAINED_USAGE_DISCOUNT',
    ),
  })
  .map(({ place: where, cost, part, type }) => {
    const amount = decimal(cost).times(part).dividedBy(-100).toFixed();
    return googleRow({ ...where, cost, costAtList: cost, credits: part === 0 ? '[]' : credit(type, amount) });
  });
const fee = fc
  .record({ place, cost: cents, kind: fc.constantFrom('spend', 'usage'), instance: fc.constantFrom('a', 'b') })
  .map(({ place: where, cost, kind, instance }) => spendFee(cost, { ...where, fee: kind, subscription: instance }));

it('whatever is used, credited and committed: what is billed is cost and credits, and what is effective the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(usage, fee), { minLength: 1, maxLength: 30 }), async (rows) => {
      // That billed is cost and credits to the last digit is asserted by the reader itself; it throws.
      const charges = await chargesOf(rows);
      // Fees of a day are taken by what they cover or left unused; shares are rounded at the 18th decimal.
      expect(sum(charges, 'EffectiveCost').minus(sum(charges, 'BilledCost')).abs().lessThan('1e-15')).toBe(true);
      // No part of a row is lost when it is split: list costs of all but credits and what is unused are those of the rows.
      const whole = charges.filter(
        (each) => each.ChargeCategory !== 'Credit' && each.CommitmentDiscountStatus !== 'Unused',
      );
      const listed = rows.reduce((total, row) => total.plus(decimal(row['costAtList'] ?? '0')), ZERO);
      expect(sum(whole, 'ListCost').equals(listed)).toBe(true);
      // What is covered never costs less than nothing.
      for (const each of charges.filter(({ CommitmentDiscountStatus }) => CommitmentDiscountStatus === 'Used')) {
        expect(new Decimal(each.EffectiveCost).minus(each.BilledCost).greaterThanOrEqualTo(0)).toBe(true);
      }
      expect(new Set(charges.map((each) => each.x_ChargeKey)).size).toBe(charges.length);
    }),
    { numRuns: 200 },
  );
});
