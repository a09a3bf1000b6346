import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';

/** Nodes for one tenant alone: the whole node by the hour, whatever runs on it. */
export const computeNodeGroup: ResourceType = {
  types: ['google_compute_node_group'],
  source: { url: 'https://cloud.google.com/compute/sole-tenant-pricing', read: '2026-08-21' },
  usage: {},
  parts: [part('Sole-tenant nodes', nodes)],
};

function nodes(r: ResourceReader): Component {
  const template = r.related('node_template')[0];
  if (!template) return r.unknown('node_template', 'its template is not part of this configuration');
  const nodeType = template.text('node_type');
  if (nodeType === undefined) return r.unknown('node_template', 'its template leaves the node type to Google');
  const count = r.number('initial_size') ?? r.number('size') ?? r.number('autoscaling_policy.min_nodes', 0);
  return {
    name: `Sole-tenant node (${nodeType})`,
    unit: 'hours',
    quantity: HOURS_PER_MONTH * count,
    price: {
      provider: 'google',
      service: 'compute-engine',
      family: 'sole-tenant-node',
      key: nodeType,
      region: r.region,
    },
  };
}
