import { type Quantity, times } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import type { Component } from '../resource-type.ts';
import { examplePrice } from './example-price.ts';
import type { PurchaseOption } from './purchase-option.ts';
import { spotAttachedPrices } from './spot-prices.ts';

/** Disks as a block or a resource of its own states them. */
export interface DiskUse {
  readonly region: string;
  readonly diskType: string;
  readonly sizeGb: Quantity;
  readonly iops?: number | undefined;
  /** `regional` disks keep a copy in a second zone, at twice the price. */
  readonly kind?: 'zonal' | 'regional';
  readonly path?: readonly string[];
}

const WORDS: Readonly<Record<string, { readonly name: string; readonly key: string }>> = {
  'pd-standard': { name: 'Standard', key: 'hdd' },
  'pd-balanced': { name: 'Balanced', key: 'balanced' },
  'pd-ssd': { name: 'SSD', key: 'ssd' },
  'pd-extreme': { name: 'Extreme', key: 'extreme' },
  'hyperdisk-extreme': { name: 'Hyperdisk', key: 'hyperdisk-extreme' },
};

const HAS_IOPS: readonly string[] = ['pd-extreme', 'hyperdisk-extreme'];

/** What disks are billed for: their size, and for two types their IOPS. https://cloud.google.com/compute/disks-image-pricing */
export function diskComponents(use: DiskUse): readonly Component[] {
  const diskType = use.diskType.split('/').at(-1) ?? '';
  const path = use.path ? { path: use.path } : {};
  const words = WORDS[diskType] ?? { name: diskType.startsWith('hyperdisk') ? 'Hyperdisk' : 'Disk', key: diskType };
  const rows: Component[] = [
    {
      name: `${words.name} provisioned storage (${diskType})`,
      unit: 'GB',
      quantity: use.sizeGb,
      price: diskPrice(use.kind === 'regional' ? `${words.key}-replicated` : words.key, use.region),
      ...path,
    },
  ];
  if (HAS_IOPS.includes(diskType)) {
    rows.push({
      name: 'Provisioned IOPS',
      unit: 'IOPS',
      quantity: use.iops ?? { state: 'unknown', reason: 'provisioned_iops is not stated: Compute Engine chooses it' },
      price: examplePrice('Provisioned IOPS', {
        type: 'google_compute_disk',
        region: use.region,
        attributes: { type: diskType },
      }),
      ...path,
    });
  }
  return rows;
}

function diskPrice(key: string, region: string): PriceQuery {
  return { provider: 'google', service: 'compute-engine', family: 'disk', key, region };
}

/** Every local SSD holds 375 GB. https://cloud.google.com/compute/docs/disks/local-ssd (facts read 2026-08-21). */
const LOCAL_SSD_GB = 375;

/** Local SSDs of machines; `count` is their number over all machines. */
export function localSsdComponent(
  count: Quantity | number,
  of: { readonly region: string; readonly option: PurchaseOption; readonly path?: readonly string[] },
): Component {
  const listed: PriceQuery = {
    provider: 'google',
    service: 'compute-engine',
    family: 'local-ssd',
    key: 'local',
    region: of.region,
  };
  const price: Pick<Component, 'price' | 'otherPrices'> =
    of.option.name === 'on-demand' ? { price: listed } : spotLocalSsd(listed);
  return {
    name: 'Local SSD provisioned storage',
    unit: 'GB',
    quantity: times(count, LOCAL_SSD_GB),
    ...price,
    ...(of.path ? { path: of.path } : {}),
  };
}

/** With Spot a local SSD is cheaper too; where neither list nor example says by how much, the full price is an upper bound. */
function spotLocalSsd(listed: PriceQuery): Pick<Component, 'price' | 'otherPrices'> {
  const example = examplePrice('Local SSD provisioned storage', {
    type: 'google_compute_instance',
    region: listed.region,
    attributes: { example: 'preemptible_local_ssd' },
  });
  const [price, ...others] = [
    ...spotAttachedPrices('local-ssd', { key: 'local', region: listed.region }),
    example,
    { sum: [{ share: 1, query: listed }], flags: ['spot-upper-bound'] },
  ];
  return { price: price ?? example, otherPrices: others.map((each) => ({ price: each })) };
}
