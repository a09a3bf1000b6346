import type { ResourceType } from '../resource-type.ts';
import { computeDisk } from './compute_disk.ts';
import { computeImage } from './compute_image.ts';
import { computeInstance } from './compute_instance.ts';
import { computeInstanceGroupManager } from './compute_instance_group_manager.ts';
import { computeMachineImage } from './compute_machine_image.ts';
import { computeSnapshot } from './compute_snapshot.ts';
import { containerCluster } from './container_cluster.ts';
import { containerNodePool } from './container_node_pool.ts';

/** Every billed google type, one file each. */
export const googleTypes: readonly ResourceType[] = [
  computeDisk,
  computeImage,
  computeInstance,
  computeInstanceGroupManager,
  computeMachineImage,
  computeSnapshot,
  containerCluster,
  containerNodePool,
];
