import { type Attributes, type AttributeValue, type EffectiveTags, UNKNOWN } from './resource.ts';

/** Attributes in which the provider has put its defaults already. */
const WITH_DEFAULTS: readonly string[] = ['tags_all', 'effective_labels', 'terraform_labels'];

const TAG_ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws', ['tags_all', 'tags']],
  ['google', ['effective_labels', 'terraform_labels', 'labels', 'user_labels', 'resource_labels']],
]);

/**
 * The tags the cloud will see: the provider's defaults under the resource's own. An unknown tag is a third state
 * beside set and missing. Null when the type shows no tag attribute and the provider sets no defaults.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging (facts read 2026-08-21).
 */
export function effectiveTags(
  resource: { readonly type: string; readonly attributes: Attributes },
  defaults: AttributeValue | undefined,
): EffectiveTags | null {
  const provider = resource.type.split('_', 1)[0] ?? '';
  const names = TAG_ATTRIBUTES.get(provider) ?? ['tags'];
  const own = names.map((name): AttributeValue | undefined => resource.attributes[name]).filter(isTags);
  if (own.length === 0 && defaults === undefined) return null;
  const values: Record<string, string> = {};
  const unknown = new Set<string>();
  let incomplete = false;
  const hasDefaults = WITH_DEFAULTS.some((name) => isKnownTags(resource.attributes[name]));
  const sources: readonly (AttributeValue | undefined)[] = [hasDefaults ? undefined : defaults, ...own.reverse()];
  for (const source of sources) {
    if (source === UNKNOWN) incomplete = true;
    if (!isTags(source) || source === UNKNOWN) continue;
    for (const [key, value] of Object.entries(source as Attributes)) {
      unknown.delete(key);
      if (value === UNKNOWN) unknown.add(key);
      else if (value !== null && typeof value !== 'object') values[key] = String(value);
    }
  }
  for (const key of unknown) delete values[key];
  return { values, unknownKeys: [...unknown], incomplete };
}

function isKnownTags(value: AttributeValue | undefined): boolean {
  return value !== UNKNOWN && isTags(value);
}

function isTags(value: AttributeValue | undefined): boolean {
  return value === UNKNOWN || (typeof value === 'object' && value !== null && !Array.isArray(value));
}
