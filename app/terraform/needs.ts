import { type FoundReference, findReferences } from '#app/hcl/references.ts';
import type { Body, Expression } from '#app/hcl/syntax-tree.ts';
import { resultOf, type Steps } from './evaluation-graph.ts';
import type { ModuleInstance } from './module-instance.ts';

/** Yields all that an expression of a module refers to. */
export function* needsOfExpression(expression: Expression, module: ModuleInstance): Steps<void> {
  const { references } = module.project;
  let found = references.get(expression);
  if (!found) {
    found = findReferences(expression);
    references.set(expression, found);
  }
  yield* needsOf(found, module);
}

/** Yields all that a body refers to, its inner blocks with it. */
export function* needsOfBody(body: Body, module: ModuleInstance): Steps<void> {
  const { references } = module.project;
  let found = references.get(body);
  if (!found) {
    found = referencesIn(body);
    references.set(body, found);
  }
  yield* needsOf(found, module);
}

/** These only steer what Terraform does: values do not depend on them. */
const NO_VALUES: ReadonlySet<string> = new Set([
  'lifecycle',
  'provisioner',
  'connection',
  'depends_on',
  'provider',
  'providers',
]);

function referencesIn(body: Body): readonly FoundReference[] {
  const found: FoundReference[] = [];
  const pending: Body[] = [body];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const { name, expression } of next.attributes) {
      if (!NO_VALUES.has(name)) for (const reference of findReferences(expression)) found.push(reference);
    }
    for (const block of next.blocks) if (!NO_VALUES.has(block.type)) pending.push(block.body);
  }
  return found;
}

function* needsOf(references: readonly FoundReference[], module: ModuleInstance): Steps<void> {
  for (const reference of references) {
    // `resource.aws_vpc.main` is `aws_vpc.main`, spelled out.
    const { root, steps } = reference.root === 'resource' ? withoutPrefix(reference) : reference;
    const [first, second] = steps;
    if (first?.kind !== 'attribute') continue;
    if (root === 'var') yield module.variable(first.name);
    else if (root === 'local') yield module.local(first.name);
    else if (root === 'module') yield* needsOfCall(first.name, steps, module);
    else {
      const name = root === 'data' ? (second?.kind === 'attribute' ? second.name : '') : first.name;
      const node = module.resource(root === 'data' ? `data.${first.name}.${name}` : `resource.${root}.${name}`);
      if (node) yield node;
    }
  }
}

function withoutPrefix({ root, steps }: FoundReference): Pick<FoundReference, 'root' | 'steps'> {
  const [type, ...rest] = steps;
  return type?.kind === 'attribute' ? { root: type.name, steps: rest } : { root, steps };
}

/** The expansion of the call, then the output that is named, or all outputs where none is. */
function* needsOfCall(name: string, steps: FoundReference['steps'], module: ModuleInstance): Steps<void> {
  const node = module.call(name);
  if (!node) return;
  yield node;
  if (node.state === 'running') return;
  const instances = resultOf(node, module.project.graph)?.instances ?? [];
  const named = steps[steps[1]?.kind === 'index' ? 2 : 1];
  for (const instance of instances) {
    if (named?.kind === 'attribute') yield instance.output(named.name);
    else for (const { block } of instance.blocks('output')) yield instance.output(block.labels[0]?.text ?? '');
  }
}
