import { type Attributes, type AttributeValue, UNKNOWN } from './resource.ts';

/** What stands in every output in place of a sensitive value, as in Terraform's own. */
const SENSITIVE_TEXT = '(sensitive)';

/** The attributes with every sensitive part replaced by {@link SENSITIVE_TEXT}; an empty path masks all. */
export function maskSensitive(attributes: Attributes, sensitivePaths: readonly string[]): Attributes {
  if (sensitivePaths.length === 0) return attributes;
  const paths = new Set(sensitivePaths);
  const entries = Object.entries(attributes).map(([name, value]) => {
    return [name, paths.has('') ? SENSITIVE_TEXT : masked(value, name, paths)] as const;
  });
  return Object.fromEntries(entries);
}

/** Paths are put together as they were when the marks were read, so that names with dots in them match, too. */
function masked(value: AttributeValue, path: string, paths: ReadonlySet<string>): AttributeValue {
  if (paths.has(path)) return SENSITIVE_TEXT;
  if (value === null || value === UNKNOWN || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item, index) => masked(item, `${path}.${index}`, paths));
  const entries = Object.entries(value).map(([name, inner]) => [name, masked(inner, `${path}.${name}`, paths)]);
  return Object.fromEntries(entries) as AttributeValue;
}
