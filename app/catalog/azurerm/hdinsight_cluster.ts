import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { per, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/hdinsight/', read: '2026-08-21' };

/** Clusters for data: two head nodes, three for ZooKeeper, workers, and with Hadoop edge nodes. */
export const hdinsightCluster: ResourceType = {
  types: [
    'azurerm_hdinsight_hadoop_cluster',
    'azurerm_hdinsight_hbase_cluster',
    'azurerm_hdinsight_interactive_query_cluster',
    'azurerm_hdinsight_spark_cluster',
  ],
  source: SOURCE,
  usage: {},
  parts: [
    part('Head nodes', (r) => nodes(r, { kind: 'Head', role: 'head_node', count: 2 })),
    part('Worker nodes', workers),
    part('Zookeeper nodes', (r) => nodes(r, { kind: 'Zookeeper', role: 'zookeeper_node', count: 3 })),
    part('Edge nodes', (r) =>
      r.type === 'azurerm_hdinsight_hadoop_cluster' && r.has('roles.edge_node')
        ? nodes(r, { kind: 'Edge', role: 'edge_node', count: r.number('roles.edge_node.target_instance_count', 1) })
        : undefined,
    ),
  ],
};

/** A Kafka cluster, with the managed disks of its workers. */
export const hdinsightKafkaCluster: ResourceType = {
  types: ['azurerm_hdinsight_kafka_cluster'],
  source: SOURCE,
  usage: { monthly_os_disk_operations: { unit: 'operations', means: 'operations on the disks in a month' } },
  parts: [
    part('Managed OS disks', (r) =>
      priceRow(r, {
        name: 'Managed OS disks',
        unit: 'months',
        quantity: workerCount(r) * r.number('roles.worker_node.number_of_disks_per_node', 1),
        attributes: { tier: r.text('tier', 'Standard') },
      }),
    ),
    part('Disk operations', (r) =>
      priceRow(r, {
        name: 'Disk operations',
        unit: '100K operations',
        quantity: per(times(r.usage('monthly_os_disk_operations'), 1), 100_000),
        usageBased: true,
      }),
    ),
    part('Head nodes', (r) => nodes(r, { kind: 'Head', role: 'head_node', count: 2 })),
    part('Worker nodes', workers),
    part('Zookeeper nodes', (r) => nodes(r, { kind: 'Zookeeper', role: 'zookeeper_node', count: 3 })),
  ],
};

function workerCount(r: ResourceReader): number {
  return r.number('roles.worker_node.target_instance_count', 1);
}

function workers(r: ResourceReader): Component {
  const kind = r.type === 'azurerm_hdinsight_hbase_cluster' ? 'Region' : 'Worker';
  return nodes(r, { kind, role: 'worker_node', count: workerCount(r) });
}

/** Clusters and roles that examples show. */
const SEEN_NODES: readonly (readonly [string, string])[] = [
  ['azurerm_hdinsight_hadoop_cluster', 'Head'],
  ['azurerm_hdinsight_hadoop_cluster', 'Worker'],
  ['azurerm_hdinsight_hadoop_cluster', 'Zookeeper'],
  ['azurerm_hdinsight_hadoop_cluster', 'Edge'],
  ['azurerm_hdinsight_hbase_cluster', 'Head'],
  ['azurerm_hdinsight_hbase_cluster', 'Region'],
  ['azurerm_hdinsight_hbase_cluster', 'Zookeeper'],
  ['azurerm_hdinsight_interactive_query_cluster', 'Head'],
  ['azurerm_hdinsight_interactive_query_cluster', 'Worker'],
  ['azurerm_hdinsight_interactive_query_cluster', 'Zookeeper'],
  ['azurerm_hdinsight_kafka_cluster', 'Head'],
  ['azurerm_hdinsight_kafka_cluster', 'Worker'],
  ['azurerm_hdinsight_kafka_cluster', 'Zookeeper'],
  ['azurerm_hdinsight_spark_cluster', 'Head'],
];

/** A machine costs the same in whatever role and cluster. */
function nodes(
  r: ResourceReader,
  about: { readonly kind: string; readonly role: string; readonly count: number },
): Component {
  const size = sizeName(r.text(`roles.${about.role}.vm_size`, ''));
  return priceRow(r, {
    name: `${about.kind} node (${size})`,
    unit: 'hours',
    quantity: about.count * HOURS_PER_MONTH,
    examples: SEEN_NODES.map(([type, kind]) => ({ type, name: `${kind} node (${size})` })),
  });
}

/** `A5` is shown as `Standard_A5`; the AMD sizes are listed with a space: `Standard_D4a V4`. */
function sizeName(size: string): string {
  const text = /^standard_/i.test(size) ? size.slice('standard_'.length) : size;
  return `Standard_${text.replace(/^([DE]\d+a)_(v4)$/i, '$1 $2')}`;
}
