import type { ResourceEstimate } from '#app/estimate/estimate.ts';
import type { AttributeValue, ResourceInstance } from '#app/terraform/resource.ts';
import type { Evidence } from './finding.ts';

/**
 * What the configuration says at a path: its value, `undefined` where nothing is set (or null), and `null` where it is
 * not known offline, so that nobody takes an unknown for a default. What is sensitive counts as not known: findings are
 * printed.
 */
export function attributeAt(
  { resource }: ResourceEstimate,
  path: readonly (string | number)[],
): AttributeValue | undefined {
  if (resource && isSensitive(resource, path.join('.'))) return null;
  let value: AttributeValue | undefined = resource?.attributes;
  for (const step of path) {
    if (typeof value === 'symbol') return null;
    if (value === null || value === undefined || typeof value !== 'object') return undefined;
    value = (value as Readonly<Record<string | number, AttributeValue>>)[step];
  }
  return typeof value === 'symbol' ? null : (value ?? undefined);
}

function isSensitive({ sensitivePaths }: ResourceInstance, path: string): boolean {
  return sensitivePaths.some((each) => each === '' || each === path || path.startsWith(`${each}.`));
}

/** The text at a path; undefined where none is set, null where it is not known. */
export function textAt(resource: ResourceEstimate, path: readonly (string | number)[]): string | null | undefined {
  const value = attributeAt(resource, path);
  return value === null || value === undefined ? value : String(value);
}

/** The number at a path; undefined where none is set, null where it is not known or none. */
export function numberAt(resource: ResourceEstimate, path: readonly (string | number)[]): number | null | undefined {
  const value = attributeAt(resource, path);
  if (value === null || value === undefined) return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A value of the configuration as evidence, with the place of its resource. */
export function configured({ source }: ResourceEstimate, what: string, value: string): Evidence {
  return { what, value, source: source === null ? 'the configuration' : `${source.file}:${source.startLine}` };
}

/** True where a tag says in the usual words that this is not production. */
export function isOutsideProduction({ tags }: ResourceEstimate): boolean {
  return ENVIRONMENT_TAGS.some((key) => OTHERS.has((valueOfTag(tags?.values ?? {}, key) ?? '').toLowerCase()));
}

/** The value of a tag, whatever the case of its key. */
export function valueOfTag(tags: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.entries(tags).find(([name]) => name.toLowerCase() === key)?.[1];
}

/** Keys of tags that name an environment. */
export const ENVIRONMENT_TAGS: readonly string[] = ['env', 'environment', 'stage'];
const OTHERS: ReadonlySet<string> = new Set([
  'dev',
  'development',
  'test',
  'testing',
  'qa',
  'staging',
  'stage',
  'sandbox',
  'preview',
]);
