import { isDeepStrictEqual } from 'node:util';
import { parseHcl } from '#app/hcl/parse.ts';
import type { Body, Expression } from '#app/hcl/syntax-tree.ts';
import { expressionShape } from './expression-shape.ts';
import { oracleFile, oracleShape } from './oracle.ts';
import { toOracleJson } from './oracle-json.ts';

/** How our reading of a text differs from the reference's, null where it does not. */
export async function compareFile(text: string): Promise<string | null> {
  const ours = parseHcl(text, 'x.tf');
  const reference = await oracleFile(text);
  const [first] = ours.diagnostics;
  if (reference.kind === 'rejected') return first ? null : `accepted here, rejected there: ${reference.message}`;
  if (first) return `rejected here, accepted there: ${first.message} at ${first.span.start}`;
  if (reference.kind === 'unconverted') return null;
  // Through JSON text, so that -0 and undefined do not count.
  const left: unknown = JSON.parse(JSON.stringify(toOracleJson(ours)));
  const right: unknown = JSON.parse(JSON.stringify(reference.json));
  return isDeepStrictEqual(left, right)
    ? null
    : `other values: ${JSON.stringify(left)} instead of ${JSON.stringify(right)}`;
}

/** All attribute values of a text with their sources. */
export function expressionsOf(text: string): readonly { readonly source: string; readonly shape: string }[] {
  const found: { readonly source: string; readonly shape: string }[] = [];
  const pending: Body[] = [parseHcl(text, 'x.tf').body];
  for (let body = pending.pop(); body; body = pending.pop()) {
    for (const { expression } of body.attributes)
      found.push({ source: sourceOf(expression, text), shape: expressionShape(expression, text) });
    for (const block of body.blocks) pending.push(block.body);
  }
  return found;
}

/** A heredoc at the end needs the newline behind its marker. */
function sourceOf({ start, end }: Expression, text: string): string {
  return `${text.slice(start, end)}\n`;
}

/** The reference keeps a text of which a strip marker has left nothing; the tree does not say which texts are empty. */
function withoutText(shape: string | null): string | undefined {
  return shape?.replaceAll(/ ?text\(\)/g, '');
}

/** How our tree of an expression differs from the reference's, null where it does not. */
export async function compareExpression(one: {
  readonly source: string;
  readonly shape: string;
}): Promise<string | null> {
  const reference = await oracleShape(one.source);
  const alike =
    reference === one.shape || (one.source.includes('~}') && withoutText(reference) === withoutText(one.shape));
  return alike ? null : `${one.source}\n  ours      ${one.shape}\n  reference ${reference}`;
}
