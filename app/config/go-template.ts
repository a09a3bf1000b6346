import { ConfigError } from '#app/errors.ts';
import { type Operand, type Pipeline, parseGoTemplate, type TemplateNode } from './go-template-parse.ts';

/** Functions of a template besides those of the language; they throw an Error in one line. */
export type TemplateFunctions = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

const MAX_STEPS = 100_000;
const MAX_LENGTH = 1024 * 1024;

/**
 * The text that a Go template makes of its data.
 * @throws ConfigError with the line of what is wrong, or when it takes or makes more than is allowed.
 */
export function renderGoTemplate(
  template: { readonly text: string; readonly file: string },
  around: { readonly data: unknown; readonly functions: TemplateFunctions },
): string {
  const nodes = parseGoTemplate(template.text, template.file);
  const { data, functions } = around;
  const render: Rendering = { file: template.file, functions, root: data, out: [], length: 0, steps: 0 };
  renderNodes(nodes, { dot: data, variables: [new Map([['$', data]])] }, render);
  return render.out.join('');
}

interface Rendering {
  readonly file: string;
  readonly functions: TemplateFunctions;
  readonly root: unknown;
  readonly out: string[];
  length: number;
  steps: number;
}

interface Names {
  readonly dot: unknown;
  /** Scopes from the outside in. */
  readonly variables: readonly Map<string, unknown>[];
}

function renderNodes(nodes: readonly TemplateNode[], names: Names, render: Rendering): void {
  const inner: Names = { dot: names.dot, variables: [...names.variables, new Map()] };
  for (const node of nodes) renderNode(node, inner, render);
}

function renderNode(node: TemplateNode, names: Names, render: Rendering): void {
  if (++render.steps > MAX_STEPS) throw failure(render, 0, 'it takes too many steps');
  if (node.kind === 'text') write(node.text, render);
  else if (node.kind === 'output') write(printed(pipelineValue(node.pipeline, names, render)), render);
  else if (node.kind === 'range') renderRange(node, names, render);
  else if (node.kind !== 'set') renderChoice(node, names, render);
  else {
    const value = pipelineValue(node.pipeline, names, render);
    const scope = node.isNew ? names.variables.at(-1) : names.variables.findLast((each) => each.has(node.name));
    if (!scope) throw failure(render, node.pipeline.line, `${node.name} is not declared`);
    scope.set(node.name, value);
  }
}

function renderChoice(node: TemplateNode & { readonly kind: 'if' | 'with' }, names: Names, render: Rendering): void {
  for (const { pipeline, body } of node.branches) {
    const value = pipelineValue(pipeline, names, render);
    if (!isTrue(value)) continue;
    renderNodes(body, node.kind === 'with' ? { ...names, dot: value } : names, render);
    return;
  }
  renderNodes(node.otherwise, names, render);
}

function renderRange(node: TemplateNode & { readonly kind: 'range' }, names: Names, render: Rendering): void {
  const pairs = pairsOf(pipelineValue(node.pipeline, names, render));
  if (!pairs) throw failure(render, node.pipeline.line, 'range needs a list or a mapping');
  if (pairs.length === 0) renderNodes(node.otherwise, names, render);
  for (const [key, value] of pairs) {
    const scope = new Map<string, unknown>();
    if (node.key !== null) scope.set(node.key, key);
    if (node.value !== null) scope.set(node.value, value);
    renderNodes(node.body, { dot: value, variables: [...names.variables, scope] }, render);
  }
}

function write(text: string, render: Rendering): void {
  render.length += text.length;
  if (render.length > MAX_LENGTH) throw failure(render, 0, 'it makes more text than is allowed');
  render.out.push(text);
}

function pipelineValue(pipeline: Pipeline, names: Names, render: Rendering): unknown {
  let result: { readonly value: unknown } | null = null;
  for (const [first, ...rest] of pipeline.commands) {
    const args = [...rest.map((operand) => operandValue(operand, { names, render, line: pipeline.line }))];
    if (result) args.push(result.value);
    result = { value: commandValue(first as Operand, args, { names, render, line: pipeline.line }) };
  }
  return result?.value;
}

interface Place {
  readonly names: Names;
  readonly render: Rendering;
  readonly line: number;
}

function commandValue(operand: Operand, args: readonly unknown[], place: Place): unknown {
  if (operand.kind !== 'name') {
    if (args.length > 0) throw failure(place.render, place.line, 'only a function takes arguments');
    return operandValue(operand, place);
  }
  const called = place.render.functions[operand.name] ?? BUILTIN[operand.name];
  if (!called) throw failure(place.render, place.line, `there is no function ${operand.name}`);
  try {
    return called(...args);
  } catch (cause) {
    throw failure(place.render, place.line, `${operand.name}: ${(cause as Error).message}`, cause);
  }
}

function operandValue(operand: Operand, place: Place): unknown {
  const { names, render, line } = place;
  if (operand.kind === 'literal') return operand.value;
  if (operand.kind === 'name') return commandValue(operand, [], place);
  if (operand.kind === 'group') return fieldOf(pipelineValue(operand.pipeline, names, render), operand.names);
  if (operand.variable === null) return fieldOf(names.dot, operand.names);
  const { variable } = operand;
  const scope = names.variables.findLast((each) => each.has(variable));
  if (!scope) throw failure(render, line, `${variable} is not declared`);
  return fieldOf(scope.get(variable), operand.names);
}

function fieldOf(start: unknown, names: readonly string[]): unknown {
  let value = start;
  for (const name of names) value = isMapping(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Mappings in the order of their keys, as Go has it. */
function pairsOf(value: unknown): readonly (readonly [unknown, unknown])[] | null {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map((item, index) => [index, item] as const);
  return isMapping(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : null;
}

function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isMapping(value) ? Object.keys(value).length > 0 : Boolean(value);
}

function printed(value: unknown): string {
  if (value === null || value === undefined) return '<no value>';
  if (Array.isArray(value)) return `[${value.map(printed).join(' ')}]`;
  if (!isMapping(value)) return String(value);
  return `map[${(pairsOf(value) ?? []).map(([key, item]) => `${key}:${printed(item)}`).join(' ')}]`;
}

const BUILTIN: TemplateFunctions = {
  eq: (first, ...others) => others.some((other) => first === other),
  ne: (a, b) => a !== b,
  lt: (a, b) => ordered(a) < ordered(b),
  le: (a, b) => ordered(a) <= ordered(b),
  gt: (a, b) => ordered(a) > ordered(b),
  ge: (a, b) => ordered(a) >= ordered(b),
  and: (...args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1),
  or: (...args) => args.find(isTrue) ?? args.at(-1),
  not: (value) => !isTrue(value),
  len: (value) => (typeof value === 'string' ? Buffer.byteLength(value) : (pairsOf(value) ?? []).length),
  index: (start, ...keys) =>
    keys.reduce((value, key) => (Array.isArray(value) ? value[Number(key)] : fieldOf(value, [String(key)])), start),
  print: (...args) => args.map(printed).join(''),
  println: (...args) => `${args.map(printed).join(' ')}\n`,
  printf: (format, ...args) => formatted(String(format), args),
};

function ordered(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error('texts and numbers are compared');
}

function formatted(format: string, args: readonly unknown[]): string {
  let at = 0;
  return format.replace(/%(0?)(\d*)([sdvq%])/g, (_, zero: string, width: string, verb: string) => {
    if (verb === '%') return '%';
    const text = printed(args[at++]);
    return (verb === 'q' ? JSON.stringify(text) : text).padStart(Number(width), zero === '0' ? '0' : ' ');
  });
}

function failure({ file }: Rendering, line: number, what: string, cause?: unknown): ConfigError {
  const place = line === 0 ? { file } : { file, line };
  return new ConfigError(`the template cannot be rendered: ${what}`, { place, remedy: 'correct the template', cause });
}
