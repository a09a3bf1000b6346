import type { AwsNames, AwsRule } from './aws-rules.ts';
import { AWS_USAGE_OFFERS, type UsageOffer, type UsageRow } from './aws-usage-table.ts';

/** Rules that hold whatever family AWS has put the usage type in. */
export const AWS_USAGE_RULES: readonly AwsRule[] = AWS_USAGE_OFFERS.map((offer) => ({
  offer: offer.offer,
  families: offer.families,
  anyFamily: true as const,
  names: (attributes) => namesOf(attributes, offer),
}));

/**
 * A usage type without the prefix of its region, which ends with a hyphen and is upper case: `IA-TimedStorage` is a usage
 * type of its own, `EUC1-IA-…` its price in Frankfurt.
 */
export function bareUsageType(attributes: Readonly<Record<string, string>>): string {
  return (attributes['usagetype'] ?? '').replace(/^(?:[A-Z]{2,4}\d|Global|EU|US|UGW\d|CPT)-/, '');
}

function namesOf(attributes: Readonly<Record<string, string>>, { service, rows }: UsageOffer): AwsNames | null {
  const bare = bareUsageType(attributes);
  const found = rows.find((row) => row[0] === bare && isTold(row, attributes));
  if (!found) return null;
  const [, name, unit, more] = found;
  const [family = '', key = ''] = name.split('/');
  return { service, family, key, attributes: {}, unit, ...tierOf(more) };
}

function isTold([, , , more]: UsageRow, attributes: Readonly<Record<string, string>>): boolean {
  return typeof more !== 'object' || Object.entries(more).every(([name, value]) => attributes[name] === value);
}

function tierOf(more: UsageRow[3]): Pick<AwsNames, 'tierStart' | 'freeTier'> {
  if (more === 'free') return { tierStart: '0', freeTier: 'left out' };
  return more === 'free before the first tier' ? { freeTier: 'left out' } : {};
}
