import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { known, times } from '#app/measure/quantity.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { SPOT_USAGE } from '../spot-discount.ts';
import { examplePrice } from './example-price.ts';
import { isZone, nodeComponents, nodeCount } from './node-components.ts';

/** A Kubernetes cluster: the management fee, nodes of its pools or, with Autopilot, what its pods request. */
export const containerCluster: ResourceType = {
  types: ['google_container_cluster'],
  source: { url: 'https://cloud.google.com/kubernetes-engine/pricing', read: '2026-08-21' },
  usage: {
    nodes: { unit: 'nodes', means: 'nodes in each zone of the default pool' },
    'node_pool[N].nodes': { unit: 'nodes', means: 'nodes in each zone of the pool with that index' },
    autopilot_vcpu_count: { unit: 'vCPU', means: 'vCPUs that Autopilot pods request' },
    autopilot_memory_gb: { unit: 'GB', means: 'memory that Autopilot pods request' },
    autopilot_ephemeral_storage_gb: { unit: 'GB', means: 'ephemeral storage that Autopilot pods request' },
    ...SPOT_USAGE,
  },
  parts: [
    part('Cluster management fee', (r) => ({
      name: r.flag('enable_autopilot') ? 'Autopilot' : 'Cluster management fee',
      unit: 'hours',
      quantity: HOURS_PER_MONTH,
      // One fee in all regions and for both modes.
      price: examplePrice('Cluster management fee', { type: 'google_container_cluster' }),
    })),
    part('Autopilot', (r) => (r.flag('enable_autopilot') ? autopilotComponents(r) : undefined)),
    part('default_pool', defaultPool),
    part('node_pool', nodePools),
  ],
};

function autopilotComponents(r: ResourceReader): readonly Component[] {
  const row = (name: string, unit: string, key: string): Component => ({
    name,
    unit,
    quantity: r.usage(key),
    price: examplePrice(name, { type: 'google_container_cluster', region: r.region }),
    usageBased: true,
  });
  return [
    row('Autopilot vCPU', 'vCPU', 'autopilot_vcpu_count'),
    row('Autopilot memory', 'GB', 'autopilot_memory_gb'),
    row('Autopilot ephemeral storage', 'GB', 'autopilot_ephemeral_storage_gb'),
  ];
}

function defaultPool(r: ResourceReader): readonly Component[] {
  if (r.flag('enable_autopilot') || r.flag('remove_default_node_pool')) return [];
  const stated = r.usage('nodes');
  const perZone = stated.state === 'known' ? stated : known(r.number('initial_node_count', 3));
  return nodeComponents({
    resource: r,
    config: r.block('node_config'),
    region: r.region,
    count: times(perZone, zonesOf(r)),
    path: ['default_pool'],
  });
}

function nodePools(r: ResourceReader): readonly Component[] {
  if (r.flag('enable_autopilot')) return [];
  return r.blocks('node_pool').flatMap((pool, index) =>
    nodeComponents({
      resource: r,
      config: pool.block('node_config'),
      region: r.region,
      count: nodeCount(pool, { usageKey: `node_pool[${index}].nodes`, resource: r, zones: poolZones(pool, r) }),
      path: [`node_pool[${index}]`],
    }),
  );
}

function poolZones(pool: BlockReader, cluster: ResourceReader): number {
  return pool.list('node_locations').length || zonesOf(cluster);
}

/**
 * Zones the nodes of a cluster run in: those listed (for a zonal cluster they come on top of its own), else one for a
 * zonal and three for a regional cluster.
 * https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_cluster (facts read 2026-08-21).
 */
export function zonesOf(cluster: ResourceReader): number {
  const location = cluster.text('location', '');
  const listed = cluster.isWritten('node_locations') ? cluster.list('node_locations').map(String) : [];
  if (isZone(location)) return new Set([location, ...listed]).size;
  return listed.length || 3;
}
