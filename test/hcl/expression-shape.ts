import type { Expression, Span, Template, TemplatePart } from '#app/hcl/syntax-tree.ts';
import { joinText } from './oracle.ts';

/** Our tree of an expression as the text that `oracleShape` makes of the reference's tree. */
export function expressionShape(node: Expression, text: string): string {
  return joinText(shapeOf(node, text));
}

function shapeOf(node: Expression, text: string): string {
  const inside = (...nodes: readonly (Expression | null)[]): string =>
    nodes.flatMap((inner) => (inner ? [shapeOf(inner, text)] : [])).join(' ');
  switch (node.kind) {
    case 'literal':
      return `literal:${sourceOf(node, text)}()`;
    case 'traversal':
    case 'relative':
    case 'index':
      return chainShape(node, text);
    case 'splat':
      return `splat(${inside(node.source, node.each)})`;
    case 'item':
      return '_()';
    case 'call':
      return `call:${node.name}:${node.expand}(${inside(...node.arguments)})`;
    case 'conditional':
      return `conditional(${inside(node.condition, node.whenTrue, node.whenFalse)})`;
    case 'binary':
      return `binary:${node.operator}(${inside(node.left, node.right)})`;
    case 'unary':
      return `unary:${node.operator}(${inside(node.operand)})`;
    case 'parentheses':
      return `_(${inside(node.inner)})`;
    case 'tuple':
      return `tuple(${inside(...node.items)})`;
    case 'object':
      return `object(${node.items.map(({ key, value }) => `${keyShape(key, text)} ${shapeOf(value, text)}`).join(' ')})`;
    case 'for':
      return `for:${node.keyName ?? ''}:${node.valueName}:${node.group}(${inside(node.collection, node.key, node.value, node.condition)})`;
    case 'interpolation':
      return `wrap(${inside(node.inner)})`;
    case 'template':
      return templateShape(node, text);
  }
}

/** The reference takes any literal in brackets as a step, ours only those that can be an index. */
function chainShape(node: Expression, text: string): string {
  let base = node;
  let steps = 0;
  for (;;) {
    if (base.kind === 'relative') {
      steps += base.steps.length;
      base = base.source;
    } else if (base.kind === 'index' && base.key.kind === 'literal') {
      steps++;
      base = base.source;
    } else break;
  }
  if (base.kind === 'traversal') return `traversal:${base.steps.length + steps + 1}:${base.root}()`;
  const inner =
    base.kind === 'index' ? `index(${shapeOf(base.source, text)} ${shapeOf(base.key, text)})` : shapeOf(base, text);
  return steps === 0 ? inner : `relative:${steps}(${inner})`;
}

function sourceOf({ start, end }: Span, text: string): string {
  return text.slice(start, end);
}

function keyShape(key: Expression, text: string): string {
  const isWord =
    (key.kind === 'traversal' && key.steps.length === 0) ||
    (key.kind === 'literal' && /^[a-z]/.test(sourceOf(key, text)));
  return isWord ? '_()' : `_(${shapeOf(key, text)})`;
}

function templateShape(node: Template, text: string): string {
  return `template(${node.parts.length === 0 ? 'text()' : node.parts.map((part) => partShape(part, text)).join(' ')})`;
}

function partShape(part: TemplatePart, text: string): string {
  switch (part.kind) {
    case 'text':
      return 'text()';
    case 'value':
      return shapeOf(part.inner, text);
    case 'if': {
      const otherwise = part.whenFalse ? templateShape(part.whenFalse, text) : 'template(text())';
      return `conditional(${shapeOf(part.condition, text)} ${templateShape(part.whenTrue, text)} ${otherwise})`;
    }
    case 'for': {
      const inner = `${shapeOf(part.collection, text)} ${templateShape(part.body, text)}`;
      return `templateJoin(for:${part.keyName ?? ''}:${part.valueName}:false(${inner}))`;
    }
  }
}
