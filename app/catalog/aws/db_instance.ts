import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';

/** A database instance of RDS: hours, storage, IOPS, backups beyond the free ones. */
export const dbInstance: ResourceType = {
  types: ['aws_db_instance'],
  source: { url: 'https://aws.amazon.com/rds/pricing/', read: '2026-08-21' },
  usage: { additional_backup_storage_gb: { unit: 'GB', means: 'backup storage beyond the size of the database' } },
  parts: [
    part('Database instance', compute),
    part('Storage', storage),
    part('Additional backup storage', (r) =>
      r.number('backup_retention_period', 0) > 0 || r.usage('additional_backup_storage_gb').state === 'known'
        ? {
            name: 'Additional backup storage',
            unit: 'GB',
            quantity: r.usage('additional_backup_storage_gb'),
            price: {
              provider: 'aws',
              service: 'aws_db_instance',
              family: 'Additional backup storage',
              key: 'additional-backup-storage',
              region: r.region,
              attributes: { engine: engineOf(r) },
            },
            usageBased: true,
          }
        : undefined,
    ),
  ],
};

function engineOf(r: ResourceReader): string {
  return r.text('engine') ?? r.related('replicate_source_db')[0]?.text('engine') ?? 'mysql';
}

function compute(r: ResourceReader): Component {
  const type = r.text('instance_class', '');
  const isMultiAz = r.flag('multi_az');
  return {
    name: `Database instance (on-demand, ${isMultiAz ? 'Multi-AZ' : 'Single-AZ'}, ${type})`,
    unit: 'hours',
    quantity: HOURS_PER_MONTH,
    price: {
      provider: 'aws',
      service: 'rds',
      family: 'instance',
      key: type,
      region: r.region,
      attributes: {
        ...licensedEngine(engineOf(r), r.text('license_model')),
        deployment: isMultiAz ? 'multi-az' : 'single-az',
      },
    },
  };
}

function licensedEngine(engine: string, license: string | undefined): Readonly<Record<string, string>> {
  const [family = '', edition] = engine.split('-');
  if (family === 'oracle' || family === 'sqlserver') {
    const included = family === 'sqlserver' || license !== 'bring-your-own-license';
    return { engine: family, ...(edition ? { edition } : {}), license: included ? 'included' : 'byol' };
  }
  return { engine };
}

function storage(r: ResourceReader): readonly Component[] {
  const iops = r.number('iops', 0);
  const type = r.text('storage_type', iops > 0 ? 'io1' : 'gp2');
  const deployment = r.flag('multi_az') ? 'multi-az' : 'single-az';
  const sizeGiB = r.number('allocated_storage', type === 'io1' ? 100 : 20);
  const label =
    type === 'io1' ? 'provisioned IOPS SSD, io1' : type === 'standard' ? 'magnetic' : `general purpose SSD, ${type}`;
  const price = (family: string, key: string): Component['price'] => {
    return { provider: 'aws', service: 'rds', family, key, region: r.region, attributes: { deployment } };
  };
  const rows: Component[] = [
    { name: `Storage (${label})`, unit: 'GB', quantity: sizeGiB, price: price('storage', type) },
  ];
  if (type === 'io1') {
    rows.push({ name: 'Provisioned IOPS', unit: 'IOPS', quantity: Math.max(iops, 1000), price: price('iops', 'io1') });
  }
  return rows;
}
