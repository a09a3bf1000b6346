import { type FoundLiteral, findLiteral } from '#app/hcl/edit.ts';
import type { SourceText } from '#app/hcl/source-text.ts';
import type { Call, Expression, ObjectConstructor, TraversalStep } from '#app/hcl/syntax-tree.ts';
import type { Value } from '#app/hcl/value.ts';
import { evaluateIn } from './evaluate-in.ts';
import { resultOf } from './evaluation-graph.ts';
import { attributeOf, sourceOf } from './module-files.ts';
import { type Origin, type Path, standing, type Traced, type TracePlace } from './trace-place.ts';
import { throughVariable } from './trace-variable.ts';

interface FoundOrigin {
  readonly source: SourceText;
  readonly literal: FoundLiteral & { readonly kind: 'literal' };
  readonly through: readonly string[];
}

/** A chain of more steps than this leads nowhere. */
const MAX_STEPS = 200;

/** The literal behind a part of an expression; a text says why there is none. */
export function traceExpression(start: Traced, origin: Origin): FoundOrigin | string {
  const through: string[] = [];
  let at = start;
  for (let step = 0; step < MAX_STEPS; step++) {
    const literal = findLiteral(at.expression, at.path);
    if (literal.kind === 'literal') return { source: at.place.source, literal, through };
    const next = followed(at, { origin, through });
    if (next === null) return literal.reason;
    if (typeof next === 'string') return next;
    at = next;
  }
  return 'it is passed on too often';
}

interface Following {
  readonly origin: Origin;
  readonly through: string[];
}

/** The next expression on the way; null where there is no way on. */
function followed(at: Traced, following: Following): Traced | string | null {
  const { expression, path, place } = at;
  switch (expression.kind) {
    case 'parentheses':
    case 'interpolation':
      return { ...at, expression: expression.inner };
    case 'relative':
      return { ...at, expression: expression.source, path: [...stepsPath(expression.steps), ...path] };
    case 'index': {
      const key = keyOf(valueIn(expression.key, place));
      return key === null
        ? 'it is chosen by a key that is not known'
        : { ...at, expression: expression.source, path: [key, ...path] };
    }
    case 'conditional': {
      const condition = valueIn(expression.condition, place);
      if (condition.kind !== 'bool') return 'a condition decides that is not known';
      return { ...at, expression: condition.truth ? expression.whenTrue : expression.whenFalse };
    }
    case 'tuple': {
      const [index, ...rest] = path;
      const item = typeof index === 'number' ? expression.items[index] : undefined;
      return item ? { expression: item, path: rest, place } : null;
    }
    case 'object':
      return entry(expression, at);
    case 'call':
      return throughCall(expression, at);
    case 'traversal':
      return throughReference(expression.root, { ...at, path: [...stepsPath(expression.steps), ...path] }, following);
    default:
      return null;
  }
}

function stepsPath(steps: readonly TraversalStep[]): Path {
  return steps.map((step) => (step.kind === 'attribute' ? step.name : step.key));
}

function valueIn(expression: Expression, { module, names, source }: TracePlace): Value {
  return evaluateIn(expression, { module, names, source });
}

function keyOf(value: Value): string | number | null {
  if (value.kind === 'string') return value.text;
  return value.kind === 'number' ? value.number.toNumber() : null;
}

function entry(node: ObjectConstructor, at: Traced): Traced | null {
  const [name, ...rest] = at.path;
  const item = node.items.toReversed().find(({ key }) => {
    const isBare = key.kind === 'traversal' && key.steps.length === 0;
    return name === (isBare ? key.root : String(keyOf(valueIn(key, at.place)) ?? ''));
  });
  return name !== undefined && item ? { expression: item.value, path: rest, place: at.place } : null;
}

/** Functions that hand one of their arguments on as it is. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'tostring',
  'tonumber',
  'tobool',
  'tomap',
  'tolist',
  'nonsensitive',
  'sensitive',
]);

function throughCall({ name, arguments: args }: Call, at: Traced): Traced | null {
  const { path, place } = at;
  const [first, second] = args;
  if (!first) return null;
  const to = (expression: Expression | undefined, inner: Path): Traced | null =>
    expression ? { expression, path: inner, place } : null;
  if (TRANSPARENT.has(name)) return to(first, path);
  if (name === 'lookup' && second) {
    const key = keyOf(valueIn(second, place));
    const map = valueIn(first, place);
    if (key === null || map.kind !== 'mapping') return null;
    return map.entries.has(String(key)) ? to(first, [String(key), ...path]) : to(args[2], path);
  }
  if (name === 'merge') {
    const holder = args.toReversed().find((each) => {
      const value = valueIn(each, place);
      return value.kind === 'mapping' && value.entries.has(String(path[0]));
    });
    return to(holder, path);
  }
  if (name === 'coalesce')
    return to(
      args.find((each) => !isEmpty(valueIn(each, place))),
      path,
    );
  if (name === 'try') return to(first, path);
  return null;
}

function isEmpty(value: Value): boolean {
  return value.kind === 'null' || (value.kind === 'string' && value.text === '');
}

function throughReference(root: string, at: Traced, following: Following): Traced | string | null {
  const [name, ...rest] = at.path;
  const { module, block } = at.place;
  if (typeof name !== 'string') return null;
  switch (root) {
    case 'local': {
      const found = module.files.locals.get(name);
      following.through.push(module.qualified(`local.${name}`));
      return found ? standing(found.attribute.expression, { module, source: found.source, path: rest }) : null;
    }
    case 'var':
      following.through.push(module.qualified(`var.${name}`));
      return throughVariable(name, { ...at, path: rest }, following.origin);
    case 'module':
      following.through.push(module.qualified(`module.${name}`));
      return throughOutput(name, { ...at, path: rest });
    case 'each': {
      const forEach = block ? attributeOf(block.block, 'for_each') : undefined;
      if (!block || !forEach || at.place.index === null) return null;
      if (name !== 'value') return 'it is the key of an instance';
      const source = sourceOf(block, forEach);
      const home = at.place.module;
      return standing(forEach.expression, { module: home, source, path: [at.place.index, ...rest] });
    }
    case 'count':
      return 'it is the number of an instance';
    default:
      return null;
  }
}

function throughOutput(name: string, at: Traced): Traced | string | null {
  const { module } = at.place;
  const call = module.call(name);
  const expansion = call && resultOf(call, module.project.graph);
  if (!expansion?.instances) return `module.${name} is not to be had`;
  const isSingle = expansion.places.has(null);
  const [key, ...keyed] = at.path;
  const [output, ...rest] = isSingle ? at.path : keyed;
  const instance = expansion.instances[expansion.places.get(isSingle ? null : (key ?? '')) ?? -1];
  const declared = instance?.files.byName.get(`output.${output}`);
  const value = declared && attributeOf(declared.block, 'value');
  if (!instance || !declared || !value) return null;
  return standing(value.expression, { module: instance, source: sourceOf(declared, value), path: rest });
}
