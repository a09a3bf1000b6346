import { type AttributeValue, UNKNOWN } from './resource.ts';

/** Plan JSON's mark tree: `true` where the whole value is unknown (or sensitive), else the same shape inside. */
export type MarkTree = boolean | readonly MarkTree[] | { readonly [name: string]: MarkTree } | null | undefined;

/** `value` with every part that `marks` calls unknown replaced by UNKNOWN, also where the plan leaves it out. */
export function withUnknown(value: AttributeValue | undefined, marks: MarkTree): AttributeValue | undefined {
  if (marks === true) return UNKNOWN;
  if (!marks) return value;
  if (Array.isArray(marks)) {
    const items = Array.isArray(value) ? value : [];
    const length = Math.max(items.length, marks.length);
    return Array.from({ length }, (_, index) => withUnknown(items[index], marks[index]) ?? null);
  }
  const inner: Record<string, AttributeValue> = isObject(value) ? { ...value } : {};
  for (const [name, mark] of Object.entries(marks)) {
    const part = withUnknown(inner[name], mark as MarkTree);
    if (part !== undefined) inner[name] = part;
  }
  return inner;
}

/** Dotted paths of all parts that `marks` names. */
export function markedPaths(marks: MarkTree, prefix = ''): readonly string[] {
  if (marks === true) return [prefix];
  if (!marks || typeof marks !== 'object') return [];
  return Object.entries(marks).flatMap(([name, inner]) =>
    markedPaths(inner as MarkTree, prefix === '' ? name : `${prefix}.${name}`),
  );
}

function isObject(value: unknown): value is { readonly [name: string]: AttributeValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
