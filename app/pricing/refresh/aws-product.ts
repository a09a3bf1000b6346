import type { Place } from '#app/errors.ts';
import { decimal, decimalText } from '#app/measure/decimal.ts';
import type { PriceRow } from '../price-row.ts';
import { normaliseUnit } from '../unit.ts';
import { AWS_ANALYTICS_RULES } from './aws-analytics-rules.ts';
import { AWS_DATABASE_RULES } from './aws-database-rules.ts';
import { AWS_EXAMPLE_RULES } from './aws-example-rules.ts';
import { AWS_RULES, type AwsProduct, type AwsRule } from './aws-rules.ts';
import { AWS_USAGE_RULES } from './aws-usage-rules.ts';
import { checkedAmount } from './checked-amount.ts';

/** One on-demand price of a product, as the list states it. */
export interface AwsDimension {
  readonly unit: string;
  readonly beginRange: string;
  readonly pricePerUnit: string | undefined;
}

export interface AwsPriced {
  readonly offer: string;
  readonly product: AwsProduct;
  readonly dimension: AwsDimension;
  /** Publication date of the offer, `YYYY-MM-DD`. */
  readonly date: string;
  readonly place: Place;
}

/**
 * The row of the book, or why there is none.
 * @throws InputError when the price is not a number or negative.
 */
export function awsRow(priced: AwsPriced): PriceRow | string {
  const { product, dimension } = priced;
  const { attributes } = product;
  if (attributes['locationType'] !== undefined && attributes['locationType'] !== 'AWS Region') {
    return attributes['locationType'];
  }
  const region = attributes['regionCode'] ?? '';
  if (region === '') return 'no region';
  const rules = awsRules(priced.offer).filter(
    (rule) => rule.anyFamily === true || rule.families.includes(product.productFamily),
  );
  if (rules.length === 0) return 'not mapped';
  const names = rules.map((rule) => rule.names(attributes)).find((each) => each !== null);
  if (!names) return 'not an on-demand list price';
  if (dimension.pricePerUnit === undefined) return 'another currency';
  if (names.freeTier && Number(dimension.pricePerUnit) === 0) return 'free usage of the account';
  const { tierStart = checkedAmount(dimension.beginRange, priced.place), unit: ownUnit, freeTier: _, ...rest } = names;
  const unit = ownUnit === undefined ? awsUnit(dimension.unit, names.service) : { unit: ownUnit, scale: '1' };
  return {
    provider: 'aws',
    ...rest,
    region,
    unit: unit.unit,
    listedUnit: unit.scale === '1' ? '' : dimension.unit,
    amount: decimalText(decimal(checkedAmount(dimension.pricePerUnit, priced.place)).dividedBy(unit.scale)),
    tierStart,
    effectiveDate: priced.date,
    source: 'aws-price-list',
    flags: [],
  };
}

/** The rules of one offer; of all offers when it is left out. */
export function awsRules(offer?: string): readonly AwsRule[] {
  const rules = [...AWS_RULES, ...AWS_DATABASE_RULES, ...AWS_ANALYTICS_RULES, ...AWS_EXAMPLE_RULES, ...AWS_USAGE_RULES];
  return offer === undefined ? rules : rules.filter((rule) => rule.offer === offer);
}

/** Units whose words in the list are not those of the book. */
const UNITS: Readonly<Record<string, string>> = {
  'ecs hours': 'vcpu-hour',
  'ecs gb-hours': 'gb-hour',
  'eks hours': 'hour',
  'elb lcu-hrs': 'lcu-hour',
  'lambda lambda-gb-second': 'gb-second',
  'lambda seconds': 'gb-second',
  'ebs ios': 'request',
  'ec2 hrs': 'hour',
};

function awsUnit(text: string, service: string): { readonly unit: string; readonly scale: string } {
  const known = UNITS[`${service} ${text.toLowerCase()}`];
  return known === undefined ? normaliseUnit(text) : { unit: known, scale: '1' };
}
