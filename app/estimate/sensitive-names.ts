import { type AttributeValue, type ResourceInstance, UNKNOWN } from '#app/terraform/resource.ts';
import type { CostComponent } from './estimate.ts';
import { SENSITIVE_MASK } from './sensitive-tags.ts';

/** The components with every sensitive value that a name or a reason would show replaced by `(sensitive)`. */
export function maskNames(components: readonly CostComponent[], resource: ResourceInstance): readonly CostComponent[] {
  if (resource.sensitivePaths.length === 0) return components;
  const secrets = sensitiveTexts(resource);
  if (secrets.length === 0) return components;
  const mask = (text: string): string =>
    secrets.reduce((masked, secret) => masked.replaceAll(secret, SENSITIVE_MASK), text);
  return components.map((each) => ({
    ...each,
    name: mask(each.name),
    path: each.path.map(mask),
    ...(each.reason === undefined ? {} : { reason: mask(each.reason) }),
  }));
}

/** Longest first, so that a secret that contains another is masked whole. */
function sensitiveTexts(resource: ResourceInstance): readonly string[] {
  const texts = new Set<string>();
  for (const path of resource.sensitivePaths) collect(valueAt(resource.attributes, path), texts);
  return [...texts].filter((text) => text.trim() !== '').sort((a, b) => b.length - a.length);
}

function valueAt(root: AttributeValue, path: string): AttributeValue | undefined {
  let value: AttributeValue | undefined = root;
  for (const step of path.split('.')) {
    if (value === null || value === undefined || value === UNKNOWN || typeof value !== 'object') return value;
    value = (value as Readonly<Record<string, AttributeValue>>)[step];
  }
  return value;
}

function collect(value: AttributeValue | undefined, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'number') into.add(String(value));
  else if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) collect(inner, into);
}
