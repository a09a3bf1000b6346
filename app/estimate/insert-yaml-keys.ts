import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { ConfigError } from '#app/errors.ts';

/** Keys that a mapping should have: with inner keys, or without a value, which a comment describes. */
export interface WantedKeys {
  readonly [key: string]: WantedKeys | { readonly comment: string };
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The text with the wanted keys that it does not have, each where its mapping ends; every other byte stays. Where a value
 * stands in the place of inner keys nothing is added: it is the user's.
 * @throws ConfigError when the text is not a YAML mapping.
 */
export function insertYamlKeys(source: { readonly text: string; readonly file: string }, wanted: WantedKeys): string {
  const newLine = source.text.includes('\r\n') ? '\r\n' : '\n';
  const text = source.text.endsWith('\n') ? source.text : source.text + newLine;
  const { contents, errors } = parseDocument(text, { uniqueKeys: false });
  if (errors[0] || !isMap(contents)) {
    const remedy = 'correct it first; it is not overwritten';
    const place = { file: source.file };
    throw new ConfigError('the usage file is not a YAML mapping', { place, cause: errors[0], remedy });
  }
  const edits: Edit[] = [];
  complete(contents, { wanted, text, newLine, edits });
  // From the end on; of two at one place the inner mapping's, which was found first, comes to stand first.
  return edits
    .toReversed()
    .toSorted((a, b) => b.from - a.from)
    .reduce((sum, { from, to, text: added }) => sum.slice(0, from) + added + sum.slice(to), text);
}

interface Work {
  readonly wanted: WantedKeys;
  readonly text: string;
  readonly newLine: string;
  readonly edits: Edit[];
}

function complete(map: YAMLMap, work: Work): void {
  const missing: Record<string, WantedKeys[string]> = {};
  for (const [key, value] of Object.entries(work.wanted)) {
    const pair = map.items.find((each) => isScalar(each.key) && each.key.value === key);
    if (!pair) missing[key] = value;
    else if (!isLeaf(value)) completePair(pair, { ...work, wanted: value });
  }
  if (Object.keys(missing).length === 0) return;
  if (map.flow) insertInFlow(map, { ...work, wanted: missing });
  else insertLines(endOf(map), { ...work, wanted: missing, column: columnOf(map.items[0], work.text) });
}

function completePair(pair: Pair, work: Work): void {
  const { value } = pair;
  if (isMap(value) && value.items.length > 0) {
    complete(value, work);
    return;
  }
  const isNothing = value === null || (isScalar(value) && value.value === null) || isMap(value);
  if (!isNothing) return;
  const [from = 0, to = from] = (value as Node | null)?.range ?? [];
  if (to > from) work.edits.push({ from, to, text: '' });
  const end = Math.max(to, endOf(pair.key as Node));
  insertLines(end, { ...work, column: columnOf(pair, work.text) + 2 });
}

/** Lines after the line that holds `end`, which is inside of it or right behind it. */
function insertLines(end: number, work: Work & { readonly column: number }): void {
  const { text, newLine, edits } = work;
  const lines = linesOf(work.wanted, ' '.repeat(work.column)).map((line) => line + newLine);
  const at = text[end - 1] === '\n' ? end : text.indexOf('\n', end) + 1;
  edits.push({ from: at, to: at, text: lines.join('') });
}

function linesOf(wanted: WantedKeys, indent: string): readonly string[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const name = /^[A-Za-z_][\w.[\]*/-]*$/.test(key) ? key : JSON.stringify(key);
    if (isLeaf(value)) return [`${indent}${name}: # ${value.comment}`];
    return [`${indent}${name}:`, ...linesOf(value, `${indent}  `)];
  });
}

/** `{ a: 1 }` has no lines: the keys stand before its closing brace. */
function insertInFlow(map: YAMLMap, { wanted, edits }: Work): void {
  const at = endOf(map.items.at(-1) as Pair);
  edits.push({ from: at, to: at, text: `, ${flowOf(wanted)}` });
}

function flowOf(wanted: WantedKeys): string {
  return Object.entries(wanted)
    .map(([key, value]) => `${JSON.stringify(key)}: ${isLeaf(value) ? 'null' : `{ ${flowOf(value)} }`}`)
    .join(', ');
}

function isLeaf(value: WantedKeys[string]): value is { readonly comment: string } {
  return typeof value['comment'] === 'string';
}

/** Where the last value in a node ends. */
function endOf(node: Node | Pair | null): number {
  if (isMap(node) && !node.flow && node.items.length > 0) return endOf(node.items.at(-1) as Pair);
  if (isSeq(node) && !node.flow && node.items.length > 0) return endOf(node.items.at(-1) as Node);
  if (node && 'key' in node) return Math.max(endOf(node.key as Node), endOf(node.value as Node | null));
  if (isScalar(node) || isAlias(node) || isMap(node) || isSeq(node)) return node.range?.[1] ?? 0;
  return 0;
}

function columnOf(pair: Pair | undefined, text: string): number {
  const start = (pair?.key as Node | undefined)?.range?.[0] ?? 0;
  return start - (text.lastIndexOf('\n', start - 1) + 1);
}
