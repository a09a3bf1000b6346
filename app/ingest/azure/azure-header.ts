import { InputError } from '#app/errors.ts';

/**
 * Names, in lower case without punctuation, that Azure gives a column in its files: EA, MCA and pay-as-you-go, old and new;
 * the first that a file has counts. https://learn.microsoft.com/azure/cost-management-billing/dataset-schema/schema-index
 * (read 2026-11-26).
 */
const NAMES = {
  additionalInfo: ['additionalinfo'],
  availabilityZone: ['availabilityzone'],
  benefitId: ['benefitid'],
  benefitName: ['benefitname'],
  billingAccountId: ['billingaccountid'],
  billingAccountName: ['billingaccountname'],
  billingProfileId: ['billingprofileid'],
  billingProfileName: ['billingprofilename'],
  chargeType: ['chargetype'],
  consumedService: ['consumedservice'],
  cost: ['costinbillingcurrency', 'cost', 'pretaxcost'],
  costCenter: ['costcenter'],
  costInPricingCurrency: ['costinpricingcurrency'],
  currency: ['billingcurrencycode', 'billingcurrency', 'currency'],
  date: ['date', 'usagedatetime', 'usagedate'],
  effectivePrice: ['effectiveprice', 'resourcerate'],
  exchangeRate: ['exchangeratepricingtobilling', 'exchangerate'],
  frequency: ['frequency'],
  invoiceId: ['invoiceid'],
  invoiceSection: ['invoicesectionname', 'invoicesection'],
  location: ['resourcelocation', 'location'],
  meterCategory: ['metercategory'],
  meterId: ['meterid'],
  meterName: ['metername'],
  partNumber: ['partnumber'],
  partnerName: ['partnername'],
  paygCost: ['paygcostinbillingcurrency'],
  paygPrice: ['paygprice'],
  periodEnd: ['billingperiodenddate', 'billingperiodend'],
  periodStart: ['billingperiodstartdate', 'billingperiodstart'],
  pricingCurrency: ['pricingcurrency', 'pricingcurrencycode'],
  pricingModel: ['pricingmodel'],
  product: ['productname', 'product'],
  productId: ['productid'],
  publisherName: ['publishername'],
  publisherType: ['publishertype'],
  quantity: ['quantity', 'usagequantity', 'consumedquantity'],
  reservationId: ['reservationid'],
  reservationName: ['reservationname'],
  resourceId: ['resourceid', 'instanceid'],
  resourceName: ['resourcename'],
  subscriptionId: ['subscriptionid', 'subscriptionguid'],
  subscriptionName: ['subscriptionname'],
  tags: ['tags'],
  unit: ['unitofmeasure'],
  unitPrice: ['unitprice'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A column that the mapping reads. */
export type AzureColumn = keyof typeof NAMES;

/** What Azure writes and FOCUS has no place for; anything else is reported, for it may have come in place of a column. */
const KNOWN_UNUSED =
  'accountid accountname accountownerid benefitid chargename commissionedservice costallocationrulename costinusd ' +
  'customername customertenantid date departmentname effectiveprice exchangeratedate exchangerateusd invoicesectionid ' +
  'isazurecrediteligible location meterregion metersubcategory offerid offername partnerearnedcreditapplied ' +
  'partnerearnedcreditrate partnertenantid paygcostinusd planname previousinvoiceid productorderid productordername ' +
  'provider publisherid resellermpnid resellername resourcegroup resourcegroupname resourcelocationnormalized ' +
  'resourcerate resourcetype servicefamily serviceinfo1 serviceinfo2 servicename serviceperiodend ' +
  'serviceperiodenddate serviceperiodstart serviceperiodstartdate servicetier subscriptionguid term';

const REQUIRED: readonly AzureColumn[] = ['cost', 'currency', 'date', 'quantity', 'subscriptionId'];

/** Where the columns stand in a file. */
export interface AzureHeader {
  /** Indexes of the columns that are read. */
  readonly indexes: readonly number[];
  /** The place of a column in a row of `indexes`; absent where the file lacks it. */
  readonly at: Readonly<Partial<Record<AzureColumn, number>>>;
  /** Columns of which nothing is known. */
  readonly unknown: readonly string[];
}

/**
 * The columns of a cost file, whatever their case and language: a localised file writes `Lokal (EnglishName)`, and some of
 * its names plain.
 * @throws InputError naming what every cost file has and this one lacks.
 */
export function azureHeader(names: readonly string[], file: string): AzureHeader {
  const places = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const key = keyOf(name);
    if (!places.has(key)) places.set(key, index);
  }
  const indexes: number[] = [];
  const at: Partial<Record<AzureColumn, number>> = {};
  for (const [column, keys] of Object.entries(NAMES) as [AzureColumn, readonly string[]][]) {
    const index = keys.map((key) => places.get(key)).find((each) => each !== undefined);
    if (index === undefined) continue;
    at[column] = indexes.length;
    indexes.push(index);
  }
  const missing = REQUIRED.filter((column) => at[column] === undefined);
  if (missing.length > 0) {
    const list = missing.map((column) => NAMES[column].join(' or ')).join(', ');
    const remedy = 'export actual and amortised cost, or FOCUS, with all columns';
    throw new InputError(`no Azure cost file: its header has no column ${list}`, { place: { file }, remedy });
  }
  const known = new Set([...Object.values(NAMES).flat(), ...KNOWN_UNUSED.split(' ')]);
  return { indexes, at, unknown: names.filter((name) => !known.has(keyOf(name))) };
}

function keyOf(name: string): string {
  const english = /\(([A-Za-z][A-Za-z0-9 ]*)\)\s*$/.exec(name)?.[1] ?? name;
  return english.toLowerCase().replace(/[^a-z0-9]/g, '');
}
