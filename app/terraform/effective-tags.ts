import { type Attributes, type AttributeValue, type EffectiveTags, UNKNOWN } from './resource.ts';

/** Attributes in which the provider has put its defaults already. */
const WITH_DEFAULTS: readonly string[] = ['tags_all', 'effective_labels', 'terraform_labels'];

const TAG_ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws', ['tags_all', 'tags']],
  ['google', ['effective_labels', 'terraform_labels', 'labels', 'user_labels', 'resource_labels']],
]);

/** Types that keep their labels in a block. */
const IN_BLOCKS: ReadonlyMap<string, readonly [block: string, name: string]> = new Map([
  ['google_cloud_run_service', ['metadata', 'labels']],
  ['google_container_node_pool', ['node_config', 'resource_labels']],
  ['google_sql_database_instance', ['settings', 'user_labels']],
]);

/** Types that carry tags and never get the provider's defaults: those of Google without an attribute `labels`. */
const WITHOUT_DEFAULTS: ReadonlySet<string> = new Set([
  'aws_autoscaling_group',
  'google_container_cluster',
  'google_container_node_pool',
  'google_monitoring_alert_policy',
  'google_monitoring_custom_service',
  'google_monitoring_service',
  'google_monitoring_slo',
  'google_monitoring_uptime_check_config',
  'google_sql_database_instance',
]);

/**
 * The tags the cloud will see: the provider's defaults under the resource's own. An unknown tag is a third state
 * beside set and missing. Null when the type shows no tag attribute and the provider sets no defaults.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging (facts read 2026-08-21);
 * https://www.hashicorp.com/blog/default-tags-in-the-terraform-aws-provider (Auto Scaling groups get no defaults) and
 * `default_labels` in the reference of the Google provider (both read 2026-11-26).
 */
export function effectiveTags(
  resource: { readonly type: string; readonly attributes: Attributes },
  ofProvider: AttributeValue | undefined,
): EffectiveTags | null {
  const defaults = WITHOUT_DEFAULTS.has(resource.type) ? undefined : ofProvider;
  const own = ownTags(resource);
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

/** Later ones are overridden by earlier ones. */
function ownTags({ type, attributes }: Parameters<typeof effectiveTags>[0]): AttributeValue[] {
  if (type === 'aws_autoscaling_group') {
    return [...tagsOfBlocks(attributes['tag']), ...tagsOfBlocks(attributes['tags'])];
  }
  const names = TAG_ATTRIBUTES.get(type.split('_', 1)[0] ?? '') ?? ['tags'];
  const [block, name] = IN_BLOCKS.get(type) ?? [];
  const inBlock = block === undefined || name === undefined ? undefined : attributeOf(attributes[block], name);
  const stated: readonly (AttributeValue | undefined)[] = [...names.map((each) => attributes[each]), inBlock];
  return stated.filter(isTags);
}

/** An attribute of the one block, which a plan gives as a list. */
function attributeOf(block: AttributeValue | undefined, name: string): AttributeValue | undefined {
  const one: AttributeValue | undefined = Array.isArray(block) ? (block[0] as AttributeValue | undefined) : block;
  if (one === UNKNOWN) return UNKNOWN;
  return isTags(one) ? (one as Attributes)[name] : undefined;
}

/** `tag { key, value }` blocks as one mapping; a key that is not known leaves the whole of them open. */
function tagsOfBlocks(blocks: AttributeValue | undefined): readonly AttributeValue[] {
  if (blocks === undefined || blocks === null) return [];
  const list = (Array.isArray(blocks) ? blocks : [blocks]) as readonly AttributeValue[];
  const entries = list.map((each) => (isKnownTags(each) ? (each as Attributes) : null));
  if (entries.some((each) => each === null || typeof each['key'] !== 'string')) return [UNKNOWN];
  return [Object.fromEntries(entries.map((each) => [String(each?.['key']), each?.['value'] ?? null]))];
}

function isKnownTags(value: AttributeValue | undefined): boolean {
  return value !== UNKNOWN && isTags(value);
}

function isTags(value: AttributeValue | undefined): value is AttributeValue {
  return value === UNKNOWN || (typeof value === 'object' && value !== null && !Array.isArray(value));
}
