import { parseDocument, visit } from 'yaml';
import { HclError } from '../diagnostic.ts';
import { encodeJson } from '../encode-json.ts';
import { fromJson, type Json } from '../json-value.ts';
import { hclNumber, numberText } from '../number.ts';
import { sortedNames } from '../set-value.ts';
import { numberValue, type Value } from '../value.ts';
import { terraformTags } from './yaml-tags.ts';

/** Aliases of a document may be followed so often: a few lines can otherwise stand for gigabytes. */
const MAX_ALIASES = 100;
/** Longer documents are not read, and deeper values not written. */
const MAX_LENGTH = 2 * 1024 * 1024;
const MAX_DEPTH = 100;

/**
 * The value of a YAML 1.2 text of one document with Terraform's subset of types
 * (https://developer.hashicorp.com/terraform/language/functions/yamldecode, read 2026-11-25).
 * @throws HclError when the text is not such a document.
 */
export function decodeYaml(text: string): Value {
  if (text.length > MAX_LENGTH) throw new HclError(`YAML of more than ${MAX_LENGTH} characters is not read`, null);
  const document = parseDocument(text, {
    intAsBigInt: false,
    merge: true,
    uniqueKeys: true,
    version: '1.2',
    customTags: terraformTags,
  });
  const problem = document.errors[0];
  if (problem) throw new HclError(`invalid YAML: ${problem.message.split('\n')[0] ?? ''}`, null);
  if (document.contents === null && !document.directives?.docStart)
    throw new HclError('invalid YAML: there is no document', null);
  let depth = 0;
  visit(document, {
    Node(_, __, path) {
      depth = Math.max(depth, path.length);
      return depth > 2000 ? visit.BREAK : undefined;
    },
  });
  if (depth > 2000) throw new HclError('invalid YAML: nested too deeply', null);
  try {
    return fromYaml(document.toJS({ maxAliasCount: MAX_ALIASES }));
  } catch (cause) {
    if (cause instanceof HclError) throw cause;
    throw new HclError(`invalid YAML: ${(cause as Error).message}`, null);
  }
}

function fromYaml(data: unknown): Value {
  if (data === undefined) return fromJson(null);
  if (typeof data === 'bigint') return numberValue(hclNumber(data));
  if (data instanceof Date) return fromJson(data.toISOString());
  return fromJson(data as Json);
}

/**
 * The value as YAML in the style of Terraform's `yamlencode`: block style, sorted names, strings and names quoted.
 * @throws HclError when a part is unknown.
 */
export function encodeYaml(value: Value): string {
  // Refuses what would be too long, before lines are laid out.
  encodeJson(value);
  const isOpenScalar = value.kind === 'number' || value.kind === 'bool' || value.kind === 'null';
  return `${yamlLines(value, 0).join('\n')}\n${isOpenScalar ? '...\n' : ''}`;
}

function yamlLines(value: Value, depth: number): string[] {
  if (depth > MAX_DEPTH) throw new HclError(`YAML of more than ${MAX_DEPTH} levels is not written`, null);
  switch (value.kind) {
    case 'string':
      return value.text.includes('\n') ? blockLines(value.text) : [quoteYaml(value.text)];
    case 'number':
      return [numberText(value.number)];
    case 'bool':
      return [value.truth ? 'true' : 'false'];
    case 'null':
      return ['null'];
    case 'sequence':
      if (value.items.length === 0) return ['[]'];
      return value.items.flatMap((item) =>
        yamlLines(item, depth + 1).map((line, i) => (i === 0 ? `- ${line}` : indented(line))),
      );
    case 'mapping':
      if (value.entries.size === 0) return ['{}'];
      return sortedNames(value.entries).flatMap((name) =>
        entryLines(name, yamlEntry(value.entries.get(name) as Value, depth + 1)),
      );
    case 'unknown':
      throw new HclError('a value that is not known has no YAML', null);
  }
}

interface YamlEntry {
  readonly value: Value;
  readonly lines: readonly string[];
}

function yamlEntry(value: Value, depth: number): YamlEntry {
  return { value, lines: yamlLines(value, depth) };
}

function entryLines(name: string, { value, lines }: YamlEntry): string[] {
  const key = `${quoteYaml(name)}:`;
  if (value.kind === 'mapping' && value.entries.size > 0) return [key, ...lines.map(indented)];
  if (value.kind === 'sequence' && value.items.length > 0) return [key, ...lines];
  return [`${key} ${lines[0]}`, ...lines.slice(1)];
}

/** Characters beyond the first plane are escaped, as Go's writer does. */
function quoteYaml(text: string): string {
  return JSON.stringify(text).replace(
    /[\u{10000}-\u{10ffff}]/gu,
    (c) => `\\U${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(8, '0')}`,
  );
}

/** Text of several lines as a literal block. */
function blockLines(text: string): string[] {
  const chomping = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') ? '+' : '';
  const body = chomping === '-' ? text : text.slice(0, -1);
  return [`|${chomping}`, ...body.split('\n').map(indented)];
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}
