import type { PriceQuery } from '#app/pricing/price.ts';
import type { Component, OtherPrice } from '../resource-type.ts';
import { examplePrice } from './example-price.ts';
import type { SqlTier } from './sql-tier.ts';

/** Where a database runs, as the price list tells prices apart. */
export interface SqlPlace {
  readonly engine: 'mysql' | 'postgresql' | 'sql';
  readonly deployment: 'zonal' | 'regional';
  readonly region: string;
}

type Prices = Pick<Component, 'price' | 'otherPrices' | 'priceUnitsPerUnit'>;

const EXAMPLES = 'google_sql_database_instance';

function componentPrice(key: string, place: SqlPlace): PriceQuery {
  const { engine, deployment, region } = place;
  return {
    provider: 'google',
    service: 'cloud-sql',
    family: 'component',
    key,
    region,
    attributes: { engine, deployment },
  };
}

const ENGINES: readonly SqlPlace['engine'][] = ['mysql', 'postgresql', 'sql'];

/**
 * The same price under another engine, or half or double of it under the other deployment: wherever the list has
 * several of them they agree (https://cloud.google.com/sql/pricing, facts read 2026-08-21: engines cost the same but for
 * licences, high availability doubles machine and storage).
 */
function elsewhere(key: string, place: SqlPlace): readonly OtherPrice[] {
  const other = place.deployment === 'zonal' ? 'regional' : 'zonal';
  const factor = place.deployment === 'zonal' ? '0.5' : '2';
  const parts = [
    ...ENGINES.map((engine) => ({ share: '1', query: componentPrice(key, { ...place, engine }) })),
    ...ENGINES.map((engine) => ({
      share: factor,
      query: componentPrice(key, { ...place, engine, deployment: other }),
    })),
  ];
  return parts.map((each) => ({ price: { sum: [each], flags: ['derived'] } }));
}

/** An hour of a vCPU or of a GB, for the Enterprise edition; SQL Server pays what MySQL does and its licence on top. */
function unitPrice(key: 'vcpu' | 'ram', place: SqlPlace): PriceQuery {
  const engine = place.engine === 'postgresql' ? 'postgres' : 'mysql';
  return {
    provider: 'google',
    service: 'cloud-sql',
    family: 'unit',
    key,
    region: place.region,
    attributes: { edition: 'enterprise', engine, deployment: place.deployment },
  };
}

/** The price of an hour of a vCPU (`hours`) or a month of a GB of memory. */
export function sizedPrices(key: 'vcpu' | 'ram', tier: SqlTier & { readonly kind: 'sized' }, place: SqlPlace): Prices {
  const perUnit = key === 'ram' ? { priceUnitsPerUnit: 730 } : {};
  if (tier.plus === 'enterprise-plus') {
    const plusKey = `enterprise-plus-n-${key}`;
    return { price: componentPrice(plusKey, place), otherPrices: elsewhere(plusKey, place), ...perUnit };
  }
  const others: OtherPrice[] = [{ price: unitPrice(key, place) }, ...elsewhere(key, place)];
  return { price: componentPrice(key, place), otherPrices: others, ...perUnit };
}

/** The price of an hour of a machine that is sold whole; legacy MySQL machines cost what their vCPUs and memory do. */
export function wholePrices(name: string, tier: SqlTier & { readonly kind: 'whole' }, place: SqlPlace): Prices {
  const example = { price: examplePrice(name, { type: EXAMPLES, region: place.region }) };
  if (tier.component !== undefined) {
    return {
      price: componentPrice(tier.component, place),
      otherPrices: [example, ...elsewhere(tier.component, place)],
    };
  }
  const sum = [
    { share: tier.vcpus, query: unitPrice('vcpu', place) },
    { share: tier.memoryGb, query: unitPrice('ram', place) },
  ];
  return { price: example.price, otherPrices: [{ price: { sum, flags: ['derived'] } }] };
}

/** The price of a GB-month of storage. */
export function storagePrices(kind: 'SSD' | 'HDD', place: SqlPlace): Prices {
  const key = kind === 'HDD' ? 'low-cost-storage' : 'standard-storage';
  const example = examplePrice(`Storage (${kind}, ${place.deployment})`, { type: EXAMPLES, region: place.region });
  return { price: componentPrice(key, place), otherPrices: [{ price: example }, ...elsewhere(key, place)] };
}
