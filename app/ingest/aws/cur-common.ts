import { blankCharge, type ChargeDraft } from '#app/focus/charge.ts';
import { ownText } from '#app/focus/own-text.ts';
import { plainDecimal, plainTime } from '../plain-values.ts';
import type { CurColumn } from './cur-header.ts';
import { awsServiceCategory } from './service-categories.ts';

/** The text of a column in the row at hand; null where it is empty or the report has no such column. */
export type CurCells = (name: CurColumn) => string | null;

/** What all rows of a report have in common. */
export interface CurOrigin {
  readonly sourceId: string;
  readonly file: string;
}

/** Why a row is no charge. */
export class UnreadableRow extends Error {}

/** The number in a column, null where there is none. @throws UnreadableRow for what is no number. */
export function amountIn(cells: CurCells, name: CurColumn): string | null {
  const text = cells(name);
  if (text === null) return null;
  const plain = plainDecimal(text);
  if (plain === null) throw new UnreadableRow(`${name} is ${JSON.stringify(text.slice(0, 60))}`);
  return plain;
}

/** The text of a column that every row has. @throws UnreadableRow without it. */
function textIn(cells: CurCells, name: CurColumn): string {
  const text = cells(name);
  if (text === null) throw new UnreadableRow(`${name} is empty`);
  return text;
}

/**
 * A charge with what a row of any type says: accounts, periods, service, place, names of the price. Costs and what
 * depends on the type are still to be filled.
 */
export function commonCharge(cells: CurCells, origin: CurOrigin): ChargeDraft {
  const draft = blankCharge();
  draft.BillingAccountId = textIn(cells, 'bill_payer_account_id');
  draft.BillingAccountName = cells('bill_payer_account_name');
  draft.SubAccountId = cells('line_item_usage_account_id');
  draft.SubAccountName = cells('line_item_usage_account_name');
  draft.BillingCurrency = textIn(cells, 'line_item_currency_code');
  draft.BillingPeriodStart = timeIn(cells, 'bill_billing_period_start_date');
  draft.BillingPeriodEnd = timeIn(cells, 'bill_billing_period_end_date');
  draft.ChargePeriodStart = timeIn(cells, 'line_item_usage_start_date');
  draft.ChargePeriodEnd = endAfter(draft.ChargePeriodStart, timeIn(cells, 'line_item_usage_end_date'));
  draft.InvoiceId = cells('bill_invoice_id');
  fillParties(draft, cells);
  fillService(draft, cells);
  draft.ChargeDescription = cells('line_item_line_item_description');
  draft.x_Operation = cells('line_item_operation');
  draft.x_SourceId = origin.sourceId;
  // The version that this mapping follows.
  draft.x_SourceFocusVersion = '1.4';
  return draft;
}

function fillParties(draft: ChargeDraft, cells: CurCells): void {
  const isMarketplace = cells('bill_billing_entity') === 'AWS Marketplace';
  const provider = (isMarketplace ? cells('line_item_legal_entity') : null) ?? 'AWS';
  draft.ServiceProviderName = provider;
  draft.ProviderName = provider;
  draft.PublisherName = provider;
  draft.HostProviderName = 'AWS';
  // The column is missing in older reports.
  draft.InvoiceIssuerName =
    cells('bill_invoicing_entity') ?? (isMarketplace ? provider : (cells('line_item_legal_entity') ?? 'AWS'));
}

function fillService(draft: ChargeDraft, cells: CurCells): void {
  const product = productOf(cells('product'));
  const code = cells('line_item_product_code') ?? 'AWS';
  const [category, subcategory] = awsServiceCategory(code);
  draft.ServiceName = cells('product_product_name') ?? product['product_name'] ?? code;
  draft.ServiceCategory = category;
  draft.ServiceSubcategory = subcategory;
  const zone = cells('line_item_availability_zone');
  const region =
    cells('product_region_code') ?? product['region_code'] ?? (zone && /^[a-z]+(-[a-z]+)+-\d/.exec(zone)?.[0]) ?? null;
  draft.RegionId = region;
  draft.RegionName = region === null ? null : (cells('product_location') ?? product['location'] ?? null);
  draft.AvailabilityZone = zone === region ? null : zone;
  draft.ResourceId = cells('line_item_resource_id');
  if (draft.ResourceId !== null)
    draft.ResourceType = cells('product_product_family') ?? product['product_family'] ?? null;
  draft.SkuId = cells('product_sku');
  draft.SkuPriceId = cells('pricing_rate_code');
  draft.SkuMeter = draft.SkuId === null ? null : cells('line_item_usage_type');
  const type = cells('product_instance_type') ?? product['instance_type'];
  if (draft.SkuPriceId !== null && type) draft.SkuPriceDetails = JSON.stringify({ InstanceType: type });
  const reservation = cells('capacity_reservation_capacity_reservation_arn');
  if (reservation !== null) {
    draft.CapacityReservationId = reservation;
    const status = cells('capacity_reservation_capacity_reservation_status');
    draft.CapacityReservationStatus = status && (/^unused$/i.test(status) ? 'Unused' : 'Used');
  }
}

/** CUR 2.0 keeps most of a product in a map. */
function productOf(json: string | null): Readonly<Record<string, string>> {
  if (json === null) return {};
  const known = PRODUCTS.get(json);
  if (known) return known;
  let product: Readonly<Record<string, string>> = {};
  try {
    product = JSON.parse(json) as Readonly<Record<string, string>>;
  } catch {
    // Without it the columns of their own still tell most.
  }
  if (PRODUCTS.size > 20_000) PRODUCTS.clear();
  PRODUCTS.set(ownText(json), product);
  return product;
}

const PRODUCTS = new Map<string, Readonly<Record<string, string>>>();

function timeIn(cells: CurCells, name: CurColumn): string {
  const text = textIn(cells, name);
  const instant = plainTime(text);
  if (instant === null) throw new UnreadableRow(`${name} is ${JSON.stringify(text.slice(0, 60))}`);
  return instant;
}

/** Ends are exclusive; a fee that is charged at one instant is taken to last a second. */
function endAfter(start: string, end: string): string {
  if (end > start) return end;
  return `${new Date(Date.parse(start) + 1000).toISOString().slice(0, 19)}Z`;
}
