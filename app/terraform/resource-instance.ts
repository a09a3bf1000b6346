import { lineAt } from '#app/hcl/source-text.ts';
import type { Value } from '#app/hcl/value.ts';
import { attributeValue } from './attribute-value.ts';
import { effectiveTags } from './effective-tags.ts';
import type { ModuleInstance, ResourceExpansion } from './module-instance.ts';
import type { ProviderSettings } from './provider-settings.ts';
import { referencesOf } from './references-of.ts';
import { type Attributes, type ResourceInstance, UNKNOWN } from './resource.ts';

/** The instances of one resource or data source as the rest of the house knows them. */
export function instancesOf(
  expansion: ResourceExpansion,
  home: { readonly module: ModuleInstance; readonly settings: ProviderSettings },
): readonly ResourceInstance[] {
  const { module, settings } = home;
  const { mode, type, name, sourced, repetitions } = expansion;
  const { source, block } = sourced;
  const local = `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
  const common: Omit<
    ResourceInstance,
    'address' | 'index' | 'attributes' | 'unknownReasons' | 'sensitivePaths' | 'tags'
  > = {
    mode: mode === 'data' ? 'data' : 'managed',
    type,
    name,
    module: module.address,
    provider: settings.provider,
    providerRegion: settings.region,
    references: referencesOf(block.body, module),
    source: { file: source.file, startLine: lineAt(source, block.start), endLine: lineAt(source, block.end - 1) },
  };
  return repetitions.map(({ index, unknown }, at) => {
    const read = readAttributes(expansion.values[at] ?? new Map());
    const count = unknown ?? module.unknownCount;
    if (count) read.unknownReasons['count'] = count;
    if (settings.region === UNKNOWN)
      read.unknownReasons['region'] ??= settings.reason ?? 'the provider sets it at apply';
    return {
      ...common,
      address: module.qualified(index === null ? local : `${local}[${JSON.stringify(index)}]`),
      index,
      attributes: read.attributes,
      unknownReasons: read.unknownReasons,
      sensitivePaths: [...read.sensitivePaths, ...settings.sensitiveTags],
      tags: effectiveTags({ type, attributes: read.attributes }, settings.defaultTags),
    };
  });
}

function readAttributes(values: ReadonlyMap<string, Value>): {
  readonly attributes: Attributes;
  readonly unknownReasons: Record<string, string>;
  readonly sensitivePaths: readonly string[];
} {
  const unknownReasons: Record<string, string> = {};
  const sensitivePaths: string[] = [];
  const attributes = [...values].map(
    ([key, value]) => [key, attributeValue(value, key, { unknownReasons, sensitivePaths })] as const,
  );
  return { attributes: Object.fromEntries(attributes), unknownReasons, sensitivePaths };
}
