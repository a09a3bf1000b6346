import { type SqlBool, sql } from 'kysely';
import { CHARGE_COLUMNS, type Charge } from '#app/focus/charge.ts';
import type { Database } from './database.ts';

/** Rows of one statement; both databases bound the number of its parameters. */
const ROWS_AT_ONCE = 200;

/** Writes charges; one that is there already (same source, same key) is replaced, so that writing twice equals once. */
export async function putCharges(charges: readonly Charge[], { tables }: Database): Promise<void> {
  await tables.transaction().execute(async (queries) => {
    for (let from = 0; from < charges.length; from += ROWS_AT_ONCE) {
      await queries
        .insertInto('charge_rows')
        .values(charges.slice(from, from + ROWS_AT_ONCE).map((each) => ({ ...each, delivery_no: 0 })))
        .onConflict((conflict) =>
          conflict
            .columns(['x_SourceId', 'x_ChargeKey'])
            .where(sql<SqlBool>`delivery_no = 0`)
            .doUpdateSet((row) =>
              Object.fromEntries(CHARGE_COLUMNS.map((name) => [name, row.ref(`excluded.${name}`)])),
            ),
        )
        .execute();
    }
  });
}

/** What one resource used of one meter in a month; the quantity is plain digits of `unit`. */
export interface Consumption {
  readonly provider: string;
  readonly service: string;
  readonly region: string | null;
  readonly resourceId: string;
  readonly resourceName: string | null;
  readonly meter: string;
  readonly unit: string;
  /** FOCUS `Tags`, a JSON object. */
  readonly tags: string | null;
  readonly quantity: string;
}

/** Consumption of a period, `[from, to)` in UTC, by resource and meter; what belongs to no resource is left out. */
export async function readConsumption(
  period: { readonly from: string; readonly to: string },
  { kind, tables }: Database,
): Promise<readonly Consumption[]> {
  const rows = await tables
    .selectFrom('charges')
    .select((row) => [
      sql<string>`min("ServiceProviderName")`.as('provider'),
      'ServiceName as service',
      'RegionId as region',
      'ResourceId as resourceId',
      sql<string | null>`max("ResourceName")`.as('resourceName'),
      'SkuMeter as meter',
      'ConsumedUnit as unit',
      sql<string | null>`max("Tags")`.as('tags'),
      kind === 'postgres'
        ? sql<string>`sum("ConsumedQuantity")::text`.as('quantity')
        : row.fn<string>('decimal_sum', ['ConsumedQuantity']).as('quantity'),
    ])
    .where('ChargeCategory', '=', 'Usage')
    .where('ConsumedQuantity', 'is not', null)
    .where('ResourceId', 'is not', null)
    .where('SkuMeter', 'is not', null)
    .where('ChargePeriodStart', '>=', period.from)
    .where('ChargePeriodStart', '<', period.to)
    .groupBy(['ServiceName', 'RegionId', 'ResourceId', 'SkuMeter', 'ConsumedUnit'])
    .execute();
  return rows.map(({ resourceId, meter, unit, ...rest }) => ({
    ...rest,
    resourceId: resourceId ?? '',
    meter: meter ?? '',
    unit: unit ?? '',
  }));
}

/** A price that was billed differently than it is listed, both of one `unit`. */
export interface ContractedPrice {
  readonly provider: string;
  readonly service: string;
  readonly region: string | null;
  readonly meter: string | null;
  readonly skuPriceId: string | null;
  readonly unit: string;
  readonly currency: string;
  readonly listUnitPrice: string;
  readonly contractedUnitPrice: string;
  /** Start of the newest period it was charged in. */
  readonly seenOn: string;
}

/** List and contracted unit prices of usage outside of commitments that began in the period, `[from, to)` in UTC. */
export async function readContractedPrices(
  period: { readonly from: string; readonly to: string },
  { tables }: Database,
): Promise<readonly ContractedPrice[]> {
  const rows = await tables
    .selectFrom('charges')
    .select([
      'ServiceProviderName as provider',
      'ServiceName as service',
      'RegionId as region',
      'SkuMeter as meter',
      'SkuPriceId as skuPriceId',
      'PricingUnit as unit',
      'BillingCurrency as currency',
      'ListUnitPrice as listUnitPrice',
      'ContractedUnitPrice as contractedUnitPrice',
      sql<string>`max("ChargePeriodStart")`.as('seenOn'),
    ])
    .where('ChargeCategory', '=', 'Usage')
    .where('PricingCategory', '=', 'Standard')
    .where('ChargeClass', 'is', null)
    .where('ListUnitPrice', 'is not', null)
    .where('ContractedUnitPrice', 'is not', null)
    .where('PricingUnit', 'is not', null)
    .where('ChargePeriodStart', '>=', period.from)
    .where('ChargePeriodStart', '<', period.to)
    .groupBy([
      'ServiceProviderName',
      'ServiceName',
      'RegionId',
      'SkuMeter',
      'SkuPriceId',
      'PricingUnit',
      'BillingCurrency',
      'ListUnitPrice',
      'ContractedUnitPrice',
    ])
    .execute();
  return rows.map(({ unit, listUnitPrice, contractedUnitPrice, ...rest }) => ({
    ...rest,
    unit: unit ?? '',
    listUnitPrice: listUnitPrice ?? '',
    contractedUnitPrice: contractedUnitPrice ?? '',
  }));
}

/** Start of the newest charge before a day, null when there is no charge or the tables were never made. */
export async function newestUsage(before: string, { tables }: Database): Promise<string | null> {
  const present = await tables.introspection.getTables();
  if (!present.some((table) => table.name === 'charges')) return null;
  const row = await tables
    .selectFrom('charges')
    .select(sql<string | null>`max("ChargePeriodStart")`.as('newest'))
    .where('ChargeCategory', '=', 'Usage')
    .where('ChargePeriodStart', '<', before)
    .executeTakeFirst();
  return row?.newest ?? null;
}
