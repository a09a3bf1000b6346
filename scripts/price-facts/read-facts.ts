import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import { decimal, decimalText } from '#app/measure/decimal.ts';
import type { PriceProvider } from '#app/pricing/price.ts';
import type { PriceRow } from '#app/pricing/price-row.ts';
import { normaliseUnit } from '#app/pricing/unit.ts';
import { readAttributes } from './read-attributes.ts';
import { dropRoundedTwins } from './rounded-twins.ts';

/** One line of a facts file. */
const Fact = z.object({
  provider: z.enum(['aws', 'azure', 'gcp']),
  service: z.string().min(1),
  family: z.string(),
  sku_key: z.string().min(1),
  attributes: z.string(),
  region: z.string(),
  unit: z.string().min(1),
  price_usd: z.string().regex(/^[0-9]+(\.[0-9]+)?$/, 'a price is a plain, non-negative number'),
  tier_start: z.string().regex(/^[0-9]+(\.[0-9]+)?$/),
  as_of: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  source: z.string().min(1),
});
type Fact = z.infer<typeof Fact>;

/** The provider's name in the book. */
export const PROVIDERS: Readonly<Record<string, PriceProvider>> = { aws: 'aws', azure: 'azure', gcp: 'google' };

const PRICE_FILE = /^(aws|azure|gcp|infracost)_.*\.csv$/;

/**
 * Every price of the facts in `directory` as a row of the book, in the book's words (docs/price-book.md).
 * @throws InputError naming file and line when a fact is not sound.
 */
export function readFacts(directory: string): readonly PriceRow[] {
  const rows: PriceRow[] = [];
  for (const file of readdirSync(directory)
    .filter((name) => PRICE_FILE.test(name))
    .sort()) {
    const lines: unknown[] = parse(readFileSync(join(directory, file)), { columns: true });
    const fromFile = lines.flatMap((line, index) => {
      const fact = Fact.safeParse(line);
      if (!fact.success) {
        throw new InputError(`not a price fact: ${fact.error.issues[0]?.message}`, {
          place: { file: join(directory, file), line: index + 2 },
          cause: fact.error,
        });
      }
      return factRows(fact.data, file);
    });
    rows.push(...(file.startsWith('infracost_') ? dropRoundedTwins(fromFile) : fromFile));
  }
  return rows;
}

function factRows(fact: Fact, file: string): readonly PriceRow[] {
  const origin = file.startsWith('infracost_') ? 'example' : 'list';
  const { variants, flags } = readAttributes(fact.attributes, origin);
  const unit = fact.unit === 'see-desc' ? { unit: 'unstated', scale: '1' } : normaliseUnit(fact.unit);
  const [keptFlags, region] = readRegion(fact);
  const row = {
    provider: PROVIDERS[fact.provider] ?? 'aws',
    service: fact.service,
    family: fact.family,
    key: fact.sku_key,
    region,
    unit: unit.unit,
    listedUnit: unit.scale === '1' ? '' : fact.unit,
    amount: decimalText(decimal(fact.price_usd).dividedBy(unit.scale)),
    tierStart: readTierStart(fact),
    effectiveDate: fact.as_of,
    source: fact.source,
    flags: [
      ...flags,
      ...keptFlags,
      ...(tooHigh(fact) && !flags.includes('low-confidence') ? ['low-confidence'] : []),
      ...(origin === 'example' ? ['from-example'] : []),
      ...(unit.unit === 'unstated' ? ['unit-unstated'] : []),
    ],
  };
  return variants.map((attributes) => ({ ...row, attributes }));
}

/**
 * Services that are sold at one price in all regions, where an example did not say its region:
 * Defender for Cloud is bought for a subscription, not for a region.
 */
const WITHOUT_REGIONS = new Set(['azurerm_security_center_subscription_pricing']);

function readRegion(fact: Fact): readonly [readonly string[], string] {
  if (fact.region !== 'unknown' && fact.region !== '') return [[], fact.region];
  if (WITHOUT_REGIONS.has(fact.service)) return [[], 'global'];
  // Transfer between regions out of the AWS price list of eu-west-1: the key itself names both ends (`eu-apn1-…`).
  if (fact.service === 'ec2' && fact.family === 'data-transfer') return [[], 'eu-west-1'];
  return [['region-unknown'], 'unknown'];
}

/**
 * Prices of P4, P5 and u7i from before June 2025 are too high, as the README of the facts says (its
 * fourth trap): AWS cut them in the middle of that year.
 */
function tooHigh(fact: Fact): boolean {
  return fact.provider === 'aws' && /^(p4|p5|u7i)/.test(fact.sku_key) && fact.as_of < '2025-06-01';
}

/**
 * First unit of the price's tier. The facts state zero for Google's last egress tier although its text says that it
 * begins at 10 TiB (`tier=10n TiB`).
 */
function readTierStart(fact: Fact): string {
  if (fact.attributes === 'tier=10n TiB') return '10240';
  return decimalText(decimal(fact.tier_start));
}
