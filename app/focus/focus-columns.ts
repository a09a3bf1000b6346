/** How a column's text is read. Decimals are plain digits, times UTC (`2026-11-01T00:00:00Z`), JSON a flat object. */
export type FocusType = 'text' | 'decimal' | 'time' | 'json';

/**
 * The 57 columns of FOCUS 1.2 Cost and Usage: type, level, and whether the specification allows null.
 * https://focus.finops.org/focus-specification/v1-2/ (facts read 2026-08-21).
 */
export const FOCUS_COLUMNS = {
  AvailabilityZone: { type: 'text', level: 'recommended', isNullable: true },
  BilledCost: { type: 'decimal', level: 'mandatory', isNullable: false },
  BillingAccountId: { type: 'text', level: 'mandatory', isNullable: false },
  BillingAccountName: { type: 'text', level: 'mandatory', isNullable: true },
  BillingAccountType: { type: 'text', level: 'conditional', isNullable: false },
  BillingCurrency: { type: 'text', level: 'mandatory', isNullable: false },
  BillingPeriodEnd: { type: 'time', level: 'mandatory', isNullable: false },
  BillingPeriodStart: { type: 'time', level: 'mandatory', isNullable: false },
  CapacityReservationId: { type: 'text', level: 'conditional', isNullable: true },
  CapacityReservationStatus: { type: 'text', level: 'conditional', isNullable: true },
  ChargeCategory: { type: 'text', level: 'mandatory', isNullable: false },
  ChargeClass: { type: 'text', level: 'mandatory', isNullable: true },
  ChargeDescription: { type: 'text', level: 'mandatory', isNullable: true },
  ChargeFrequency: { type: 'text', level: 'recommended', isNullable: false },
  ChargePeriodEnd: { type: 'time', level: 'mandatory', isNullable: false },
  ChargePeriodStart: { type: 'time', level: 'mandatory', isNullable: false },
  CommitmentDiscountCategory: { type: 'text', level: 'conditional', isNullable: true },
  CommitmentDiscountId: { type: 'text', level: 'conditional', isNullable: true },
  CommitmentDiscountName: { type: 'text', level: 'conditional', isNullable: true },
  CommitmentDiscountQuantity: { type: 'decimal', level: 'conditional', isNullable: true },
  CommitmentDiscountStatus: { type: 'text', level: 'conditional', isNullable: true },
  CommitmentDiscountType: { type: 'text', level: 'conditional', isNullable: true },
  CommitmentDiscountUnit: { type: 'text', level: 'conditional', isNullable: true },
  ConsumedQuantity: { type: 'decimal', level: 'conditional', isNullable: true },
  ConsumedUnit: { type: 'text', level: 'conditional', isNullable: true },
  ContractedCost: { type: 'decimal', level: 'mandatory', isNullable: false },
  ContractedUnitPrice: { type: 'decimal', level: 'conditional', isNullable: true },
  EffectiveCost: { type: 'decimal', level: 'mandatory', isNullable: false },
  InvoiceId: { type: 'text', level: 'recommended', isNullable: true },
  InvoiceIssuerName: { type: 'text', level: 'mandatory', isNullable: false },
  ListCost: { type: 'decimal', level: 'mandatory', isNullable: false },
  ListUnitPrice: { type: 'decimal', level: 'conditional', isNullable: true },
  PricingCategory: { type: 'text', level: 'conditional', isNullable: true },
  PricingCurrency: { type: 'text', level: 'conditional', isNullable: false },
  PricingCurrencyContractedUnitPrice: { type: 'decimal', level: 'conditional', isNullable: true },
  PricingCurrencyEffectiveCost: { type: 'decimal', level: 'conditional', isNullable: false },
  PricingCurrencyListUnitPrice: { type: 'decimal', level: 'conditional', isNullable: true },
  PricingQuantity: { type: 'decimal', level: 'mandatory', isNullable: true },
  PricingUnit: { type: 'text', level: 'mandatory', isNullable: true },
  ProviderName: { type: 'text', level: 'mandatory', isNullable: false },
  PublisherName: { type: 'text', level: 'mandatory', isNullable: false },
  RegionId: { type: 'text', level: 'conditional', isNullable: true },
  RegionName: { type: 'text', level: 'conditional', isNullable: true },
  ResourceId: { type: 'text', level: 'conditional', isNullable: true },
  ResourceName: { type: 'text', level: 'conditional', isNullable: true },
  ResourceType: { type: 'text', level: 'conditional', isNullable: true },
  ServiceCategory: { type: 'text', level: 'mandatory', isNullable: false },
  ServiceName: { type: 'text', level: 'mandatory', isNullable: false },
  ServiceSubcategory: { type: 'text', level: 'recommended', isNullable: false },
  SkuId: { type: 'text', level: 'conditional', isNullable: true },
  SkuMeter: { type: 'text', level: 'conditional', isNullable: true },
  SkuPriceDetails: { type: 'json', level: 'conditional', isNullable: true },
  SkuPriceId: { type: 'text', level: 'conditional', isNullable: true },
  SubAccountId: { type: 'text', level: 'conditional', isNullable: true },
  SubAccountName: { type: 'text', level: 'conditional', isNullable: true },
  SubAccountType: { type: 'text', level: 'conditional', isNullable: true },
  Tags: { type: 'json', level: 'conditional', isNullable: true },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly type: FocusType;
      readonly level: 'mandatory' | 'conditional' | 'recommended';
      readonly isNullable: boolean;
    }
  >
>;

export type FocusColumn = keyof typeof FOCUS_COLUMNS;

/** Every column's name, in the order of the specification's list. */
export const FOCUS_COLUMN_NAMES = Object.keys(FOCUS_COLUMNS) as readonly FocusColumn[];
