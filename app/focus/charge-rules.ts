import { decimal } from '#app/measure/decimal.ts';
import type { Charge } from './charge.ts';
import type { FocusColumn } from './focus-columns.ts';
import { ownText } from './own-text.ts';
import { SERVICE_SUBCATEGORIES, type ServiceCategory } from './service-subcategories.ts';

/** What a row must hold to, in the words of a report. */
export interface ChargeRule {
  readonly rule: string;
  readonly isBroken: (charge: Charge) => boolean;
}

/** Lists of values. https://focus.finops.org/focus-specification/v1-4/ (facts read 2026-11-26). */
const VALUES: Readonly<Partial<Record<FocusColumn, readonly string[]>>> = {
  CapacityReservationStatus: ['Used', 'Unused'],
  ChargeCategory: ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'],
  ChargeClass: ['Correction'],
  ChargeFrequency: ['One-Time', 'Recurring', 'Usage-Based'],
  CommitmentDiscountCategory: ['Spend', 'Usage'],
  CommitmentDiscountStatus: ['Used', 'Unused'],
  PricingCategory: ['Standard', 'Dynamic', 'Committed', 'Other'],
  ServiceCategory: Object.keys(SERVICE_SUBCATEGORIES),
};

/** A column that is null exactly where another is. */
const TOGETHER: readonly (readonly [FocusColumn, FocusColumn])[] = [
  ['AllocatedResourceName', 'AllocatedResourceId'],
  ['CommitmentDiscountCategory', 'CommitmentDiscountId'],
  ['CommitmentDiscountType', 'CommitmentDiscountId'],
  ['CommitmentDiscountUnit', 'CommitmentDiscountQuantity'],
  ['ConsumedUnit', 'ConsumedQuantity'],
  ['PricingUnit', 'PricingQuantity'],
  ['RegionName', 'RegionId'],
  ['ResourceType', 'ResourceId'],
  ['SubAccountName', 'SubAccountId'],
];

/** A column that is null where another is. */
const NULL_WITH: readonly (readonly [FocusColumn, FocusColumn])[] = [
  ['CapacityReservationStatus', 'CapacityReservationId'],
  ['CommitmentDiscountName', 'CommitmentDiscountId'],
  ['CommitmentDiscountStatus', 'CommitmentDiscountId'],
  ['ResourceName', 'ResourceId'],
  ['SkuMeter', 'SkuId'],
  ['SkuPriceDetails', 'SkuPriceId'],
];

/** Set on usage and purchases that correct nothing, null on taxes. */
const PRICED: readonly FocusColumn[] = ['PricingCategory', 'PricingQuantity', 'SkuId', 'SkuPriceId'];

/** Providers export binary fractions: costs that tie to so much are taken to tie. */
const TOLERANCE = 1e-6;
const COST_TOLERANCE = 1e-9;

/** The rules that one row alone can break, those that a machine can check. */
export const CHARGE_RULES: readonly ChargeRule[] = [
  ...Object.entries(VALUES).map(([column, values]) => ({
    rule: `${column} is one of the values of the specification`,
    isBroken: (charge: Charge) => {
      const value = charge[column as FocusColumn];
      return value !== null && !values.includes(value);
    },
  })),
  ...TOGETHER.map(([column, other]) => ({
    rule: `${column} is set where ${other} is`,
    isBroken: (charge: Charge) => charge[column] === null && charge[other] !== null,
  })),
  ...[...TOGETHER, ...NULL_WITH].map(([column, other]) => ({
    rule: `${column} is null where ${other} is`,
    isBroken: (charge: Charge) => charge[column] !== null && charge[other] === null,
  })),
  ...PRICED.flatMap((column) => [
    {
      rule: `${column} is set on usage and purchases`,
      isBroken: (charge: Charge) => isPriced(charge) && charge[column] === null,
    },
    {
      rule: `${column} is null on taxes`,
      isBroken: (charge: Charge) => charge.ChargeCategory === 'Tax' && charge[column] !== null,
    },
  ]),
  {
    rule: 'ServiceSubcategory belongs to ServiceCategory',
    isBroken: ({ ServiceCategory, ServiceSubcategory }) =>
      ServiceSubcategory !== null &&
      !(SERVICE_SUBCATEGORIES[ServiceCategory as ServiceCategory] as readonly string[] | undefined)?.includes(
        ServiceSubcategory,
      ),
  },
  {
    rule: 'ConsumedQuantity is set on usage of what is used, else null',
    isBroken: (charge) => {
      const mayConsume = charge.ChargeCategory === 'Usage' && charge.CommitmentDiscountStatus !== 'Unused';
      if (!mayConsume) return charge.ConsumedQuantity !== null;
      return charge.ChargeClass !== 'Correction' && !isSumOrShare(charge) && charge.ConsumedQuantity === null;
    },
  },
  {
    rule: 'CommitmentDiscountStatus is set on usage under a commitment',
    isBroken: (charge) =>
      charge.ChargeCategory === 'Usage' &&
      charge.CommitmentDiscountId !== null &&
      charge.CommitmentDiscountStatus === null,
  },
  {
    rule: 'ChargeFrequency of a purchase is not Usage-Based',
    isBroken: (charge) => charge.ChargeCategory === 'Purchase' && charge.ChargeFrequency === 'Usage-Based',
  },
  {
    rule: 'AvailabilityZone is a name',
    isBroken: ({ AvailabilityZone }) => AvailabilityZone !== null && /^\d+(\.\d+)?$/.test(AvailabilityZone),
  },
  {
    rule: 'keys of Tags differ in more than case and spaces',
    isBroken: ({ Tags }) => Tags !== null && hasAlikeKeys(Tags),
  },
  {
    rule: 'EffectiveCost of a purchase of a commitment is 0',
    isBroken: (charge) =>
      charge.ChargeCategory === 'Purchase' && charge.CommitmentDiscountId !== null && !isZero(charge.EffectiveCost),
  },
  {
    rule: 'EffectiveCost is BilledCost on usage without a commitment',
    isBroken: (charge) =>
      charge.ChargeCategory === 'Usage' &&
      charge.CommitmentDiscountId === null &&
      !isSumOrShare(charge) &&
      charge.EffectiveCost !== charge.BilledCost &&
      differ(charge.EffectiveCost, { factors: [charge.BilledCost, '1'], by: COST_TOLERANCE }),
  },
  {
    rule: 'ListCost is ListUnitPrice times PricingQuantity',
    isBroken: (charge) => isNotProduct(charge, ['ListCost', 'ListUnitPrice']),
  },
  {
    rule: 'ContractedCost is ContractedUnitPrice times PricingQuantity',
    isBroken: (charge) => isNotProduct(charge, ['ContractedCost', 'ContractedUnitPrice']),
  },
];

function isPriced(charge: Charge): boolean {
  const { ChargeCategory, ChargeClass } = charge;
  return (
    (ChargeCategory === 'Usage' || ChargeCategory === 'Purchase') &&
    ChargeClass !== 'Correction' &&
    !isSumOrShare(charge)
  );
}

/** A sum over prices, or a share of another row, has no price of its own. */
function isSumOrShare({ x_SourceGranularity, AllocatedMethodId }: Charge): boolean {
  return x_SourceGranularity !== null || AllocatedMethodId !== null;
}

function isZero(text: string): boolean {
  return !/[1-9]/.test(text);
}

function isNotProduct(charge: Charge, [cost, price]: readonly ['ListCost' | 'ContractedCost', FocusColumn]): boolean {
  const unitPrice = charge[price];
  const { PricingQuantity: quantity } = charge;
  if (unitPrice === null || quantity === null || charge.ChargeClass === 'Correction') return false;
  return differ(charge[cost], { factors: [unitPrice, quantity], by: TOLERANCE });
}

/** Binary fractions decide what is clear, exact ones the rest: a million rows are checked so. */
function differ(
  text: string,
  { factors: [one, other], by }: { readonly factors: readonly [string, string]; readonly by: number },
): boolean {
  const rough = Math.abs(Number(text) - Number(one) * Number(other));
  if (Math.abs(Number(text)) < LARGE && (rough < by / 2 || rough > by * 2)) return rough > by;
  return decimal(text)
    .minus(decimal(one).times(decimal(other)))
    .abs()
    .greaterThan(by);
}

/** Below it binary fractions of such products are right to 1e-10. */
const LARGE = 1e5;

const ALIKE = new Map<string, boolean>();

function hasAlikeKeys(tags: string): boolean {
  const known = ALIKE.get(tags);
  if (known !== undefined) return known;
  const keys = Object.keys(JSON.parse(tags) as object).map((key) => key.trim().toLowerCase());
  const alike = new Set(keys).size < keys.length;
  if (ALIKE.size > 50_000) ALIKE.clear();
  ALIKE.set(ownText(tags), alike);
  return alike;
}
