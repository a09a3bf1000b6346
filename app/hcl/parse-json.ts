import { Cursor } from './cursor.ts';
import { type HclDiagnostic, HclError } from './diagnostic.ts';
import { type JsonString, readJsonText } from './json-reader.ts';
import { hclNumber } from './number.ts';
import type { HclFile } from './parse.ts';
import { parseExpression } from './parse-expression.ts';
import { parseBareTemplate } from './parse-template.ts';
import { shiftSpans } from './shift-spans.ts';
import { sourceText } from './source-text.ts';
import type { Attribute, Block, Body, Expression, Label, ObjectItem, Span } from './syntax-tree.ts';
import { runTask } from './task.ts';

/**
 * Parses the JSON syntax of HCL: `.tf.json`, `.tofu.json`, `.tfvars.json`. Strings are templates, unless `literal`
 * is asked for, as variable files want it. All properties come as attributes whose values are expressions;
 * {@link jsonBlocks} reads one as blocks.
 * Grammar: https://github.com/hashicorp/hcl/blob/main/json/spec.md (read 2026-11-25). Never throws for the text.
 */
export function parseHclJson(
  text: string,
  options: { readonly file: string; readonly strings: 'template' | 'literal' },
): HclFile {
  const source = sourceText(text, options.file);
  const diagnostics: HclDiagnostic[] = [];
  const attributes: Attribute[] = [];
  const makeString = (raw: JsonString): Expression =>
    options.strings === 'literal' ? plainString(raw) : templateString(raw, diagnostics);
  try {
    const root = readJsonText(text, {
      string: makeString,
      number: (digits, span) => ({ kind: 'literal', value: hclNumber(digits), ...span }),
    });
    for (const body of root.kind === 'tuple' ? root.items : [root]) {
      if (body.kind !== 'object') throw new HclError('A JSON object is required at the root', root);
      for (const item of body.items) attributes.push(toAttribute(item));
    }
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    diagnostics.push({ severity: 'error', message: error.message, span: error.span ?? { start: 0, end: 1 } });
  }
  return { source, body: { attributes, blocks: [], items: attributes }, comments: [], diagnostics };
}

function plainString({ text, start, end }: JsonString): Expression {
  const normal = text.normalize('NFC');
  const parts = normal === '' ? [] : [{ kind: 'text', text: normal, start: start + 1, end: end - 1 } as const];
  return { kind: 'template', form: 'quoted', parts, start, end };
}

function templateString(raw: JsonString, diagnostics: HclDiagnostic[]): Expression {
  if (!raw.text.includes('${') && !raw.text.includes('%{')) return plainString(raw);
  const place = raw.hasEscapes
    ? (): Span => raw
    : (span: Span): Span => ({ start: span.start + raw.start + 1, end: span.end + raw.start + 1 });
  try {
    const expression = runTask(parseBareTemplate(new Cursor(raw.text, parseExpression)));
    shiftSpans(expression, place);
    return { ...expression, start: raw.start, end: raw.end };
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    diagnostics.push({ severity: 'error', message: error.message, span: error.span ? place(error.span) : raw });
    return plainString(raw);
  }
}

/** The name that a property has: its text as it stands. */
function keyName(key: Expression): string {
  const [part] = key.kind === 'template' ? key.parts : [];
  return part?.kind === 'text' ? part.text : '';
}

function toAttribute({ key, value }: ObjectItem): Attribute {
  return {
    kind: 'attribute',
    name: keyName(key),
    nameEnd: key.end,
    expression: value,
    start: key.start,
    end: value.end,
  };
}

/**
 * The blocks that a property stands for: one object, or a list of them, under as many levels of names as the block
 * has labels.
 * @throws HclError where there is neither object nor list.
 */
export function jsonBlocks(property: Attribute, labels: number): readonly Block[] {
  const blocks: Block[] = [];
  const pending: { readonly value: Expression; readonly found: readonly Label[] }[] = [
    { value: property.expression, found: [] },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, found } = next;
    if (value.kind === 'literal' && value.value === null) continue;
    if (value.kind === 'tuple') {
      for (const item of value.items.toReversed()) pending.push({ value: item, found });
    } else if (value.kind !== 'object')
      throw new HclError(`A JSON object is required for the block "${property.name}"`, value);
    else if (found.length === labels) blocks.push(toBlock(property, { value, found }));
    else
      for (const { key, value: inner } of value.items.toReversed()) {
        const label = { text: keyName(key), quoted: true, start: key.start, end: key.end };
        pending.push({ value: inner, found: [...found, label] });
      }
  }
  return blocks;
}

function toBlock(
  property: Attribute,
  content: { readonly value: Expression & { kind: 'object' }; readonly found: readonly Label[] },
): Block {
  const { value, found } = content;
  // A property named `//` is a comment.
  const attributes = value.items.map(toAttribute).filter(({ name }) => name !== '//');
  const body: Body = { attributes, blocks: [], items: attributes };
  const start = found.at(-1)?.start ?? property.start;
  return {
    kind: 'block',
    type: property.name,
    labels: found,
    body,
    start,
    end: value.end,
    open: value.start,
    close: value.end - 1,
  };
}
