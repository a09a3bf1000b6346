import type { CloudAction } from '../cloud-action.ts';
import { deleteVolume } from './delete-volume.ts';
import { modifyVolume } from './modify-volume.ts';
import { releaseAddress } from './release-address.ts';
import { setRetention } from './set-retention.ts';
import { stopDatabase } from './stop-database.ts';
import { stopInstance } from './stop-instance.ts';

/** Everything that may be done to a resource of a cloud. */
export const CLOUD_ACTIONS: readonly CloudAction[] = [
  modifyVolume,
  deleteVolume,
  releaseAddress,
  stopInstance,
  stopDatabase,
  setRetention,
];

/** The action of an id; null where there is none. */
export function actionNamed(id: string): CloudAction | null {
  return CLOUD_ACTIONS.find((each) => each.id === id) ?? null;
}
