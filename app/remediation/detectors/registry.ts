import type { CloudDetector } from '../cloud-detector.ts';
import { endlessLogs } from './endless-logs.ts';
import { gp2Volume } from './gp2-volume.ts';
import { idleDatabase } from './idle-database.ts';
import { idleInstance } from './idle-instance.ts';
import { unassociatedAddress } from './unassociated-address.ts';
import { unattachedVolume } from './unattached-volume.ts';

/** Every detector of what a cloud bills in vain. */
export const CLOUD_DETECTORS: readonly CloudDetector[] = [
  unattachedVolume,
  gp2Volume,
  unassociatedAddress,
  idleInstance,
  idleDatabase,
  endlessLogs,
];
