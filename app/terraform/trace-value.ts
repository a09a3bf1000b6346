import type { FoundLiteral } from '#app/hcl/edit.ts';
import { lineAt, type SourceText } from '#app/hcl/source-text.ts';
import type { Block, Body, Expression } from '#app/hcl/syntax-tree.ts';
import type { Tree } from '#app/source/tree.ts';
import { NO_NAMES } from './evaluate-in.ts';
import { findInstance, type OpenProject, openProject } from './find-instance.ts';
import { ignoredChange } from './ignored-changes.ts';
import { type SourcedBlock, sourceOf } from './module-files.ts';
import type { ProjectRequest } from './read-project.ts';
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

/** As `TracedValue`; or the block in which the attribute is not set, ready for `insertAttribute`. */
export type TracedAttribute =
  | TracedValue
  | { readonly kind: 'absent'; readonly source: SourceText; readonly block: Block; readonly line: number };

/** An attribute of an instance, by the path that plan JSON has: `['root_block_device', 0, 'volume_size']`. */
export interface AttributePath {
  readonly address: string;
  readonly attribute: readonly PathStep[];
}

/**
 * The literal that sets an attribute of a resource instance, found back through locals, variables, arguments of module
 * calls, `for_each` and variable files. Declined where the value is computed, unknown, or comes from outside the files.
 * @throws ConfigError as `readProject`.
 */
export function traceValue(tree: Tree, request: ProjectRequest & AttributePath): TracedValue {
  const traced = traceAttribute(openProject(tree, request), request);
  return traced.kind === 'absent' ? declined(`${request.attribute.join('.')} is not set`) : traced;
}

/**
 * The same in a project that is open already, with two more answers: where an attribute would stand that is not set, and
 * that Terraform was told to leave it alone (`lifecycle { ignore_changes }`), which is declined.
 */
export function traceAttribute(project: OpenProject, { address, attribute }: AttributePath): TracedAttribute {
  const instance = findInstance(project, address);
  if (typeof instance === 'string') return declined(instance);
  const { module, expansion, repetition } = instance;
  const ignored = ignoredChange(expansion.sourced.block, attribute);
  if (ignored !== null) return declined(`lifecycle.ignore_changes leaves ${ignored} alone`);
  const found = expressionAt(expansion.sourced, attribute);
  if (typeof found === 'string') return declined(found);
  if ('block' in found) return { kind: 'absent', ...found, line: lineAt(found.source, found.block.start) };
  const place: TracePlace = {
    module,
    names: repetition.names ?? NO_NAMES,
    block: expansion.sourced,
    source: found.source,
    index: repetition.index,
  };
  const { tree, request } = project;
  const traced = traceExpression({ expression: found.expression, path: found.path, place }, { request, tree });
  if (typeof traced === 'string') return declined(traced);
  const { source, literal, through } = traced;
  return { kind: 'literal', source, literal, line: lineAt(source, literal.node.start), through };
}

function declined(reason: string): { readonly kind: 'declined'; readonly reason: string } {
  return { kind: 'declined', reason };
}

interface FoundExpression {
  readonly expression: Expression;
  readonly source: SourceText;
  /** What is left of the path within the expression. */
  readonly path: readonly PathStep[];
}

/** The attribute that a path leads to, through blocks; the block that lacks it; a text where there is neither. */
function expressionAt(
  sourced: SourcedBlock,
  path: readonly PathStep[],
): FoundExpression | { readonly source: SourceText; readonly block: Block } | string {
  let block = sourced.block;
  let source: SourceText | null = null;
  let rest = path;
  for (;;) {
    const body: Body = block.body;
    const [name, ...after] = rest;
    const attribute = body.attributes.find((each) => each.name === name);
    if (attribute)
      return { expression: attribute.expression, source: source ?? sourceOf(sourced, attribute), path: after };
    if (body.blocks.some((each) => each.type === 'dynamic' && each.labels[0]?.text === name))
      return `the block ${name} is dynamic`;
    if (after.length === 0) return { source: source ?? sourced.source, block };
    const [index, ...inner] = typeof after[0] === 'number' ? after : [0, ...after];
    const next = body.blocks.filter((each) => each.type === name)[index as number];
    if (!next) return `${path.join('.')} is not set`;
    source ??= sourceOf(sourced, next);
    block = next;
    rest = inner;
  }
}
