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

/** The resource's tags with every sensitive value masked: `tags = { x = var.db_password }` shows the mask. */
export function maskedTags(resource: ResourceInstance): EffectiveTags | null {
  const { tags, sensitivePaths } = resource;
  if (!tags || sensitivePaths.length === 0) return tags;
  const sensitive = new Set(sensitivePaths);
  const whole = TAG_ATTRIBUTES.some((name) => sensitive.has(name));
  const values = Object.entries(tags.values).map(([key, value]) => {
    const masked = whole || TAG_ATTRIBUTES.some((name) => sensitive.has(`${name}.${key}`));
    return [key, masked ? SENSITIVE_MASK : value] as const;
  });
  return { ...tags, values: Object.fromEntries(values) };
}
