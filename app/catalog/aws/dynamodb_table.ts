import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { known, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { scaledCapacity } from './autoscaling-capacity.ts';
import { priceOf } from './price-of.ts';
import { metered, perHour } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** DynamoDB tables with their indexes, replicas, backups and streams. */
export const dynamodbTable: ResourceType = {
  types: ['aws_dynamodb_table'],
  source: { url: 'https://aws.amazon.com/dynamodb/pricing/', read: '2026-08-21' },
  usage: {
    monthly_write_request_units: usageKey('WRU', 'Write request units of an on-demand table', 8_000_000),
    monthly_read_request_units: usageKey('RRU', 'Read request units of an on-demand table', 40_000_000),
    storage_gb: usageKey('GB', 'Data in the table', 40),
    pitr_backup_storage_gb: usageKey('GB', 'Point-in-time backups', 50),
    on_demand_backup_storage_gb: usageKey('GB', 'On-demand backups', 100),
    monthly_data_restored_gb: usageKey('GB', 'Data restored', 66),
    monthly_streams_read_request_units: usageKey('sRRU', 'Streams read request units', 50_000_000),
  },
  parts: [
    part('Capacity', (r) => (isOnDemand(r) ? requestRows(r) : capacityRows(r))),
    part('Indexes', (r) => (isOnDemand(r) ? [] : indexRows(r))),
    part('Data storage', (r) =>
      metered('Data storage', {
        unit: 'GB',
        quantity: r.usage('storage_gb'),
        price: isInfrequent(r)
          ? priceOf('dynamodb/storage/ia', r)
          : priceOf('dynamodb/storage/standard', { region: r.region, tierStart: 25 }),
      }),
    ),
    part('Backups', (r) => backupRows(r)),
    part('Streams', (r) =>
      metered('Streams read request unit (sRRU)', {
        unit: 'sRRUs',
        quantity: r.usage('monthly_streams_read_request_units'),
        price: priceOf('dynamodb/streams/read', r),
      }),
    ),
    part('Replicas', (r) => r.blocks('replica').map((replica) => replicaRow(replica.text('region_name', ''), r))),
  ],
};

function isOnDemand(r: ResourceReader): boolean {
  return r.text('billing_mode', 'PROVISIONED') === 'PAY_PER_REQUEST';
}

function isInfrequent(r: ResourceReader): boolean {
  return r.text('table_class', 'STANDARD') === 'STANDARD_INFREQUENT_ACCESS';
}

function key(name: string, r: ResourceReader): string {
  return isInfrequent(r) ? `${name}-ia` : name;
}

interface Capacity {
  readonly units: Quantity;
  readonly suffix: string;
}

function writeCapacity(r: ResourceReader): Capacity {
  const scaled = scaledCapacity(r, 'dynamodb:table:WriteCapacityUnits');
  return scaled
    ? { units: scaled, suffix: ', autoscaling' }
    : { units: known(r.number('write_capacity') ?? 0), suffix: '' };
}

function readCapacity(r: ResourceReader): Capacity {
  const scaled = scaledCapacity(r, 'dynamodb:table:ReadCapacityUnits');
  return scaled
    ? { units: scaled, suffix: ', autoscaling' }
    : { units: known(r.number('read_capacity') ?? 0), suffix: '' };
}

function capacityRows(r: ResourceReader): readonly Component[] {
  const write = writeCapacity(r);
  const read = readCapacity(r);
  return [
    perHour(`Write capacity unit (WCU${write.suffix})`, {
      unit: 'WCU',
      quantity: write.units,
      price: priceOf(`dynamodb/provisioned/${key('wcu', r)}`, r),
    }),
    perHour(`Read capacity unit (RCU${read.suffix})`, {
      unit: 'RCU',
      quantity: read.units,
      price: priceOf(`dynamodb/provisioned/${key('rcu', r)}`, r),
    }),
  ];
}

/** A global secondary index has a capacity of its own. */
function indexRows(r: ResourceReader): readonly Component[] {
  return r.blocks('global_secondary_index').flatMap((index) => {
    const path = [`Index (${index.text('name', '')})`];
    const write = index.number('write_capacity') ?? 0;
    const read = index.number('read_capacity') ?? 0;
    const price = (name: string) => priceOf(`dynamodb/provisioned/${key(name, r)}`, r);
    return [
      perHour('Write capacity unit (WCU)', { unit: 'WCU', quantity: write, price: price('wcu'), path }),
      perHour('Read capacity unit (RCU)', { unit: 'RCU', quantity: read, price: price('rcu'), path }),
    ];
  });
}

function requestRows(r: ResourceReader): readonly Component[] {
  return [
    metered('Write request unit (WRU)', {
      unit: 'WRUs',
      quantity: r.usage('monthly_write_request_units'),
      price: priceOf(`dynamodb/on-demand/${key('wru', r)}`, r),
    }),
    metered('Read request unit (RRU)', {
      unit: 'RRUs',
      quantity: r.usage('monthly_read_request_units'),
      price: priceOf(`dynamodb/on-demand/${key('rru', r)}`, r),
    }),
  ];
}

function backupRows(r: ResourceReader): readonly Component[] {
  const rows: readonly (readonly [string, string, string])[] = [
    ['Point-In-Time Recovery (PITR) backup storage', 'pitr_backup_storage_gb', 'pitr'],
    ['On-demand backup storage', 'on_demand_backup_storage_gb', 'on-demand'],
    ['Table data restored', 'monthly_data_restored_gb', 'restore'],
  ];
  const recovers = r.flag('point_in_time_recovery.enabled');
  return rows
    .filter(([, , name]) => name !== 'pitr' || recovers)
    .map(([name, usage, kind]) =>
      metered(name, { unit: 'GB', quantity: r.usage(usage), price: priceOf(`dynamodb/backup/${kind}`, r) }),
    );
}

/** Every write to a global table is billed once more for each replica, at the replica's price. */
function replicaRow(region: string, r: ResourceReader): Component {
  const path = [`Global table (${region})`];
  if (isOnDemand(r)) {
    return metered('Replicated write request unit (rWRU)', {
      unit: 'rWRU',
      quantity: r.usage('monthly_write_request_units'),
      price: priceOf('dynamodb/on-demand/rwru', { region }),
      per: HOURS_PER_MONTH,
      path,
    });
  }
  return perHour('Replicated write capacity unit (rWCU)', {
    unit: 'rWCU',
    quantity: writeCapacity(r).units,
    price: priceOf('dynamodb/provisioned/rwcu', { region }),
    path,
  });
}
