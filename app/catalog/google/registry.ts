import type { ResourceType } from '../resource-type.ts';

/** Every billed google type, one file each. */
export const googleTypes: readonly ResourceType[] = [];
