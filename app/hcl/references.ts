import type { Expression, ForIntroduction, Span, TemplatePart, TraversalStep } from './syntax-tree.ts';

/** A use of a variable: its name, the literal steps behind it, and where it stands. */
export interface FoundReference extends Span {
  readonly root: string;
  readonly steps: readonly TraversalStep[];
}

interface Pending {
  readonly node: Expression;
  /** Names bound by the `for`s around the node. */
  readonly bound: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * All uses of variables in an expression, in the order of the text. Names that a `for` binds are left out, and so are
 * bare keys of objects.
 */
export function findReferences(expression: Expression): readonly FoundReference[] {
  const found: FoundReference[] = [];
  const pending: Pending[] = [{ node: expression, bound: NONE }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, bound } = next;
    if (node.kind === 'traversal') {
      const { root, steps, start, end } = node;
      if (!bound.has(root)) found.push({ root, steps, start, end });
    } else for (const inner of innerNodes(node, bound)) pending.push(inner);
  }
  return found.sort((a, b) => a.start - b.start);
}

function innerNodes(node: Expression, bound: ReadonlySet<string>): readonly Pending[] {
  const here = (...nodes: readonly (Expression | null)[]): Pending[] =>
    nodes.flatMap((inner) => (inner ? [{ node: inner, bound }] : []));
  switch (node.kind) {
    case 'template':
      return node.parts.flatMap((part) => partNodes(part, bound));
    case 'interpolation':
    case 'parentheses':
      return here(node.inner);
    case 'relative':
      return here(node.source);
    case 'index':
      return here(node.source, node.key);
    case 'splat':
      return here(node.source, node.each);
    case 'call':
      return here(...node.arguments);
    case 'conditional':
      return here(node.condition, node.whenTrue, node.whenFalse);
    case 'binary':
      return here(node.left, node.right);
    case 'unary':
      return here(node.operand);
    case 'tuple':
      return here(...node.items);
    case 'object':
      return node.items.flatMap(({ key, value }) => here(isBareKey(key) ? null : key, value));
    case 'for': {
      const inner = withNames(node, bound);
      const bodies = [node.key, node.value, node.condition].flatMap((body) =>
        body ? [{ node: body, bound: inner }] : [],
      );
      return [...here(node.collection), ...bodies];
    }
    default:
      return [];
  }
}

function partNodes(part: TemplatePart, bound: ReadonlySet<string>): readonly Pending[] {
  switch (part.kind) {
    case 'text':
      return [];
    case 'value':
      return [{ node: part.inner, bound }];
    case 'if':
      return [part.condition, part.whenTrue, part.whenFalse].flatMap((node) => (node ? [{ node, bound }] : []));
    case 'for':
      return [
        { node: part.collection, bound },
        { node: part.body, bound: withNames(part, bound) },
      ];
  }
}

function withNames({ keyName, valueName }: ForIntroduction, bound: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set(bound).add(valueName);
  return keyName === null ? names : names.add(keyName);
}

function isBareKey(key: Expression): boolean {
  return key.kind === 'traversal' && key.steps.length === 0;
}
