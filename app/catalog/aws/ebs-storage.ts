import type { Component } from '../resource-type.ts';

/** One EBS volume as a block or a resource of its own states it. */
export interface EbsVolume {
  readonly region: string;
  readonly volumeType: string;
  readonly sizeGiB: number;
  readonly iops: number | undefined;
  readonly throughputMibps: number | undefined;
  readonly path?: readonly string[];
}

const NAMES: Readonly<Record<string, string>> = {
  gp2: 'general purpose SSD, gp2',
  gp3: 'general purpose SSD, gp3',
  io1: 'provisioned IOPS SSD, io1',
  io2: 'provisioned IOPS SSD, io2',
  st1: 'throughput optimized HDD, st1',
  sc1: 'cold HDD, sc1',
  standard: 'magnetic',
};

/** gp3 includes 3,000 IOPS and 125 MiB/s. https://aws.amazon.com/ebs/pricing/ (facts read 2026-08-21). */
const GP3_FREE_IOPS = 3000;
const GP3_FREE_MIBPS = 125;

/** What a volume is billed for: its size, and for some types its IOPS and throughput. */
export function ebsComponents(volume: EbsVolume): readonly Component[] {
  const { region, volumeType, sizeGiB, iops = 0, throughputMibps = 0 } = volume;
  const path = volume.path ? { path: volume.path } : {};
  const price = (family: string, key: string): Component['price'] => ({
    provider: 'aws',
    service: 'ebs',
    family,
    key,
    region,
  });
  const rows: Component[] = [
    {
      name: `Storage (${NAMES[volumeType] ?? volumeType})`,
      unit: 'GB',
      quantity: sizeGiB,
      price: price('volume', volumeType),
      ...path,
    },
  ];
  const billedIops =
    volumeType === 'gp3' ? iops - GP3_FREE_IOPS : volumeType === 'io1' || volumeType === 'io2' ? iops : 0;
  if (billedIops > 0 || volumeType === 'io1' || volumeType === 'io2') {
    rows.push({
      name: 'Provisioned IOPS',
      unit: 'IOPS',
      quantity: Math.max(0, billedIops),
      price: price('iops', volumeType),
      ...path,
    });
  }
  if (volumeType === 'gp3' && throughputMibps > GP3_FREE_MIBPS) {
    const quantity = throughputMibps - GP3_FREE_MIBPS;
    // Sold by the GiB/s, shown by the MiB/s.
    rows.push({
      name: 'Provisioned throughput',
      unit: 'Mbps',
      quantity,
      price: price('throughput', 'gp3'),
      priceUnitsPerUnit: '0.0009765625',
      ...path,
    });
  }
  return rows;
}
