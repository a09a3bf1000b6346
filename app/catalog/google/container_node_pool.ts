import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { SPOT_USAGE } from '../spot-discount.ts';
import { zonesOf } from './container_cluster.ts';
import { isZone, nodeComponents, nodeCount } from './node-components.ts';

/** A pool of nodes of a Kubernetes cluster. */
export const containerNodePool: ResourceType = {
  types: ['google_container_node_pool'],
  source: { url: 'https://cloud.google.com/kubernetes-engine/pricing', read: '2026-08-21' },
  usage: { nodes: { unit: 'nodes', means: 'nodes in each zone of the pool' }, ...SPOT_USAGE },
  parts: [
    part('Nodes', (r) => {
      const [cluster] = r.related('cluster').filter((each) => each.type === 'google_container_cluster');
      if (cluster?.flag('enable_autopilot')) return [];
      return nodeComponents({
        resource: r,
        config: r.block('node_config'),
        region: r.has('location') || !cluster ? r.region : cluster.region,
        count: nodeCount(r, { usageKey: 'nodes', resource: r, zones: poolZones(r, cluster) }),
      });
    }),
  ],
};

function poolZones(r: ResourceReader, cluster: ResourceReader | undefined): number {
  const listed = r.list('node_locations').length;
  if (listed > 0) return listed;
  const location = r.text('location');
  if (location !== undefined && isZone(location)) return 1;
  return cluster ? zonesOf(cluster) : 3;
}
