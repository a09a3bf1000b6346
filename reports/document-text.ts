import { openUtf8 } from './utf8-chunks.ts';

/** Beyond so many resources nobody reads the document line by line, and indentation would double it. */
const MOST_INDENTED = 500;

/** A document as JSON text: indented for people while it is small. */
export function documentText(document: unknown, size: { readonly resources: number }): string {
  return Buffer.concat(documentBytes(document, size)).toString();
}

/** The same text in UTF-8, in pieces; what stands twice in a large document is worked out and kept only once. */
export function documentBytes(document: unknown, size: { readonly resources: number }): readonly Uint8Array[] {
  if (size.resources <= MOST_INDENTED) return [Buffer.from(JSON.stringify(document, null, 2))];
  const out = openUtf8();
  writeValue(document, { out, frames: new Map(), rows: new Map(), names: new Map() });
  return out.end();
}

interface Writing {
  readonly out: ReturnType<typeof openUtf8>;
  /** Where the frame's objects and lists were written. */
  readonly frames: Map<object, number>;
  /** Texts of lists in resources. */
  readonly rows: Map<object, string>;
  readonly names: Map<string, string>;
}

/** Writes the frame of a document, down to its lists of resources, of which one may be prior and planned. */
function writeValue(value: unknown, to: Writing): void {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) {
    to.out.write(JSON.stringify(value) ?? 'null');
    return;
  }
  const before = to.frames.get(value);
  if (before !== undefined) {
    to.out.repeat(before);
    return;
  }
  const part = to.out.begin();
  if (Array.isArray(value)) writeList(value, (each) => writeValue(each, to), to.out);
  else writeParts(value, to);
  to.out.finish(part);
  to.frames.set(value, part);
}

function writeParts(value: object, to: Writing): void {
  const parts = value as Readonly<Record<string, unknown>>;
  let before = '{';
  for (const name of Object.keys(parts)) {
    const part = parts[name];
    if (part === undefined) continue;
    to.out.write(before + nameText(name, to));
    before = ',';
    const isMany = Array.isArray(part) && (name === 'resources' || name === 'freeResources');
    if (isMany) writeList(part, (each) => writeResource(each, to), to.out);
    else writeValue(part, to);
  }
  to.out.write(before === '{' ? '{}' : '}');
}

function writeList(values: readonly unknown[], write: (each: unknown) => void, out: Writing['out']): void {
  let before = '[';
  for (const each of values) {
    out.write(before);
    before = ',';
    write(each);
  }
  out.write(before === '[' ? '[]' : ']');
}

/** One of many resources: it stands in one place, but equal ones have one and the same list of rows. */
function writeResource(value: unknown, to: Writing): void {
  if (typeof value !== 'object' || value === null || 'toJSON' in value || Array.isArray(value)) {
    to.out.write(JSON.stringify(value) ?? 'null');
    return;
  }
  const parts = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of Object.keys(parts)) {
    const part = parts[name];
    if (part === undefined) continue;
    text += (text === '' ? '{' : ',') + nameText(name, to);
    text += Array.isArray(part) ? rowsText(part, to) : (JSON.stringify(part) ?? 'null');
  }
  to.out.write(text === '' ? '{}' : `${text}}`);
}

function rowsText(rows: readonly unknown[], to: Writing): string {
  const before = to.rows.get(rows);
  if (before !== undefined) return before;
  const text = JSON.stringify(rows);
  to.rows.set(rows, text);
  return text;
}

function nameText(name: string, { names }: Writing): string {
  const before = names.get(name);
  if (before !== undefined) return before;
  const text = `${JSON.stringify(name)}:`;
  names.set(name, text);
  return text;
}
