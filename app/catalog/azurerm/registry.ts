import type { ResourceType } from '../resource-type.ts';

/** Every billed azurerm type, one file each. */
export const azurermTypes: readonly ResourceType[] = [];
