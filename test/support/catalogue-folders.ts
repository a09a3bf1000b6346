import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { awsFreeTypes } from '#app/catalog/aws/free.ts';
import { awsTypes } from '#app/catalog/aws/registry.ts';
import { azurermFreeTypes } from '#app/catalog/azurerm/free.ts';
import { azurermTypes } from '#app/catalog/azurerm/registry.ts';
import { googleFreeTypes } from '#app/catalog/google/free.ts';
import { googleTypes } from '#app/catalog/google/registry.ts';
import type { ResourceType } from '#app/catalog/resource-type.ts';
import { repositoryRoot } from './shared.ts';

/** One provider's part of the catalogue as it lies on disk and as its registry lists it. */
export interface CatalogueFolder {
  readonly name: string;
  readonly types: readonly ResourceType[];
  readonly free: readonly string[];
  /** Regions in which a price is expected, the provider's reference region first. */
  readonly regions: readonly [string, ...string[]];
}

export const catalogueFolders: readonly CatalogueFolder[] = [
  { name: 'aws', types: awsTypes, free: awsFreeTypes, regions: ['us-east-1', 'eu-west-1', 'eu-central-1'] },
  { name: 'azurerm', types: azurermTypes, free: azurermFreeTypes, regions: ['eastus', 'westeurope'] },
  { name: 'google', types: googleTypes, free: googleFreeTypes, regions: ['us-central1', 'europe-west1', 'us-east1'] },
];

/** The resource types that each file of the folder exports, by the file's name without ending. */
export async function typesByFile(folder: string): Promise<ReadonlyMap<string, readonly ResourceType[]>> {
  const directory = join(repositoryRoot, 'app/catalog', folder);
  const found = new Map<string, readonly ResourceType[]>();
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.ts') && name !== 'registry.ts')) {
    const exported: Readonly<Record<string, unknown>> = await import(join(directory, file));
    const types = Object.values(exported).filter(isResourceType);
    if (types.length > 0) found.set(file.slice(0, -3), types);
  }
  return found;
}

function isResourceType(value: unknown): value is ResourceType {
  return typeof value === 'object' && value !== null && 'types' in value && 'parts' in value && 'source' in value;
}
