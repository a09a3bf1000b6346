import type { Expression, Span } from './syntax-tree.ts';

/**
 * Moves every node of a freshly parsed tree in place, from offsets in its own text to offsets in the file around it.
 * The tree must not be shared with anyone yet.
 */
export function shiftSpans(expression: Expression, place: (span: Span) => Span): void {
  const pending: unknown[] = [expression];
  const seen = new Set<object>();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (isSpan(node)) {
      const moved = place(node);
      Object.assign(node, { start: moved.start, end: moved.end });
    }
    for (const inner of Object.values(node)) if (typeof inner === 'object' && !isNumber(inner)) pending.push(inner);
  }
}

function isSpan(node: object): node is Span {
  return 'start' in node && 'end' in node;
}

/** Numbers of literals are objects too, and none of ours. */
function isNumber(inner: object | null): boolean {
  return inner !== null && 'toFixed' in inner;
}
