/** How a column's text is read. Decimals are plain digits, times UTC (`2026-11-01T00:00:00Z`), JSON a flat object. */
export type FocusType = 'text' | 'decimal' | 'time' | 'json';

/** What the specification says of one column. */
interface FocusColumnRule {
  readonly type: FocusType;
  /** `removed`: kept as an alias of what replaced it. */
  readonly level: 'mandatory' | 'conditional' | 'recommended' | 'removed';
  readonly isNullable: boolean;
  /** First version that has it. */
  readonly since: FocusVersion;
}

/** Versions of FOCUS that are read. */
export type FocusVersion = '1.0' | '1.1' | '1.2' | '1.3' | '1.4';

/**
 * The 65 columns of FOCUS 1.4 Cost and Usage, and the two of earlier versions that it removed: type, level, and whether
 * the specification allows null. https://focus.finops.org/focus-specification/v1-4/ (facts read 2026-11-26).
 */
export const FOCUS_COLUMNS = {
  AllocatedMethodDetails: { type: 'json', level: 'recommended', isNullable: true, since: '1.3' },
  AllocatedMethodId: { type: 'text', level: 'conditional', isNullable: true, since: '1.3' },
  AllocatedResourceId: { type: 'text', level: 'conditional', isNullable: true, since: '1.3' },
  AllocatedResourceName: { type: 'text', level: 'conditional', isNullable: true, since: '1.3' },
  AllocatedTags: { type: 'json', level: 'conditional', isNullable: true, since: '1.3' },
  AvailabilityZone: { type: 'text', level: 'recommended', isNullable: true, since: '1.0' },
  BilledCost: { type: 'decimal', level: 'mandatory', isNullable: false, since: '1.0' },
  BillingAccountId: { type: 'text', level: 'mandatory', isNullable: false, since: '1.0' },
  BillingAccountName: { type: 'text', level: 'mandatory', isNullable: true, since: '1.0' },
  BillingAccountType: { type: 'text', level: 'conditional', isNullable: false, since: '1.2' },
  BillingCurrency: { type: 'text', level: 'mandatory', isNullable: false, since: '1.0' },
  BillingPeriodEnd: { type: 'time', level: 'mandatory', isNullable: false, since: '1.0' },
  BillingPeriodStart: { type: 'time', level: 'mandatory', isNullable: false, since: '1.0' },
  CapacityReservationId: { type: 'text', level: 'conditional', isNullable: true, since: '1.1' },
  CapacityReservationStatus: { type: 'text', level: 'conditional', isNullable: true, since: '1.1' },
  ChargeCategory: { type: 'text', level: 'mandatory', isNullable: false, since: '1.0' },
  ChargeClass: { type: 'text', level: 'mandatory', isNullable: true, since: '1.0' },
  ChargeDescription: { type: 'text', level: 'mandatory', isNullable: true, since: '1.0' },
  ChargeFrequency: { type: 'text', level: 'recommended', isNullable: false, since: '1.0' },
  ChargePeriodEnd: { type: 'time', level: 'mandatory', isNullable: false, since: '1.0' },
  ChargePeriodStart: { type: 'time', level: 'mandatory', isNullable: false, since: '1.0' },
  CommitmentDiscountCategory: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  CommitmentDiscountId: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  CommitmentDiscountName: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  CommitmentDiscountQuantity: { type: 'decimal', level: 'conditional', isNullable: true, since: '1.1' },
  CommitmentDiscountStatus: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  CommitmentDiscountType: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  CommitmentDiscountUnit: { type: 'text', level: 'conditional', isNullable: true, since: '1.1' },
  CommitmentProgramEligibilityDetails: { type: 'json', level: 'conditional', isNullable: true, since: '1.4' },
  ConsumedQuantity: { type: 'decimal', level: 'conditional', isNullable: true, since: '1.0' },
  ConsumedUnit: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  ContractApplied: { type: 'json', level: 'conditional', isNullable: true, since: '1.3' },
  ContractedCost: { type: 'decimal', level: 'mandatory', isNullable: false, since: '1.0' },
  ContractedUnitPrice: { type: 'decimal', level: 'conditional', isNullable: true, since: '1.0' },
  EffectiveCost: { type: 'decimal', level: 'mandatory', isNullable: false, since: '1.0' },
  HostProviderName: { type: 'text', level: 'mandatory', isNullable: true, since: '1.3' },
  InvoiceDetailId: { type: 'text', level: 'conditional', isNullable: true, since: '1.4' },
  InvoiceId: { type: 'text', level: 'conditional', isNullable: true, since: '1.2' },
  InvoiceIssuerName: { type: 'text', level: 'mandatory', isNullable: false, since: '1.0' },
  ListCost: { type: 'decimal', level: 'mandatory', isNullable: false, since: '1.0' },
  ListUnitPrice: { type: 'decimal', level: 'conditional', isNullable: true, since: '1.0' },
  PricingCategory: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  PricingCurrency: { type: 'text', level: 'conditional', isNullable: false, since: '1.2' },
  PricingCurrencyContractedUnitPrice: { type: 'decimal', level: 'conditional', isNullable: true, since: '1.2' },
  PricingCurrencyEffectiveCost: { type: 'decimal', level: 'conditional', isNullable: false, since: '1.2' },
  PricingCurrencyListUnitPrice: { type: 'decimal', level: 'conditional', isNullable: true, since: '1.2' },
  PricingQuantity: { type: 'decimal', level: 'mandatory', isNullable: true, since: '1.0' },
  PricingUnit: { type: 'text', level: 'mandatory', isNullable: true, since: '1.0' },
  ProviderName: { type: 'text', level: 'removed', isNullable: true, since: '1.0' },
  PublisherName: { type: 'text', level: 'removed', isNullable: true, since: '1.0' },
  RegionId: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  RegionName: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  ResourceId: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  ResourceName: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  ResourceType: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  ServiceCategory: { type: 'text', level: 'mandatory', isNullable: false, since: '1.0' },
  ServiceName: { type: 'text', level: 'mandatory', isNullable: false, since: '1.0' },
  ServiceProviderName: { type: 'text', level: 'mandatory', isNullable: false, since: '1.3' },
  ServiceSubcategory: { type: 'text', level: 'recommended', isNullable: false, since: '1.1' },
  SkuId: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  SkuMeter: { type: 'text', level: 'conditional', isNullable: true, since: '1.1' },
  SkuPriceDetails: { type: 'json', level: 'conditional', isNullable: true, since: '1.1' },
  SkuPriceId: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  SubAccountId: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  SubAccountName: { type: 'text', level: 'conditional', isNullable: true, since: '1.0' },
  SubAccountType: { type: 'text', level: 'conditional', isNullable: true, since: '1.2' },
  Tags: { type: 'json', level: 'conditional', isNullable: true, since: '1.0' },
} as const satisfies Readonly<Record<string, FocusColumnRule>>;

export type FocusColumn = keyof typeof FOCUS_COLUMNS;

/** Every column's name, in the order of the specification's list. */
export const FOCUS_COLUMN_NAMES = Object.keys(FOCUS_COLUMNS) as readonly FocusColumn[];
