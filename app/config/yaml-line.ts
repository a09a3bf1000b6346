import { parseDocument } from 'yaml';

interface Ranged {
  readonly range?: readonly number[] | null;
}

/** The line, from 1, of the key or entry at `path`; of its nearest parent that has one where it is not there itself. */
export function lineOfPath(
  document: ReturnType<typeof parseDocument>,
  at: { readonly path: readonly PropertyKey[]; readonly text: string },
): number {
  const lineAt = (offset: number): number => at.text.slice(0, offset).split('\n').length;
  for (let length = at.path.length; length > 0; length -= 1) {
    const path = at.path.slice(0, length);
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    const items = (parent as { readonly items?: readonly unknown[] } | null)?.items ?? [];
    for (const item of items) {
      const { key } = item as { readonly key?: Ranged & { readonly value?: unknown } };
      if (key?.value === path.at(-1) && key?.range) return lineAt(key.range[0] ?? 0);
    }
    const node = document.getIn(path, true) as Ranged | undefined;
    if (node?.range) return lineAt(node.range[0] ?? 0);
  }
  return 1;
}

/** The same in a YAML text that was read before. */
export function lineOfKey(text: string, path: readonly PropertyKey[]): number {
  return lineOfPath(parseDocument(text), { path, text });
}
