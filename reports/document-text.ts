/** Beyond so many resources nobody reads the document line by line, and indentation would double it. */
const MOST_INDENTED = 500;

/** A document as JSON text: indented for people while it is small. */
export function documentText(document: unknown, size: { readonly resources: number }): string {
  if (size.resources <= MOST_INDENTED) return JSON.stringify(document, null, 2);
  return compactText(document, 'frame', { texts: new Map(), names: new Map() });
}

/** What was written before: what may stand in several places, and the names of properties. */
interface Written {
  readonly texts: Map<object, string>;
  readonly names: Map<string, string>;
}

/**
 * Where a value stands: in the frame of the document (down to the breakdowns, of which one may be prior and planned), as
 * one of many resources, or in one of them, where equal resources have the same list of rows.
 */
type Standing = 'frame' | 'resource' | 'in a resource';

/** As `JSON.stringify` writes it, but what stands twice in the document is only worked out once. */
function compactText(value: unknown, standing: Standing, written: Written): string {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return JSON.stringify(value) ?? 'null';
  const isList = Array.isArray(value);
  if (standing === 'resource') return isList ? JSON.stringify(value) : partsText(value, 'in a resource', written);
  if (standing === 'in a resource' && !isList) return JSON.stringify(value);
  const before = written.texts.get(value);
  if (before !== undefined) return before;
  const text = standing === 'in a resource' ? JSON.stringify(value) : frameText(value, written);
  written.texts.set(value, text);
  return text;
}

function frameText(value: object, written: Written): string {
  return Array.isArray(value) ? listText(value, 'frame', written) : partsText(value, 'frame', written);
}

function listText(values: readonly unknown[], standing: Standing, written: Written): string {
  return `[${values.map((each) => compactText(each, standing, written)).join(',')}]`;
}

function partsText(value: object, standing: Standing, written: Written): string {
  const parts = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of Object.keys(parts)) {
    const part = parts[name];
    if (part === undefined) continue;
    const isMany = standing === 'frame' && Array.isArray(part) && (name === 'resources' || name === 'freeResources');
    const partText = isMany ? listText(part, 'resource', written) : compactText(part, standing, written);
    text += `${text === '' ? '{' : ','}${nameText(name, written)}${partText}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

function nameText(name: string, { names }: Written): string {
  const before = names.get(name);
  if (before !== undefined) return before;
  const text = `${JSON.stringify(name)}:`;
  names.set(name, text);
  return text;
}
