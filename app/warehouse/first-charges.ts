/** The columns of the first table of charges, FOCUS 1.2, as it was made: a table that stands is never described anew. */
const COLUMNS = `
  AvailabilityZone BilledCost:decimal! BillingAccountId! BillingAccountName BillingAccountType BillingCurrency!
  BillingPeriodEnd! BillingPeriodStart! CapacityReservationId CapacityReservationStatus ChargeCategory! ChargeClass
  ChargeDescription ChargeFrequency ChargePeriodEnd! ChargePeriodStart! CommitmentDiscountCategory
  CommitmentDiscountId CommitmentDiscountName CommitmentDiscountQuantity:decimal CommitmentDiscountStatus
  CommitmentDiscountType CommitmentDiscountUnit ConsumedQuantity:decimal ConsumedUnit ContractedCost:decimal!
  ContractedUnitPrice:decimal EffectiveCost:decimal! InvoiceId InvoiceIssuerName! ListCost:decimal!
  ListUnitPrice:decimal PricingCategory PricingCurrency PricingCurrencyContractedUnitPrice:decimal
  PricingCurrencyEffectiveCost:decimal PricingCurrencyListUnitPrice:decimal PricingQuantity:decimal PricingUnit
  ProviderName! PublisherName! RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory!
  ServiceName! ServiceSubcategory SkuId SkuMeter SkuPriceDetails SkuPriceId SubAccountId SubAccountName
  SubAccountType Tags`;

/** `"BilledCost" DECIMAL not null, …`; an exclamation mark stands for what is always filled. */
export function firstChargeColumns(decimalType: string): string {
  return firstChargeNames()
    .map((name) => {
      const [, isDecimal, isFilled] = new RegExp(`\\b${name}(:decimal)?(!)?(?=\\s|$)`).exec(COLUMNS) ?? [];
      return `"${name}" ${isDecimal ? decimalType : 'text'}${isFilled ? ' not null' : ''}`;
    })
    .join(', ');
}

/** Their names. */
export function firstChargeNames(): readonly string[] {
  return COLUMNS.trim()
    .split(/\s+/)
    .map((each) => each.replace(/(:decimal)?!?$/, ''));
}
