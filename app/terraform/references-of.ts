import { findReferences } from '#app/hcl/references.ts';
import type { Body, Expression } from '#app/hcl/syntax-tree.ts';
import type { ModuleInstance } from './module-instance.ts';
import { attributeOf } from './module-instance.ts';

const MAX_HOPS = 12;

/** Addresses of resources that each attribute of a body refers to, followed through locals and module inputs. */
export function referencesOf(body: Body, module: ModuleInstance): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  collect(body, '', (path, expression) => {
    const addresses = addressesIn(expression, module, 0);
    if (addresses.length > 0) found[path] = [...new Set([...(found[path] ?? []), ...addresses])];
  });
  return found;
}

function collect(body: Body, prefix: string, visit: (path: string, expression: Expression) => void): void {
  for (const { name, expression } of body.attributes) visit(prefix === '' ? name : `${prefix}.${name}`, expression);
  for (const block of body.blocks) {
    if (block.type === 'lifecycle' || block.type === 'provisioner') continue;
    if (block.type === 'dynamic') {
      const type = block.labels[0]?.text ?? '';
      for (const inner of block.body.blocks)
        if (inner.type === 'content') collect(inner.body, join(prefix, type), visit);
    } else collect(block.body, join(prefix, block.type), visit);
  }
}

function join(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}.${name}`;
}

function addressesIn(expression: Expression, module: ModuleInstance, hops: number): readonly string[] {
  if (hops > MAX_HOPS) return [];
  return findReferences(expression).flatMap(({ root, steps }) => {
    const [first, second] = steps;
    if (first?.kind !== 'attribute') return [];
    const prefix = module.address === '' ? '' : `${module.address}.`;
    if (root === 'local') return localAddresses(first.name, module, hops);
    if (root === 'var') return inputAddresses(first.name, module, hops);
    if (root === 'module') return outputAddresses(steps, module, hops);
    if (['each', 'count', 'self', 'path', 'terraform'].includes(root)) return [];
    if (root === 'data') return second?.kind === 'attribute' ? [`${prefix}data.${first.name}.${second.name}`] : [];
    const index = second?.kind === 'index' ? `[${JSON.stringify(second.key)}]` : '';
    return [`${prefix}${root}.${first.name}${index}`];
  });
}

function localAddresses(name: string, module: ModuleInstance, hops: number): readonly string[] {
  return module.blocks('locals').flatMap(({ block }) => {
    const found = attributeOf(block, name);
    return found ? addressesIn(found.expression, module, hops + 1) : [];
  });
}

function inputAddresses(name: string, module: ModuleInstance, hops: number): readonly string[] {
  const found = module.call && module.parent ? attributeOf(module.call.block, name) : undefined;
  return found && module.parent ? addressesIn(found.expression, module.parent, hops + 1) : [];
}

function outputAddresses(
  steps: ReturnType<typeof findReferences>[number]['steps'],
  module: ModuleInstance,
  hops: number,
): readonly string[] {
  const [name] = steps;
  const output = steps.slice(1).find((step) => step.kind === 'attribute');
  if (name?.kind !== 'attribute' || output?.kind !== 'attribute') return [];
  return module
    .children()
    .filter((child) => child.call?.block.labels[0]?.text === name.name)
    .flatMap((child) => {
      const declared = child.blocks('output').find(({ block }) => block.labels[0]?.text === output.name);
      const value = declared ? attributeOf(declared.block, 'value') : undefined;
      return value ? addressesIn(value.expression, child, hops + 1) : [];
    });
}
