import type { Diagnostic } from '#app/errors.ts';
import type { FoundLiteral } from '#app/hcl/edit.ts';
import { lineAt, type SourceText } from '#app/hcl/source-text.ts';
import type { Body, Expression } from '#app/hcl/syntax-tree.ts';
import type { Tree } from '#app/source/tree.ts';
import { NO_NAMES } from './evaluate-in.ts';
import { resultOf } from './evaluation-graph.ts';
import { moduleSteps } from './module-address.ts';
import { type SourcedBlock, sourceOf } from './module-files.ts';
import type { ModuleInstance } from './module-instance.ts';
import { openModule, type ProjectRequest } from './read-project.ts';
import { readVariables } from './read-variables.ts';
import { traceExpression } from './trace-expression.ts';
import type { TracePlace } from './trace-place.ts';

/** One step of a path into an attribute: a name or an index. */
export type PathStep = string | number;

/** The literal that sets a value, ready for `replaceLiteral`; or why there is none. */
export type TracedValue =
  | {
      readonly kind: 'literal';
      readonly source: SourceText;
      readonly literal: FoundLiteral & { readonly kind: 'literal' };
      readonly line: number;
      /** What the trace went through: `var.size`, `local.sizes`, `module.web`. */
      readonly through: readonly string[];
    }
  | { readonly kind: 'declined'; readonly reason: string };

/**
 * The literal that sets an attribute of a resource instance, found back through locals, variables, arguments of module
 * calls, `for_each` and variable files. `path` is as in plan JSON: `['root_block_device', 0, 'volume_size']`.
 * Declined where the value is computed, unknown, or comes from outside the files.
 * @throws ConfigError as `readProject`.
 */
export function traceValue(
  tree: Tree,
  request: ProjectRequest & { readonly address: string; readonly attribute: readonly PathStep[] },
): TracedValue {
  const diagnostics: Diagnostic[] = [];
  const inputs = readVariables(tree, { ...request, diagnostics });
  const root = openModule(tree, { ...request, inputs, diagnostics });
  const module = moduleAt(root, request.address);
  if (!module) return declined(`there is no module of ${request.address}`);
  const local = module.address === '' ? request.address : request.address.slice(module.address.length + 1);
  const match = /^((?:data\.)?[\w-]+\.[\w-]+)(?:\[(.*)\])?$/s.exec(local);
  const name = match?.[1] ?? '';
  const node = module.resource(name.startsWith('data.') ? (name as 'data.') : `resource.${name}`);
  const expansion = node && resultOf(node, root.project.graph);
  if (!expansion) return declined(`there is no resource ${request.address}`);
  const key: unknown = match?.[2] === undefined ? null : JSON.parse(match[2]);
  const repetition = expansion.repetitions.find(({ index }) => index === key);
  if (!repetition) return declined(`there is no instance ${request.address}`);
  const found = expressionAt(expansion.sourced, request.attribute);
  if (typeof found === 'string') return declined(found);
  const place: TracePlace = {
    module,
    names: repetition.names ?? NO_NAMES,
    block: expansion.sourced,
    source: found.source,
    index: repetition.index,
  };
  const traced = traceExpression({ expression: found.expression, path: found.path, place }, { request, tree });
  if (typeof traced === 'string') return declined(traced);
  const { source, literal, through } = traced;
  return { kind: 'literal', source, literal, line: lineAt(source, literal.node.start), through };
}

function declined(reason: string): TracedValue {
  return { kind: 'declined', reason };
}

function moduleAt(root: ModuleInstance, address: string): ModuleInstance | null {
  let module: ModuleInstance = root;
  for (const step of moduleSteps(address)) {
    const call = module.call(step.name);
    const instances = (call && resultOf(call, root.project.graph)?.instances) ?? [];
    const found = instances.find((instance) => instance.address === step.address);
    if (!found) return null;
    module = found;
  }
  return module;
}

interface FoundExpression {
  readonly expression: Expression;
  readonly source: SourceText;
  /** What is left of the path within the expression. */
  readonly path: readonly PathStep[];
}

/** The attribute that a path leads to, through blocks; a text says why there is none. */
function expressionAt(sourced: SourcedBlock, path: readonly PathStep[]): FoundExpression | string {
  let body: Body = sourced.block.body;
  let source: SourceText | null = null;
  let rest = path;
  for (;;) {
    const [name, ...after] = rest;
    const attribute = body.attributes.find((each) => each.name === name);
    if (attribute)
      return { expression: attribute.expression, source: source ?? sourceOf(sourced, attribute), path: after };
    if (body.blocks.some((each) => each.type === 'dynamic' && each.labels[0]?.text === name))
      return `the block ${name} is dynamic`;
    const [index, ...inner] = typeof after[0] === 'number' ? after : [0, ...after];
    const block = body.blocks.filter((each) => each.type === name)[index as number];
    if (!block) return `${path.join('.')} is not set`;
    source ??= sourceOf(sourced, block);
    body = block.body;
    rest = inner;
  }
}
