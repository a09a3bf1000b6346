import { part, type ResourceType } from '../resource-type.ts';
import { objectOperations, objectStorage, STORAGE_USAGE, storageClass, storageEgressParts } from './object-storage.ts';

/** A bucket of Cloud Storage: data stored and retrieved, operations, traffic. */
export const storageBucket: ResourceType = {
  types: ['google_storage_bucket'],
  source: { url: 'https://cloud.google.com/storage/pricing', read: '2026-08-21' },
  usage: {
    ...STORAGE_USAGE,
    monthly_data_retrieval_gb: { unit: 'GB', means: 'data retrieved in a month; free in the Standard class' },
  },
  parts: [
    part('Storage', (r) => objectStorage(r, 'storage_gb')),
    part('Data retrieval', (r) =>
      ['nearline', 'coldline', 'archive'].includes(storageClass(r))
        ? objectStorage(r, 'monthly_data_retrieval_gb')
        : undefined,
    ),
    part('Operations', objectOperations),
    ...storageEgressParts(),
  ],
};
