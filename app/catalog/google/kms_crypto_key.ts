import { fillTiers, known, per, type Quantity } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';

/** A month as Google counts it for the versions that rotation makes. */
const SECONDS_PER_MONTH = 2_592_000;

/** A key: its versions and operations, by protection level and algorithm, at one price in the world. */
export const kmsCryptoKey: ResourceType = {
  types: ['google_kms_crypto_key'],
  source: { url: 'https://cloud.google.com/kms/pricing', read: '2026-08-21' },
  usage: {
    key_versions: { unit: 'versions', means: 'active versions; from the rotation period when not given' },
    monthly_key_operations: {
      unit: 'operations',
      means: 'cryptographic operations in a month',
      sizes: sizesAround(2_000_000),
    },
  },
  parts: [
    part('Key versions', keyVersions),
    part('Operations', (r) => ({
      name: 'Operations',
      unit: '10k operations',
      quantity: per(r.usage('monthly_key_operations'), 10_000),
      price: price('Operations', isStrongHsm(r) ? {} : { example: 'my_keys' }),
      priceUnitsPerUnit: 10_000,
      usageBased: true,
    })),
  ],
};

function levelOf(r: ResourceReader): string {
  return r.text('version_template.protection_level', 'SOFTWARE').toUpperCase();
}

/** Keys of a hardware module beyond AES and RSA 2048 cost more, with a lower rate from the 2,001st version on. */
function isStrongHsm(r: ResourceReader): boolean {
  const algorithm = r.text('version_template.algorithm', 'GOOGLE_SYMMETRIC_ENCRYPTION').toUpperCase();
  return levelOf(r) === 'HSM' && /3072|4096|^EC_/.test(algorithm);
}

function versionsOf(r: ResourceReader): Quantity {
  const stated = r.usage('key_versions');
  const rotationSeconds = Number.parseFloat(r.text('rotation_period', ''));
  if (stated.state === 'known' || !(rotationSeconds > 0)) return stated;
  return per(known(SECONDS_PER_MONTH), rotationSeconds);
}

function keyVersions(r: ResourceReader): readonly Component[] {
  const row = (name: string, quantity: Quantity, listed: PriceQuery): Component => ({
    name,
    unit: 'months',
    quantity,
    price: listed,
    usageBased: true,
  });
  const versions = versionsOf(r);
  if (isStrongHsm(r)) {
    return fillTiers(versions, [2000]).flatMap((quantity, index) => {
      if (index > 0 && quantity.state === 'known' && quantity.value.isZero()) return [];
      const name = index === 0 ? 'Key versions (first 2K)' : 'Key versions (over 2K)';
      return row(name, quantity, price(name));
    });
  }
  const level = levelOf(r);
  // An AES or RSA 2048 key in a module costs $1.00, as much as the higher tier of the others.
  if (level === 'HSM') return [row('Key versions', versions, price('Key versions (over 2K)'))];
  return [row('Key versions', versions, price(level === 'SOFTWARE' ? 'Key versions' : `Key versions (${level})`))];
}

function price(row: string, attributes: Readonly<Record<string, string>> = {}): PriceQuery {
  return examplePrice(row, { type: 'google_kms_crypto_key', attributes });
}
