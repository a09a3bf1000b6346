import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { type Quantity, times } from '#app/measure/quantity.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { SPOT_USAGE } from '../spot-discount.ts';
import { diskComponents } from './managed-disk-storage.ts';
import { priceRow } from './price-row.ts';
import { machineRow, monthlyHours } from './virtual-machine-usage.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/kubernetes-service/', read: '2026-08-21' };

/** Tiers without a fee. The Premium tier has long-term support and a fee of its own, which the book does not know. */
const NO_FEE = new Set(['', 'free']);

/** An AKS cluster: the control plane's tier, its default pool, its load balancer and DNS zone. */
export const kubernetesCluster: ResourceType = {
  types: ['azurerm_kubernetes_cluster'],
  source: SOURCE,
  usage: {
    ...SPOT_USAGE,
    'default_node_pool.nodes': { unit: 'nodes', means: 'nodes of the default pool that run on average' },
    'default_node_pool.monthly_hrs': { unit: 'hours', means: 'hours a month each node runs' },
    'load_balancer.monthly_data_processed_gb': {
      unit: 'GB',
      means: 'data that the load balancer processes in a month',
      sizes: { small: 2000, medium: 20000, large: 200000 },
    },
  },
  parts: [
    part('Uptime SLA', (r) =>
      NO_FEE.has(r.text('sku_tier', 'free').toLowerCase())
        ? undefined
        : priceRow(r, {
            name: 'Uptime SLA',
            unit: 'hours',
            quantity: HOURS_PER_MONTH,
            ...(r.text('sku_tier', '').toLowerCase() === 'premium' ? { attributes: { sku_tier: 'Premium' } } : {}),
          }),
    ),
    part('default_node_pool', (r) => {
      const pool = r.block('default_node_pool');
      return pool ? nodePool(r, { pool, usage: 'default_node_pool.', path: ['default_node_pool'] }) : undefined;
    }),
    part('Load Balancer', (r) =>
      usesStandardBalancer(r)
        ? priceRow(r, {
            name: 'Data processed',
            unit: 'GB',
            quantity: r.usage('load_balancer.monthly_data_processed_gb'),
            usageBased: true,
            path: ['Load Balancer'],
            // A balancer costs the same in every region.
            examples: [{ type: 'azurerm_lb', name: 'Data processed', region: 'eastus' }],
          })
        : undefined,
    ),
    part('DNS', (r) =>
      r.flag('http_application_routing_enabled') || r.flag('addon_profile.http_application_routing.enabled')
        ? priceRow(r, {
            name: 'Hosted zone',
            unit: 'months',
            quantity: 1,
            path: ['DNS'],
            examples: [{ type: 'azurerm_dns_zone', name: 'Hosted zone' }],
          })
        : undefined,
    ),
  ],
};

/** A further pool of an AKS cluster. */
export const kubernetesNodePool: ResourceType = {
  types: ['azurerm_kubernetes_cluster_node_pool'],
  source: SOURCE,
  usage: {
    ...SPOT_USAGE,
    nodes: { unit: 'nodes', means: 'nodes that run on average' },
    monthly_hrs: { unit: 'hours', means: 'hours a month each node runs' },
  },
  parts: [part('Nodes', (r) => nodePool(r, { pool: r, usage: '', path: [] }))],
};

/** Only the standard balancer is billed; without a word about networks it shows when its traffic is stated. */
function usesStandardBalancer(r: ResourceReader): boolean {
  const stated = r.usage('load_balancer.monthly_data_processed_gb').state === 'known';
  return r.text('network_profile.load_balancer_sku', stated ? 'standard' : 'basic').toLowerCase() === 'standard';
}

/** The machines and system disks of a pool; an ephemeral disk is the machine's own and costs nothing. */
function nodePool(
  r: ResourceReader,
  at: { readonly pool: BlockReader; readonly usage: string; readonly path: readonly string[] },
): readonly Component[] {
  const { pool } = at;
  const size = pool.text('vm_size', 'Standard_D2s_v3');
  const windows = `${pool.text('os_type', '')} ${pool.text('os_sku', '')}`.toLowerCase().includes('windows');
  const nodes = nodeCount(r, at);
  const rows = [
    machineRow(r, {
      size,
      system: windows ? 'Windows' : 'Linux',
      priority: pool.text('priority'),
      hours: times(nodes, monthlyHours(r, `${at.usage}monthly_hrs`)),
      ...(at.path.length > 0 ? { path: at.path } : {}),
    }),
  ];
  if (pool.text('os_disk_type', 'Managed').toLowerCase() === 'ephemeral') return rows;
  const storageType = usesPremiumDisks(size) ? 'Premium_LRS' : 'Standard_LRS';
  const disk = diskComponents(r, {
    storageType,
    sizeGiB: pool.number('os_disk_size_gb', 128),
    count: nodes,
    path: [...at.path, 'os_disk'],
    operations: { state: 'usage', key: 'operations on the system disks' },
  });
  return [...rows, ...disk.slice(0, 1)];
}

/** The configured count; of an autoscaling pool the least, because that is what surely runs. */
function nodeCount(r: ResourceReader, at: { readonly pool: BlockReader; readonly usage: string }): Quantity {
  const stated = at.pool.number('node_count', 1);
  const least = at.pool.number('min_count', 0);
  return r.usage(`${at.usage}nodes`, stated === 1 && least > 0 ? least : stated);
}

/** An `s` among the letters behind the size means premium storage. https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions */
function usesPremiumDisks(size: string): boolean {
  const name = size.split('_')[1] ?? '';
  return /^[A-Z]+S\d|^[A-Z]+\d[\d-]*[a-z]*s[a-z]*$/.test(name);
}
