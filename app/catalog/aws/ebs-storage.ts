import { fillTiers, known, type Quantity, times } from '#app/measure/quantity.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered, row } from './rows.ts';

/** One EBS volume, or `count` equal ones. */
export interface Volume {
  readonly type: string;
  readonly sizeGB: number;
  readonly iops: number;
  readonly throughput: number;
  readonly count?: Quantity | number;
  readonly path?: readonly string[];
}

const STORAGE_NAMES: Readonly<Record<string, string>> = {
  standard: 'Storage (magnetic)',
  io1: 'Storage (provisioned IOPS SSD, io1)',
  io2: 'Storage (provisioned IOPS SSD, io2)',
  st1: 'Storage (throughput optimized HDD, st1)',
  sc1: 'Storage (cold HDD, sc1)',
  gp3: 'Storage (general purpose SSD, gp3)',
  gp2: 'Storage (general purpose SSD, gp2)',
};

/** IOPS and MiB/s that come with every gp3 volume: https://aws.amazon.com/ebs/pricing/ (facts read 2026-08-21). */
const GP3_IOPS = 3000;
const GP3_THROUGHPUT = 125;

/** Default size of a volume in GB where the configuration states none. */
const DEFAULT_SIZE = 8;

/** Widths of io2's IOPS tiers: https://aws.amazon.com/ebs/pricing/ (facts read 2026-08-21). */
const IO2_TIERS: readonly number[] = [32_000, 32_000];
const IO2_NAMES: readonly string[] = ['', ' (32,001 to 64,000)', ' (over 64,000)'];

/** The volume that a block with `volume_type`, `volume_size`, `iops` and `throughput` describes. */
export function volumeOf(block: BlockReader | undefined, extra: VolumeExtra = {}): Volume {
  const { base, ...rest } = extra;
  return {
    type: block?.text('volume_type') || base?.text('volume_type') || 'gp2',
    sizeGB: block?.number('volume_size') || base?.number('volume_size') || DEFAULT_SIZE,
    iops: block?.number('iops') ?? base?.number('iops') ?? 0,
    throughput: block?.number('throughput') ?? base?.number('throughput') ?? 0,
    ...rest,
  };
}

/** How many volumes there are, where they stand, and the template's block that holds where theirs says nothing. */
export interface VolumeExtra {
  readonly count?: Quantity | number;
  readonly path?: readonly string[];
  readonly base?: BlockReader | undefined;
}

/** What a volume is billed for in the region of `resource`. https://aws.amazon.com/ebs/pricing/ */
export function volumeRows(volume: Volume, resource: ResourceReader): readonly Component[] {
  const { region } = resource;
  const count = volume.count ?? 1;
  const path = volume.path ?? [];
  const rows = [
    row(STORAGE_NAMES[volume.type] ?? 'Storage (unknown)', {
      unit: 'GB',
      quantity: times(volume.sizeGB, count),
      price: priceOf(`ebs/volume/${volume.type}`, { region }),
      path,
    }),
  ];
  if (volume.type === 'gp3' && volume.throughput > GP3_THROUGHPUT) {
    rows.push(
      row('Provisioned throughput', {
        unit: 'Mbps',
        quantity: times(volume.throughput - GP3_THROUGHPUT, count),
        price: priceOf('ebs/throughput/gp3', { region }),
        // Listed by the GiB/s, shown by the MiB/s: 1 / 1024.
        per: '0.0009765625',
        path,
      }),
    );
  }
  return [...rows, ...iopsRows(volume, region), ...requestRows(volume, resource)];
}

function iopsRows(volume: Volume, region: string): readonly Component[] {
  const count = volume.count ?? 1;
  const iops = (amount: number, name: string, tierStart?: number) =>
    row(name, {
      unit: 'IOPS',
      quantity: times(amount, count),
      price: priceOf(`ebs/iops/${volume.type}`, tierStart === undefined ? { region } : { region, tierStart }),
      path: volume.path ?? [],
    });
  switch (volume.type) {
    case 'io1':
      return [iops(volume.iops, 'Provisioned IOPS')];
    case 'io2':
      return fillTiers(known(volume.iops), IO2_TIERS).flatMap((tier, index) =>
        tier.state === 'known' && (index === 0 || !tier.value.isZero())
          ? [iops(tier.value.toNumber(), `Provisioned IOPS${IO2_NAMES[index]}`, index * 32_000)]
          : [],
      );
    case 'gp3':
      return volume.iops > GP3_IOPS ? [iops(volume.iops - GP3_IOPS, 'Provisioned IOPS', GP3_IOPS)] : [];
    default:
      return [];
  }
}

function requestRows(volume: Volume, resource: ResourceReader): readonly Component[] {
  if (volume.type !== 'standard') return [];
  const prefix = (volume.path ?? []).map((step) => `${step}.`).join('');
  return [
    metered('I/O requests', {
      unit: '1M request',
      quantity: resource.usage(`${prefix}monthly_standard_io_requests`),
      price: priceOf('ebs/io-request/standard', resource),
      per: 1_000_000,
      path: volume.path ?? [],
    }),
  ];
}
