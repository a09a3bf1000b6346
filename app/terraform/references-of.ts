import { findReferences } from '#app/hcl/references.ts';
import type { Body, Expression } from '#app/hcl/syntax-tree.ts';
import { resultOf } from './evaluation-graph.ts';
import { attributeOf } from './module-files.ts';
import type { ModuleInstance } from './module-instance.ts';

/** So many locals, inputs and outputs are followed for one attribute. */
const MAX_VISITED = 500;

/** Addresses of resources that each attribute of a body refers to, followed through locals, inputs and outputs. */
export function referencesOf(body: Body, module: ModuleInstance): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  collect(body, '', (path, expression) => {
    const addresses = addressesIn(expression, module);
    if (addresses.length > 0) found[path] = [...new Set([...(found[path] ?? []), ...addresses])];
  });
  return found;
}

function collect(body: Body, prefix: string, visit: (path: string, expression: Expression) => void): void {
  const at = (name: string): string => (prefix === '' ? name : `${prefix}.${name}`);
  for (const { name, expression } of body.attributes) if (name !== 'depends_on') visit(at(name), expression);
  for (const block of body.blocks) {
    if (block.type === 'lifecycle' || block.type === 'provisioner') continue;
    const forEach = block.type === 'dynamic' ? attributeOf(block, 'for_each') : undefined;
    const name = block.type === 'dynamic' ? (block.labels[0]?.text ?? '') : block.type;
    if (forEach) visit(at(name), forEach.expression);
    const bodies = block.type === 'dynamic' ? block.body.blocks.filter(({ type }) => type === 'content') : [block];
    for (const inner of bodies) collect(inner.body, at(name), visit);
  }
}

interface Pending {
  readonly expression: Expression;
  readonly module: ModuleInstance;
}

function addressesIn(expression: Expression, start: ModuleInstance): readonly string[] {
  const addresses: string[] = [];
  const seen = new Map<ModuleInstance, Set<Expression>>();
  let visited = 0;
  const pending: Pending[] = [{ expression, module: start }];
  for (let next = pending.pop(); next && visited < MAX_VISITED; next = pending.pop()) {
    const before = seen.get(next.module) ?? new Set<Expression>();
    if (before.has(next.expression)) continue;
    seen.set(next.module, before.add(next.expression));
    visited += 1;
    for (const reference of findReferences(next.expression)) {
      const followed = follow(reference, next.module);
      if (typeof followed === 'string') addresses.push(followed);
      else pending.push(...followed);
    }
  }
  return addresses;
}

type Reference = ReturnType<typeof findReferences>[number];

function follow({ root, steps }: Reference, module: ModuleInstance): string | readonly Pending[] {
  const [first, second, third] = steps;
  if (first?.kind !== 'attribute' || WITHOUT_RESOURCE.has(root)) return [];
  switch (root) {
    case 'local': {
      const found = module.files.locals.get(first.name);
      return found ? [{ expression: found.attribute.expression, module }] : [];
    }
    case 'var': {
      const argument = module.caller && attributeOf(module.caller.sourced.block, first.name);
      return module.caller && argument ? [{ expression: argument.expression, module: module.caller.module }] : [];
    }
    case 'module':
      return outputs(first.name, steps, module);
    case 'data':
      if (second?.kind !== 'attribute') return [];
      return module.qualified(`data.${first.name}.${second.name}${indexText(third)}`);
    default:
      return module.resource(`resource.${root}.${first.name}`)
        ? module.qualified(`${root}.${first.name}${indexText(second)}`)
        : [];
  }
}

const WITHOUT_RESOURCE: ReadonlySet<string> = new Set([
  'each',
  'count',
  'self',
  'path',
  'terraform',
  'tofu',
  'ephemeral',
]);

function indexText(step: Reference['steps'][number] | undefined): string {
  return step?.kind === 'index' ? `[${JSON.stringify(step.key)}]` : '';
}

function outputs(name: string, steps: Reference['steps'], module: ModuleInstance): readonly Pending[] {
  const call = module.call(name);
  const expansion = call && resultOf(call, module.project.graph);
  const output = steps.slice(1).find((step) => step.kind === 'attribute');
  if (output?.kind !== 'attribute') return [];
  const key = steps[1]?.kind === 'index' ? steps[1].key : undefined;
  const at = key === undefined ? undefined : expansion?.places.get(key);
  const instances = expansion?.instances ?? [];
  return (at === undefined ? instances : instances.slice(at, at + 1)).flatMap((instance) => {
    const declared = instance.files.byName.get(`output.${output.name}`);
    const value = declared && attributeOf(declared.block, 'value');
    return value ? [{ expression: value.expression, module: instance }] : [];
  });
}
