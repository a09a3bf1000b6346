import type { ResourceType } from '../resource-type.ts';

/** Every billed aws type, one file each. */
export const awsTypes: readonly ResourceType[] = [];
