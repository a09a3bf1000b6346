import type { Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import type { Engine } from './rds-engine.ts';
import { type RdsPrice, rdsPrice } from './rds-price-list.ts';
import { metered, row } from './rows.ts';

/** The storage of an RDS instance. */
export interface DatabaseStorage {
  readonly engine: Engine;
  readonly multiAz: 'multi-az' | 'single-az';
  readonly type: string;
  readonly sizeGB: number;
  readonly iops: number;
  readonly throughput: number;
  readonly requests: Quantity;
  readonly path: readonly string[];
}

const NAMES: Readonly<Record<string, string>> = {
  gp2: 'Storage (general purpose SSD, gp2)',
  gp3: 'Storage (general purpose SSD, gp3)',
  io1: 'Storage (provisioned IOPS SSD, io1)',
  io2: 'Storage (provisioned IOPS SSD, io2)',
  standard: 'Storage (magnetic)',
};

/** Smallest provisioned IOPS of io1. */
const MINIMUM_IOPS = 1000;

/** Storage, IOPS and throughput. A Multi-AZ instance has all of it twice. https://aws.amazon.com/rds/pricing/ */
export function databaseStorageRows(storage: DatabaseStorage, r: ResourceReader): readonly Component[] {
  const { type, path } = storage;
  const name = NAMES[type] ?? 'Storage';
  const rows = [
    {
      ...row(name, {
        unit: 'GB',
        quantity: storage.sizeGB,
        ...storagePrice(storage, r),
        path,
      }),
      ...copies(storage),
    },
  ];
  if (type === 'standard') {
    rows.push(
      metered('I/O requests', {
        unit: '1M requests',
        quantity: storage.requests,
        ...rdsPrice('aws_db_instance/I/O requests', r),
        per: 1_000_000,
        path,
      }),
    );
  }
  if (type === 'io1' || type === 'io2') {
    rows.push({
      ...row('Provisioned IOPS', {
        unit: 'IOPS',
        quantity: Math.max(storage.iops, MINIMUM_IOPS),
        ...rdsPrice('aws_db_instance/Provisioned IOPS', r),
        path,
      }),
      ...copies(storage),
    });
  }
  return [...rows, ...gp3Rows(storage, r)];
}

function storagePrice(storage: DatabaseStorage, r: ResourceReader): RdsPrice {
  const { type, multiAz } = storage;
  if (type !== 'gp2' && type !== 'gp3') return rdsPrice(`aws_db_instance/${NAMES[type] ?? 'Storage'}`, r);
  return { price: priceOf(`rds/storage/${type}`, { region: r.region, attributes: { deployment: multiAz } }), or: [] };
}

/** Prices known for one copy only count twice for a Multi-AZ instance; gp2 and gp3 are listed for both. */
function copies(storage: DatabaseStorage): { readonly priceUnitsPerUnit?: number } {
  const listedForBoth = storage.type === 'gp2' || storage.type === 'gp3';
  return storage.multiAz === 'multi-az' && !listedForBoth ? { priceUnitsPerUnit: 2 } : {};
}

interface Baseline {
  readonly iops: number;
  readonly throughput: number;
}

/**
 * What gp3 includes: more from 400 GiB on (Oracle: 200 GiB), except with SQL Server.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage (facts read 2026-08-21).
 */
export function gp3Baseline(engine: string, sizeGB: number): Baseline {
  const striped = engine !== 'sqlserver' && sizeGB >= (engine === 'oracle' ? 200 : 400);
  return striped ? { iops: 12_000, throughput: 500 } : { iops: 3000, throughput: 125 };
}

function gp3Rows(storage: DatabaseStorage, r: ResourceReader): readonly Component[] {
  if (storage.type !== 'gp3') return [];
  const included = gp3Baseline(storage.engine.engine, storage.sizeGB);
  const doubled = storage.multiAz === 'multi-az' ? { priceUnitsPerUnit: 2 } : {};
  const rows: Component[] = [];
  if (storage.iops > included.iops) {
    const name = `Provisioned GP3 IOPS (above ${included.iops.toLocaleString('en-US')})`;
    rows.push({
      ...row(name, {
        unit: 'IOPS',
        quantity: storage.iops - included.iops,
        ...rdsPrice('aws_db_instance/Provisioned GP3 IOPS (above 3,000)', r),
        path: storage.path,
      }),
      ...doubled,
    });
  }
  if (storage.throughput > included.throughput) {
    const attributes = { engine: 'any', deployment: 'single-az' };
    rows.push({
      ...row(`Provisioned GP3 throughput (above ${included.throughput})`, {
        unit: 'MBps',
        quantity: storage.throughput - included.throughput,
        price: priceOf('rds/provisioned-throughput/eu-rds-gp3-throughput', { region: r.region, attributes }),
        path: storage.path,
      }),
      ...doubled,
    });
  }
  return rows;
}
