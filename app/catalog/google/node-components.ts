import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { known, type Quantity, times } from '#app/measure/quantity.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { acceleratorComponents } from './accelerator-components.ts';
import { diskComponents, localSsdComponent } from './disk-components.ts';
import { type MachineUse, machineComponents } from './machine-components.ts';
import { purchaseOption } from './purchase-option.ts';

/** Alike nodes of a cluster; `config` is their `node_config` block. */
export interface NodeGroup {
  readonly resource: ResourceReader;
  readonly config: BlockReader | undefined;
  readonly region: string;
  /** Nodes over all zones. */
  readonly count: Quantity;
  readonly path?: readonly string[];
}

/** What nodes are billed for: machines, boot disks, local SSDs, GPUs. https://cloud.google.com/kubernetes-engine/pricing */
export function nodeComponents(group: NodeGroup): readonly Component[] {
  const { config, count, region, resource } = group;
  const path = group.path ? { path: group.path } : {};
  const use: MachineUse = {
    region,
    resource,
    machineType: config?.text('machine_type', 'e2-medium') ?? 'e2-medium',
    option: purchaseOption(config, resource),
    hours: known(HOURS_PER_MONTH),
    count,
    ...path,
  };
  const localSsds = localSsdCount(config);
  return [
    ...machineComponents(use),
    ...diskComponents({
      region,
      diskType: config?.text('disk_type', 'pd-standard') ?? 'pd-standard',
      sizeGb: times(count, config?.number('disk_size_gb', 100) ?? 100),
      ...path,
    }),
    ...(localSsds > 0 ? [localSsdComponent(times(count, localSsds), use)] : []),
    ...acceleratorComponents(config?.blocks('guest_accelerator') ?? [], { resource, use }),
  ];
}

function localSsdCount(config: BlockReader | undefined): number {
  return (
    (config?.number('local_ssd_count', 0) ?? 0) +
    (config?.number('ephemeral_storage_local_ssd_config.local_ssd_count', 0) ?? 0) +
    (config?.number('ephemeral_storage_config.local_ssd_count', 0) ?? 0) +
    (config?.number('local_nvme_ssd_block_config.local_ssd_count', 0) ?? 0)
  );
}

/**
 * Nodes of a pool in each of its zones: what the usage file states, else the least that its autoscaler keeps, else its
 * node count, else its initial one, else three.
 */
function nodesPerZone(pool: BlockReader, usageKey: string, resource: ResourceReader): Quantity {
  const stated = resource.usage(usageKey);
  if (stated.state === 'known') return stated;
  return known(
    pool.number('autoscaling.min_node_count') ?? pool.number('node_count') ?? pool.number('initial_node_count') ?? 3,
  );
}

/** Nodes of a pool over all zones; `total_min_node_count` counts all zones together. */
export function nodeCount(
  pool: BlockReader,
  of: { readonly usageKey: string; readonly resource: ResourceReader; readonly zones: number },
): Quantity {
  const total = pool.number('autoscaling.total_min_node_count');
  if (total !== undefined && of.resource.usage(of.usageKey).state !== 'known') return known(total);
  return times(nodesPerZone(pool, of.usageKey, of.resource), of.zones);
}

/** `us-central1-a` is a zone, `us-central1` a region. */
export function isZone(location: string): boolean {
  return /-[a-z]$/.test(location);
}
