/** Our tree in the JSON that `hcl2json` writes, by its published rules, to compare whole files. */
import type { HclFile } from '#app/hcl/parse.ts';
import type { Body, Expression, Span, Template, TemplatePart } from '#app/hcl/syntax-tree.ts';

type Json = unknown;

/** The file as `hcl2json` would write it. */
export function toOracleJson({ source, body }: HclFile): Json {
  return bodyJson(body, source.text);
}

function bodyJson(body: Body, text: string): Record<string, Json> {
  const json: Record<string, Json> = {};
  for (const block of body.blocks) {
    const names = [block.type, ...block.labels.map((label) => label.text)];
    let level = json;
    for (const name of names.slice(0, -1)) {
      level[name] ??= {};
      level = level[name] as Record<string, Json>;
    }
    const last = names.at(-1)!;
    level[last] ??= [];
    (level[last] as Json[]).push(bodyJson(block.body, text));
  }
  for (const { name, expression } of body.attributes) json[name] = expressionJson(expression, text);
  return json;
}

function sourceOf({ start, end }: Span, text: string): string {
  return text.slice(start, end);
}

function expressionJson(node: Expression, text: string): Json {
  switch (node.kind) {
    case 'literal':
      return node.value === null || typeof node.value === 'boolean' ? node.value : node.value.toNumber();
    case 'unary': {
      const operand = expressionJson(node.operand, text);
      if (node.operand.kind === 'literal' && typeof operand === 'boolean') return !operand;
      return node.operand.kind === 'literal' ? 0 - Number(operand) : `\${${sourceOf(node, text)}}`;
    }
    case 'template':
      return templateText(node, text);
    case 'interpolation':
      return expressionJson(node.inner, text);
    case 'tuple':
      return node.items.map((item) => expressionJson(item, text));
    case 'object': {
      const json: Record<string, Json> = {};
      for (const { key, value } of node.items) json[keyText(key, text)] = expressionJson(value, text);
      return json;
    }
    default:
      return `\${${sourceOf(node, text)}}`;
  }
}

function keyText(key: Expression, text: string): string {
  switch (key.kind) {
    case 'literal':
      return key.value === null || typeof key.value === 'boolean' ? String(key.value) : String(key.value.toNumber());
    case 'traversal':
      return sourceOf(key, text);
    case 'template':
      return templateText(key, text);
    case 'interpolation':
      return partText(key.inner, text);
    default:
      return `\${${sourceOf(key, text)}}`;
  }
}

function templateText(node: Template, text: string): string {
  return node.parts.map((part) => pieceText(part, text)).join('');
}

function pieceText(part: TemplatePart, text: string): string {
  switch (part.kind) {
    case 'text':
      return part.text.replace(/[$%](?=[{])/g, (sign) => sign + sign);
    case 'value':
      return partText(part.inner, text);
    case 'if': {
      const otherwise = part.whenFalse ? templateText(part.whenFalse, text) : '';
      const alternative = otherwise === '' ? '' : `%{else}${otherwise}`;
      return `%{if ${sourceOf(part.condition, text)}}${templateText(part.whenTrue, text)}${alternative}%{endif}`;
    }
    case 'for': {
      const names = part.keyName === null ? part.valueName : `${part.keyName}, ${part.valueName}`;
      return `%{for ${names} in ${sourceOf(part.collection, text)}}${templateText(part.body, text)}%{endfor}`;
    }
  }
}

function partText(inner: Expression, text: string): string {
  switch (inner.kind) {
    case 'literal':
      return inner.value === null || typeof inner.value === 'boolean' ? String(inner.value) : inner.value.toFixed();
    case 'template':
      return templateText(inner, text);
    case 'interpolation':
      return partText(inner.inner, text);
    case 'conditional': {
      const otherwise = partText(inner.whenFalse, text);
      const alternative = otherwise === '' ? '' : `%{else}${otherwise}`;
      return `%{if ${sourceOf(inner.condition, text)}}${partText(inner.whenTrue, text)}${alternative}%{endif}`;
    }
    default:
      return `\${${sourceOf(inner, text)}}`;
  }
}
