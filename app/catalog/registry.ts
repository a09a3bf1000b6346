import { awsFreeTypes } from './aws/free.ts';
import { awsTypes } from './aws/registry.ts';
import { azurermFreeTypes } from './azurerm/free.ts';
import { azurermTypes } from './azurerm/registry.ts';
import { googleFreeTypes } from './google/free.ts';
import { googleTypes } from './google/registry.ts';
import type { ResourceType } from './resource-type.ts';

/** The catalogue: what each Terraform type is billed for, and which are free. */
export interface Catalogue {
  readonly billed: ReadonlyMap<string, ResourceType>;
  readonly free: ReadonlySet<string>;
}

/** The whole catalogue, indexed by Terraform type. */
export function openCatalogue(): Catalogue {
  const billed = new Map<string, ResourceType>();
  for (const entry of [...awsTypes, ...azurermTypes, ...googleTypes]) {
    for (const type of entry.types) billed.set(type, entry);
  }
  return { billed, free: new Set([...awsFreeTypes, ...azurermFreeTypes, ...googleFreeTypes]) };
}
