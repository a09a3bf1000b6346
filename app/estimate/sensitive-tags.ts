import type { EffectiveTags, ResourceInstance } from '#app/terraform/resource.ts';

const TAG_ATTRIBUTES: readonly string[] = [
  'tags',
  'tags_all',
  'labels',
  'user_labels',
  'effective_labels',
  'resource_labels',
];

/** What stands in the place of a sensitive value in all output. */
export const SENSITIVE_MASK = '(sensitive)';

/**
 * The resource's tags with every sensitive value masked: `tags = { x = var.db_password }` shows the mask. Where the tags
 * as a whole are sensitive their names may be the secret (`{ (var.db_password) = 1 }`): which tags there are is not told.
 */
export function maskedTags(resource: ResourceInstance): EffectiveTags | null {
  const { tags, sensitivePaths } = resource;
  if (!tags || sensitivePaths.length === 0) return tags;
  const sensitive = new Set(sensitivePaths);
  if (TAG_ATTRIBUTES.some((name) => sensitive.has(name)))
    return { values: { [SENSITIVE_MASK]: SENSITIVE_MASK }, unknownKeys: [], incomplete: true };
  const values = Object.entries(tags.values).map(([key, value]) => {
    const masked = TAG_ATTRIBUTES.some((name) => sensitive.has(`${name}.${key}`));
    return [key, masked ? SENSITIVE_MASK : value] as const;
  });
  return { ...tags, values: Object.fromEntries(values) };
}
