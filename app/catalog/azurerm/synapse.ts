import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, type Part, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/synapse-analytics/', read: '2026-08-21' };

/** vCores of a node. https://learn.microsoft.com/azure/synapse-analytics/spark/apache-spark-pool-configurations */
const NODE_CORES: Readonly<Record<string, number>> = {
  small: 4,
  medium: 8,
  large: 16,
  xlarge: 32,
  xxlarge: 64,
  xxxlarge: 80,
};

/** A pool for Spark, by the vCore-hour; of an autoscaling pool the least number of nodes. */
export const synapseSparkPool: ResourceType = {
  types: ['azurerm_synapse_spark_pool'],
  source: SOURCE,
  usage: { monthly_hours: { unit: 'hours', means: 'hours a month that the pool runs' } },
  parts: [
    part('Nodes', (r) => {
      const size = r.text('node_size', 'Small').toLowerCase();
      const nodes = r.number('node_count') ?? r.number('auto_scale.min_node_count', 3);
      return priceRow(r, {
        name: `${size} (${nodes} nodes)`,
        unit: 'vCore-hours',
        quantity: times(r.usage('monthly_hours', HOURS_PER_MONTH), nodes * (NODE_CORES[size] ?? 4)),
        examples: [{ name: 'small (4 nodes)' }],
      });
    }),
  ],
};

/** A dedicated pool: its blocks of DWU, storage, and copies in another region. */
export const synapseSqlPool: ResourceType = {
  types: ['azurerm_synapse_sql_pool'],
  source: SOURCE,
  usage: {
    storage_tb: { unit: 'TB', means: 'data stored' },
    disaster_recovery_enabled: { unit: 'true or false', means: 'whether copies are kept in another region' },
  },
  parts: [
    part('DWU blocks', (r) => {
      const sku = r.text('sku_name', 'DW100c');
      const blocks = Number(/\d+/.exec(sku)?.[0] ?? 0);
      return priceRow(r, {
        name: `DWU blocks (${sku})`,
        unit: 'hours',
        quantity: HOURS_PER_MONTH,
        examples: [{ name: 'DWU blocks (DW200c)', share: blocks / 200 }],
      });
    }),
    part('Storage', (r) =>
      priceRow(r, { name: 'Storage', unit: 'TB', quantity: r.usage('storage_tb'), usageBased: true }),
    ),
    part('Geo-redundant disaster recovery', (r) =>
      r.usageText('disaster_recovery_enabled') === 'false'
        ? undefined
        : priceRow(r, {
            name: 'Geo-redundant disaster recovery',
            unit: 'TB',
            quantity: r.usage('storage_tb'),
            usageBased: true,
          }),
    ),
  ],
};

const METERS = [
  'activity_runs',
  'data_integration_units',
  'data_integration_hours',
  'integration_runtime_hours',
  'external_integration_runtime_hours',
];

/** A workspace: its serverless pool, data flows, and pipelines in Azure and on own machines. */
export const synapseWorkspace: ResourceType = {
  types: ['azurerm_synapse_workspace'],
  source: SOURCE,
  usage: {
    serverless_sql_pool_size_tb: { unit: 'TB', means: 'data that serverless queries process in a month' },
    ...flowUsage(),
    ...pipelineUsage(),
  },
  parts: [
    part('Serverless SQL pool size', (r) =>
      row(r, { name: 'Serverless SQL pool size', unit: 'TB', quantity: r.usage('serverless_sql_pool_size_tb') }),
    ),
    ...['basic', 'standard'].map((tier) =>
      part(`Data flow (${tier})`, (r) =>
        row(r, { name: `Data flow (${tier})`, unit: 'vCore-hours', quantity: flowHours(r, tier) }),
      ),
    ),
    ...pipelineParts('azure_hosted'),
    ...pipelineParts('self_hosted'),
  ],
};

function row(
  r: ResourceReader,
  draft: { name: string; unit: string; quantity: Quantity; attributes?: Readonly<Record<string, string>> },
): Component {
  return priceRow(r, { ...draft, usageBased: true });
}

/** Instances × vCores of each × hours. */
function flowHours(r: ResourceReader, tier: string): Quantity {
  const [instances, cores, hours] = ['instances', 'vcores', 'hours'].map((each) =>
    r.usage(`dataflow_${tier}_${each}`),
  ) as [Quantity, Quantity, Quantity];
  return times(times(instances, cores), hours);
}

function flowUsage() {
  return Object.fromEntries(
    ['basic', 'standard'].flatMap((tier) =>
      ['instances', 'vcores', 'hours'].map((each) => [
        `dataflow_${tier}_${each}`,
        { unit: each, means: `${each} of ${tier} data flows in a month` },
      ]),
    ),
  );
}

function pipelineUsage() {
  return Object.fromEntries(
    ['azure_hosted', 'self_hosted'].flatMap((host) =>
      METERS.map((each) => [
        `datapipeline_${host}_${each}`,
        { unit: each, means: `${each.replaceAll('_', ' ')} of pipelines, ${host.replace('_', ' ')}, in a month` },
      ]),
    ),
  );
}

/** In a managed network the runtimes in Azure have prices of their own. */
function pipelineParts(host: 'azure_hosted' | 'self_hosted'): readonly Part[] {
  const label = `Data pipeline ${host.replace('_', ' ')}`;
  const usage = (r: ResourceReader, meter: string): Quantity => r.usage(`datapipeline_${host}_${meter}`);
  const network = (r: ResourceReader) =>
    host === 'self_hosted' ? {} : { attributes: { example: r.flag('managed_virtual_network_enabled') ? 'vnet' : '' } };
  return [
    part(`${label} activity runs`, (r) =>
      row(r, {
        name: `${label} activity runs`,
        unit: '1k activity runs',
        quantity: times(usage(r, 'activity_runs'), 1),
      }),
    ),
    part(`${label} data movement`, (r) =>
      host === 'azure_hosted'
        ? row(r, {
            name: `${label} data integration units`,
            unit: 'DIU-hours',
            quantity: times(usage(r, 'data_integration_units'), usage(r, 'data_integration_hours')),
          })
        : row(r, { name: `${label} data movement`, unit: 'hours', quantity: usage(r, 'data_integration_hours') }),
    ),
    part(`${label} integration runtime`, (r) =>
      row(r, {
        name: `${label} integration runtime`,
        unit: 'hours',
        quantity: usage(r, 'integration_runtime_hours'),
        ...network(r),
      }),
    ),
    part(`${label} external integration runtime`, (r) =>
      row(r, {
        name: `${label} external integration runtime`,
        unit: 'hours',
        quantity: usage(r, 'external_integration_runtime_hours'),
        ...network(r),
      }),
    ),
  ];
}
