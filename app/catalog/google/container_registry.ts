import { part, type ResourceType } from '../resource-type.ts';
import { objectOperations, objectStorage, STORAGE_USAGE, storageEgressParts } from './object-storage.ts';

/** A registry of images, billed as the bucket that holds them. */
export const containerRegistry: ResourceType = {
  types: ['google_container_registry'],
  source: { url: 'https://cloud.google.com/container-registry/pricing', read: '2026-08-21' },
  usage: STORAGE_USAGE,
  parts: [
    part('Storage', (r) => objectStorage(r, 'storage_gb')),
    part('Operations', objectOperations),
    ...storageEgressParts(),
  ],
};
