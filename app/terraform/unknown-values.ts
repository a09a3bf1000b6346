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
  const names = marks as { readonly [name: string]: MarkTree };
  for (const name of Object.keys(names)) {
    const part = withUnknown(inner[name], names[name]);
    if (part !== undefined) inner[name] = part;
  }
  return inner;
}

/** Dotted paths of all parts that `marks` names. */
export function markedPaths(marks: MarkTree, prefix = ''): readonly string[] {
  const paths: string[] = [];
  collectPaths(marks, prefix, paths);
  return paths;
}

function collectPaths(marks: MarkTree, prefix: string, into: string[]): void {
  if (marks === true) into.push(prefix);
  if (!marks || typeof marks !== 'object') return;
  const names = marks as { readonly [name: string]: MarkTree };
  for (const name of Object.keys(names)) collectPaths(names[name], prefix === '' ? name : `${prefix}.${name}`, into);
}

function isObject(value: unknown): value is { readonly [name: string]: AttributeValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
