import { InputError } from '#app/errors.ts';
import { blankCharge, type Charge } from '#app/focus/charge.ts';
import { type Decimal, decimal, decimalText, ZERO } from '#app/measure/decimal.ts';
import type { ChargeBatch, RejectedRow } from '../source.ts';
import type { BigQueryTable } from './bigquery-table.ts';
import { monthAfter, monthStart } from './billing-calendar.ts';
import { type GoogleRow, selectedColumns } from './billing-columns.ts';
import { type MonthQuery, rowsQuery, sumsQuery } from './billing-queries.ts';
import { commitmentsOf, type GoogleSums, type UnusedPart } from './commitments.ts';
import { googleService } from './google-services.ts';
import { FOCUS_VERSION, fillCommitment, googleRowMapper } from './map-google-row.ts';

/** A month of an export, as of the newest row that was there when it was looked for. */
export interface GoogleMonthRequest {
  readonly sourceId: string;
  readonly query: MonthQuery;
  /** `2026-10`. */
  readonly month: string;
  /** Partitions from this day on. */
  readonly since: string;
  /** `export_time` of the newest row that counts. */
  readonly exported: string;
}

/**
 * The charges of a month. First its sums, which say what commitments cost and cover; then its rows; and what no usage took
 * of the commitments.
 * @throws InputError when the rows are not what the sums say: then nothing counts. UpstreamError.
 */
export async function* readGoogleMonth(request: GoogleMonthRequest, table: BigQueryTable): AsyncIterable<ChargeBatch> {
  const { query, month, sourceId } = request;
  const params = { since: request.since, exported: request.exported, month: month.replace('-', '') };
  const columns = await table.columns();
  const selected = selectedColumns(columns, query.table);
  const sums: GoogleSums[] = [];
  for await (const rows of table.query({ sql: sumsQuery(query, columns), params })) {
    sums.push(...(rows as unknown as readonly GoogleSums[]));
  }
  const commitments = commitmentsOf(sums);
  const map = googleRowMapper({ sourceId, table: query.table, month, commitments });
  const billed = new Map<string, Decimal>();
  let count = 0;
  for await (const rows of table.query({ sql: rowsQuery(query, selected), params })) {
    const charges: Charge[] = [];
    const numbers: number[] = [];
    const rejected: RejectedRow[] = [];
    for (const row of rows as unknown as readonly GoogleRow[]) {
      count += 1;
      const mapped = map(row, count);
      if ('reason' in mapped) {
        rejected.push({ file: query.table, row: count, ...mapped });
        continue;
      }
      for (const charge of mapped.charges) {
        charges.push(charge);
        numbers.push(count);
        add(billed, { currency: charge.BillingCurrency, amount: charge.BilledCost });
      }
    }
    if (rejected.length > 0) refuseRejected(rejected, query.table);
    yield { file: query.table, charges, rows: numbers, rejected, readCount: rows.length };
  }
  tie(billed, { sums, count, table: query.table });
  const unused = commitments.unused.map((part, index) =>
    unusedCharge(part, { request, key: `${query.table}:unused.${index + 1}` }),
  );
  if (unused.length > 0) {
    yield { file: query.table, charges: unused, rows: unused.map(() => count), rejected: [], readCount: 0 };
  }
}

/** Rows without a cost cannot tie to the sums, and the sums say what commitments cover. */
function refuseRejected(rejected: readonly RejectedRow[], table: string): void {
  const [first] = rejected;
  throw new InputError(`row ${first?.row}: ${first?.reason}`, {
    place: { file: table },
    remedy: 'the export writes no such row: check that table names the export itself',
  });
}

/** What is billed is cost and credits, to the last digit. */
function tie(
  billed: ReadonlyMap<string, Decimal>,
  { sums, count, table }: { readonly sums: readonly GoogleSums[]; readonly count: number; readonly table: string },
): void {
  const stated = new Map<string, Decimal>();
  let rows = 0;
  for (const { currency, cost, credits, rowCount } of sums) {
    add(stated, { currency, amount: decimalText(decimal(cost).plus(decimal(credits))) });
    rows += Number(rowCount);
  }
  if (rows !== count) throw drift(`${count} rows were read, ${rows} are there`, table);
  for (const [currency, sum] of stated) {
    const own = billed.get(currency) ?? ZERO;
    if (!own.equals(sum))
      throw drift(`its rows bill ${decimalText(own)} ${currency}, cost and credits are ${decimalText(sum)}`, table);
  }
}

function drift(message: string, table: string): InputError {
  return new InputError(message, { place: { file: table }, remedy: 'ingest it again' });
}

function add(
  sums: Map<string, Decimal>,
  { currency, amount }: { readonly currency: string; readonly amount: string },
): void {
  sums.set(currency, (sums.get(currency) ?? ZERO).plus(decimal(amount)));
}

function unusedCharge(
  part: UnusedPart,
  { request, key }: { readonly request: GoogleMonthRequest; readonly key: string },
): Charge {
  const draft = blankCharge();
  const serviceName = part.serviceName ?? 'Google Cloud';
  const service = googleService(serviceName);
  const day = Date.parse(`${part.place.day}T00:00:00Z`);
  const iso = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
  fillCommitment(draft, part.commitment);
  return {
    ...draft,
    BilledCost: '0',
    EffectiveCost: part.cost,
    ListCost: part.cost,
    ContractedCost: part.cost,
    BillingCurrency: part.place.currency,
    PricingCurrency: part.place.currency,
    PricingCurrencyEffectiveCost: part.cost,
    BillingAccountId: part.place.account,
    BillingAccountType: 'Billing Account',
    BillingPeriodStart: monthStart(request.month),
    BillingPeriodEnd: monthStart(monthAfter(request.month)),
    ChargePeriodStart: iso(day),
    ChargePeriodEnd: iso(day + 86_400_000),
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Usage-Based',
    ChargeDescription: 'Commitment that no usage took',
    CommitmentDiscountStatus: 'Unused',
    PricingCategory: 'Committed',
    ResourceId: part.commitment.id,
    ResourceType: 'Commitment',
    RegionId: part.place.region || null,
    RegionName: part.place.region || null,
    SkuId: part.sku,
    SkuPriceId: part.sku,
    ServiceName: serviceName,
    ServiceCategory: service.category,
    ServiceSubcategory: service.subcategory,
    ServiceProviderName: 'Google Cloud',
    ProviderName: 'Google Cloud',
    PublisherName: 'Google Cloud',
    HostProviderName: 'Google Cloud',
    InvoiceIssuerName: 'Google Cloud',
    x_ChargeKey: key,
    x_SourceId: request.sourceId,
    x_SourceFocusVersion: FOCUS_VERSION,
  };
}
