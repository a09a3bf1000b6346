import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { instancePrice } from './rds-engine.ts';
import type { DatabaseStorage } from './rds-storage.ts';
import { databaseStorageRows } from './rds-storage.ts';
import { hourly } from './rows.ts';

/** An RDS instance: class, engine and storage. */
export interface Database extends DatabaseStorage {
  readonly instanceClass: string;
}

/** An hour of the instance, and its storage. https://aws.amazon.com/rds/pricing/ */
export function databaseRows(database: Database, r: ResourceReader): readonly Component[] {
  const { engine, instanceClass, multiAz } = database;
  const purchase = r.usageText('reserved_instance_term') === undefined ? 'on-demand' : 'reserved';
  const deployment = multiAz === 'multi-az' ? 'Multi-AZ' : 'Single-AZ';
  return [
    hourly(`Database instance (${purchase}, ${deployment}, ${instanceClass})`, {
      price: instancePrice({ engine, instanceClass, deployment: multiAz }, r),
      path: database.path,
    }),
    ...databaseStorageRows(database, r),
  ];
}
