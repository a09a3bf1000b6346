import type { Catalogue } from '#app/catalog/registry.ts';
import type { StatedUsage } from '#app/catalog/resource-reader.ts';
import type { ResourceInstance } from '#app/terraform/resource.ts';

/** How large an estate a person wants to be assumed: `--usage small|medium|large`. */
export type UsageSize = 'small' | 'medium' | 'large';

export const USAGE_SIZES: readonly UsageSize[] = ['small', 'medium', 'large'];

/** Looks up what `size` assumes of a usage key. Every quantity that comes of it has the origin `assumed`. */
export function assumedUsage(
  size: UsageSize,
  catalogue: Catalogue,
): (resource: ResourceInstance, key: string) => StatedUsage | undefined {
  return (resource, key) => {
    const usage = catalogue.billed.get(resource.type)?.usage ?? {};
    const sizes = Object.hasOwn(usage, key) ? usage[key]?.sizes : undefined;
    return sizes && { value: sizes[size], origin: 'assumed' };
  };
}
