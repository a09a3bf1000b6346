import { per, type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, type OtherPrice, type Part, part, type ResourceType } from '../resource-type.ts';
import { locationName } from './azure-locations.ts';
import { priceRow } from './price-row.ts';

/** Databases, containers, tables and graphs of Cosmos DB: throughput, storage and backups in every region. */
export const cosmosDb: ResourceType = {
  types: [
    'azurerm_cosmosdb_cassandra_keyspace',
    'azurerm_cosmosdb_cassandra_table',
    'azurerm_cosmosdb_gremlin_database',
    'azurerm_cosmosdb_gremlin_graph',
    'azurerm_cosmosdb_mongo_collection',
    'azurerm_cosmosdb_mongo_database',
    'azurerm_cosmosdb_sql_container',
    'azurerm_cosmosdb_sql_database',
    'azurerm_cosmosdb_table',
  ],
  source: { url: 'https://azure.microsoft.com/pricing/details/cosmos-db/autoscale-provisioned/', read: '2026-08-21' },
  usage: {
    storage_gb: { unit: 'GB', means: 'data stored in each region' },
    monthly_serverless_request_units: { unit: 'RU', means: 'request units of a serverless account in a month' },
    max_request_units_utilization_percentage: {
      unit: '%',
      means: 'share of the largest throughput that is used on average',
    },
    monthly_analytical_storage_write_operations: {
      unit: 'operations',
      means: 'writes to analytical storage in a month',
    },
    monthly_analytical_storage_read_operations: { unit: 'operations', means: 'reads of analytical storage in a month' },
    monthly_restored_data_gb: { unit: 'GB', means: 'data restored from backups in a month' },
  },
  parts: [
    part('Provisioned throughput', throughput),
    everywhere('Transactional storage', (r) => ({ unit: 'GB', quantity: r.usage('storage_gb') })),
    analytical('Analytical storage', (r) => ({ unit: 'GB', quantity: r.usage('storage_gb') })),
    analytical('Analytical write operations', (r) => ({
      unit: '10K operations',
      quantity: per(r.usage('monthly_analytical_storage_write_operations'), 10_000),
    })),
    analytical('Analytical read operations', (r) => ({
      unit: '10K operations',
      quantity: per(r.usage('monthly_analytical_storage_read_operations'), 10_000),
    })),
    part('Backup', backup),
    part('Restored data', (r) =>
      row(r, { name: 'Restored data', unit: 'GB', quantity: r.usage('monthly_restored_data_gb') }),
    ),
  ],
};

/** The account, of a Cassandra table that of its keyspace. */
function accountOf(r: ResourceReader): ResourceReader | undefined {
  const account = r.related('account_name').find((each) => each.type === 'azurerm_cosmosdb_account');
  if (account) return account;
  return r
    .related('cassandra_keyspace_id')
    .flatMap((keyspace) => keyspace.related('account_name'))
    .find((each) => each.type === 'azurerm_cosmosdb_account');
}

interface Replica {
  readonly name: string;
  readonly zoneRedundant: boolean;
}

function replicas(r: ResourceReader): readonly Replica[] {
  const blocks = accountOf(r)?.blocks('geo_location') ?? [];
  return blocks.map((block) => ({
    name: locationName(block.text('location', '')),
    zoneRedundant: block.flag('zone_redundant'),
  }));
}

function everywhere(
  label: string,
  amount: (r: ResourceReader) => { readonly unit: string; readonly quantity: Quantity },
): Part {
  return part(label, (r) => replicas(r).map(({ name }) => row(r, { name: `${label} (${name})`, ...amount(r) })));
}

function analytical(label: string, amount: Parameters<typeof everywhere>[1]): Part {
  const rows = everywhere(label, amount);
  return part(label, (r) => (accountOf(r)?.flag('analytical_storage_enabled') ? rows.components(r) : undefined));
}

/**
 * By 100 RU/s in every region. Autoscale costs half as much again, of what is used; availability zones a quarter more,
 * but not together with autoscale. Without any throughput the account is serverless.
 * https://learn.microsoft.com/azure/cosmos-db/understand-your-bill
 */
function throughput(r: ResourceReader): readonly Component[] {
  const most = r.number('autoscale_settings.max_throughput');
  const fixed = r.number('throughput');
  const writesEverywhere =
    accountOf(r)?.flag('multiple_write_locations_enabled') || accountOf(r)?.flag('enable_multiple_write_locations');
  if (most === undefined && fixed === undefined) {
    const quantity = per(r.usage('monthly_serverless_request_units'), 1_000_000);
    return [row(r, { name: 'Provisioned throughput (serverless)', unit: '1M RU', quantity })];
  }
  return replicas(r).map(({ name, zoneRedundant }) => {
    const used = per(r.usage('max_request_units_utilization_percentage'), 100);
    const quantity =
      most === undefined
        ? ((fixed ?? 0) / 100) * (zoneRedundant && !writesEverywhere ? 1.25 : 1)
        : times(used, (most / 100) * (writesEverywhere ? 1 : 1.5));
    const kind = most === undefined ? 'provisioned' : 'autoscale';
    const draft = { name: `Provisioned throughput (${kind}, ${name})`, unit: 'RU/s x 100', quantity };
    return writesEverywhere ? doubled(row(r, draft)) : row(r, draft);
  });
}

/** With writes in every region 100 RU/s cost 0.016 US dollars an hour instead of 0.008, autoscale or not. */
function doubled(row: Component): Component {
  const twice = ({ price, priceUnitsPerUnit }: OtherPrice): OtherPrice => ({
    price: 'sum' in price ? price : { sum: [{ share: 2, query: price }], flags: ['derived'] },
    ...(priceUnitsPerUnit === undefined ? {} : { priceUnitsPerUnit }),
  });
  const { price } = row;
  if ('fixed' in price) return row;
  return { ...row, price: twice({ price }).price, otherPrices: (row.otherPrices ?? []).map(twice) };
}

/** Two periodic copies are free; continuous backup is billed for the data in every region. */
function backup(r: ResourceReader): readonly Component[] {
  const policy = accountOf(r)?.block('backup');
  const stored = r.usage('storage_gb');
  if (policy?.text('type')?.toLowerCase() === 'continuous') {
    return replicas(r).map(({ name }) => row(r, { name: `Continuous backup (${name})`, unit: 'GB', quantity: stored }));
  }
  const retentionHours = policy?.number('retention_in_hours', 8) ?? 8;
  const intervalMinutes = policy?.number('interval_in_minutes', 240) ?? 240;
  const copies = Math.floor((retentionHours * 60) / intervalMinutes) - 2;
  if (copies <= 0) return [];
  return replicas(r).map(({ name }) =>
    row(r, { name: `Periodic backup (${name})`, unit: 'GB', quantity: times(stored, copies) }),
  );
}

/** All kinds of databases have the same prices; the names hold the region, so the example's own region says nothing. */
function row(r: ResourceReader, draft: { name: string; unit: string; quantity: Quantity | number }): Component {
  const type = 'azurerm_cosmosdb_cassandra_keyspace';
  return priceRow(r, {
    ...draft,
    usageBased: typeof draft.quantity !== 'number',
    examples:
      draft.name.includes('(') && !draft.name.includes('serverless')
        ? [
            { type, region: 'westus' },
            { type, region: 'eastus' },
            ...sameMeter(draft.name).flatMap((name) => [
              { type, name, region: 'westus' },
              { type, name, region: 'eastus' },
            ]),
          ]
        : [{ type }],
  });
}

/** Request units are one meter: with autoscale half as many again are counted, at the same price. */
function sameMeter(name: string): readonly string[] {
  if (name.includes('(provisioned, ')) return [name.replace('(provisioned, ', '(autoscale, ')];
  return name.includes('(autoscale, ') ? [name.replace('(autoscale, ', '(provisioned, ')] : [];
}
