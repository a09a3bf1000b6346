/** Beyond so many resources nobody reads the document line by line, and indentation would double it. */
const MOST_INDENTED = 500;

/** Root, projects, project: below them lie the breakdowns, which may be one and the same. */
const SHARED_DEPTH = 3;

/** A document as JSON text: indented for people while it is small. */
export function documentText(document: unknown, size: { readonly resources: number }): string {
  if (size.resources <= MOST_INDENTED) return JSON.stringify(document, null, 2);
  return compactText(document, { depth: SHARED_DEPTH, written: new Map() });
}

/** As `JSON.stringify` writes it, but what stands twice in the document is only worked out once. */
function compactText(value: unknown, to: { readonly depth: number; readonly written: Map<object, string> }): string {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return JSON.stringify(value) ?? 'null';
  const before = to.written.get(value);
  if (before !== undefined) return before;
  const text = to.depth === 0 ? JSON.stringify(value) : partsText(value, { ...to, depth: to.depth - 1 });
  to.written.set(value, text);
  return text;
}

function partsText(value: object, to: { readonly depth: number; readonly written: Map<object, string> }): string {
  if (Array.isArray(value)) return `[${value.map((each) => compactText(each, to)).join(',')}]`;
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{${parts.map(([name, part]) => `${JSON.stringify(name)}:${compactText(part, to)}`).join(',')}}`;
}
