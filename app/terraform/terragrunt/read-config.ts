import type { Diagnostic } from '#app/errors.ts';
import { newBudget } from '#app/hcl/budget.ts';
import { toDiagnostic } from '#app/hcl/diagnostic.ts';
import { evaluate } from '#app/hcl/evaluate.ts';
import type { FileAccess } from '#app/hcl/function.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { parseHcl } from '#app/hcl/parse.ts';
import type { Scope } from '#app/hcl/scope.ts';
import type { SourceText } from '#app/hcl/source-text.ts';
import type { Block, Body, Expression } from '#app/hcl/syntax-tree.ts';
import { DYNAMIC } from '#app/hcl/type.ts';
import { objectValue, unknownValue, type Value } from '#app/hcl/value.ts';
import type { Tree } from '#app/source/tree.ts';
import { attributeOf } from '../module-files.ts';
import { filesBelow } from '../project-files.ts';
import { terragruntFunctions } from './functions.ts';
import { parentOf, treePath } from './unit-paths.ts';

/** What a configuration may use from around it. */
export interface ConfigContext {
  readonly tree: Tree;
  readonly unit: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly report: (diagnostic: Diagnostic) => void;
  /** Outputs of the unit at this path; null where there is none, or where it needs this one. */
  readonly outputsOf: (path: string) => ReadonlyMap<string, Value> | null;
  /** How many files around this one are being read. */
  readonly depth: number;
  /** How many files may still be read. */
  readonly reads: { left: number };
}

/** A block with the configuration that it stands in. */
export interface ConfigBlock {
  readonly block: Block;
  readonly config: TerragruntConfig;
}

/** One configuration file with those that it includes. */
export interface TerragruntConfig {
  readonly file: string;
  readonly source: SourceText;
  readonly body: Body;
  /** Included configurations with how they are merged, in the order of the text. */
  readonly includes: readonly { readonly config: TerragruntConfig; readonly isDeep: boolean }[];
  readonly evaluate: (expression: Expression) => Value;
  readonly locals: () => Value;
}

const MAX_DEPTH = 20;

/** Reads a configuration and what it includes; null where there is no such file. Errors are reported. */
export function readConfig(file: string, context: ConfigContext): TerragruntConfig | null {
  context.reads.left -= 1;
  const content = context.depth > MAX_DEPTH || context.reads.left < 0 ? null : context.tree.read(file);
  if (!content) return null;
  const { source, body, diagnostics } = parseHcl(new TextDecoder().decode(content), file);
  for (const found of diagnostics) context.report(toDiagnostic(found, source));
  const inner: ConfigContext = { ...context, depth: context.depth + 1 };
  const includes: { name: string; config: TerragruntConfig; isDeep: boolean }[] = [];
  const locals = localValues(body, (expression) => config.evaluate(expression));
  const functions = new Map([
    ...terraformFunctions(),
    ...terragruntFunctions({
      ...context,
      file,
      included: (name) => includes.find((each) => name === undefined || each.name === name)?.config.file ?? null,
      readConfig(path) {
        const other = readConfig(path, inner);
        return other && objectValue(new Map([...summary(other), ['inputs', inputsOf(other)]]));
      },
    }),
  ]);
  const scope: Scope = {
    functions,
    files: filesFrom(context.tree, parentOf(file)),
    budget: newBudget(),
    lookup: (name) =>
      name === 'include' ? includeValue(includes) : unknownValue(DYNAMIC, [`${name} is not known here`]),
    resolve({ root, steps }) {
      const [first, second] = steps;
      if (first?.kind !== 'attribute') return undefined;
      if (root === 'local') return { value: locals.get(first.name), used: 1 };
      if (root !== 'dependency') return undefined;
      const isOutputs = second?.kind === 'attribute' && second.name === 'outputs';
      return isOutputs ? { value: dependencyOutputs(first.name, config, context), used: 2 } : undefined;
    },
  };
  const config: TerragruntConfig = {
    file,
    source,
    body,
    includes,
    locals: () => objectValue(new Map(locals.names.map((name) => [name, locals.get(name)]))),
    evaluate(expression) {
      const { value, diagnostics: wrong } = evaluate(expression, scope);
      for (const found of wrong) context.report(toDiagnostic({ ...found, severity: 'warning' }, source));
      return value;
    },
  };
  for (const block of body.blocks.filter(({ type }) => type === 'include')) {
    const path = textOf(block, 'path', config);
    const at = path === null ? null : treePath(path, context.unit);
    const included = at === null || at === file ? null : readConfig(at, inner);
    const strategy = textOf(block, 'merge_strategy', config);
    if (!included) {
      const message = 'an included file is not there';
      context.report({ severity: 'error', message, place: { file }, remedy: 'correct its path' });
    } else if (strategy !== 'no_merge')
      includes.push({ name: block.labels[0]?.text ?? '', config: included, isDeep: strategy === 'deep' });
  }
  return config;
}

/** Files by paths from a directory, or from the root of the tree when they start with `/`. */
function filesFrom(tree: Tree, directory: string): FileAccess {
  const [near, all] = [filesBelow(tree, directory), filesBelow(tree, '')];
  return {
    readFile: (path) => (path.startsWith('/') ? all.readFile(path.slice(1)) : near.readFile(path)),
    listFiles: (path) => (path.startsWith('/') ? all.listFiles(path.slice(1)) : near.listFiles(path)),
  };
}

/** The text of an attribute of a block; null where it is absent or not known. */
export function textOf(block: Block, name: string, config: TerragruntConfig): string | null {
  const expression = attributeOf(block, name)?.expression;
  const value = expression && config.evaluate(expression);
  return value?.kind === 'string' ? value.text : null;
}

interface LocalValues {
  readonly names: readonly string[];
  readonly get: (name: string) => Value;
}

function localValues(body: Body, evaluateExpression: (expression: Expression) => Value): LocalValues {
  const attributes = body.blocks.filter(({ type }) => type === 'locals').flatMap(({ body: inner }) => inner.attributes);
  const expressions = new Map(attributes.map(({ name, expression }) => [name, expression] as const));
  const values = new Map<string, Value>();
  return {
    names: [...expressions.keys()],
    get(name) {
      const before = values.get(name);
      if (before) return before;
      const expression = expressions.get(name);
      // Stands in for the value while it is worked out: a local that needs itself is unknown.
      values.set(name, unknownValue(DYNAMIC, [`local.${name} ${expression ? 'refers to itself' : 'is not declared'}`]));
      if (expression) values.set(name, evaluateExpression(expression));
      return values.get(name) as Value;
    },
  };
}

function summary(config: TerragruntConfig): readonly (readonly [string, Value])[] {
  return [['locals', config.locals()]];
}

function includeValue(includes: readonly { readonly name: string; readonly config: TerragruntConfig }[]): Value {
  const entries = includes.flatMap(({ name, config }) => {
    const exposed = (): readonly (readonly [string, Value])[] => [...summary(config), ['inputs', inputsOf(config)]];
    return name === '' ? exposed() : [[name, objectValue(new Map(exposed()))] as const];
  });
  return objectValue(new Map(entries));
}

/** The inputs of a configuration with those that it includes under its own. */
export function inputsOf(config: TerragruntConfig): Value {
  let merged = new Map<string, Value>();
  for (const { config: included, isDeep } of config.includes)
    merged = mergeInputs(merged, inputsOf(included), isDeep ? 'deep' : 'shallow');
  const own = config.body.attributes.find(({ name }) => name === 'inputs')?.expression;
  const isDeep = config.includes.some((each) => each.isDeep);
  if (own) merged = mergeInputs(merged, ownInputs(own, config), isDeep ? 'deep' : 'shallow');
  return objectValue(merged);
}

/** What can be worked out of a `merge(…)` counts, when not all of it can. */
function ownInputs(expression: Expression, config: TerragruntConfig): Value {
  const value = config.evaluate(expression);
  if (value.kind === 'mapping' || expression.kind !== 'call' || expression.name !== 'merge') return value;
  let merged = new Map<string, Value>();
  for (const argument of expression.arguments) merged = mergeInputs(merged, config.evaluate(argument), 'shallow');
  return objectValue(merged);
}

function mergeInputs(base: ReadonlyMap<string, Value>, over: Value, strategy: 'deep' | 'shallow'): Map<string, Value> {
  const merged = new Map(base);
  if (over.kind !== 'mapping') return merged;
  for (const [name, value] of over.entries) {
    const before = merged.get(name);
    const isBoth = strategy === 'deep' && before?.kind === 'mapping' && value.kind === 'mapping';
    merged.set(name, isBoth ? objectValue(mergeInputs(before.entries, value, 'deep')) : value);
  }
  return merged;
}

/** Blocks of a type from a configuration and those that it includes, its own last, each with its home. */
export function blocksOf(config: TerragruntConfig, type: string): readonly ConfigBlock[] {
  const included = config.includes.flatMap((each) => blocksOf(each.config, type));
  return [
    ...included,
    ...config.body.blocks.filter((block) => block.type === type).map((block) => ({ block, config })),
  ];
}

/** What the unit that is depended on gives out; its mock outputs stand in for what is not known or not there. */
function dependencyOutputs(name: string, config: TerragruntConfig, context: ConfigContext): Value {
  const found = blocksOf(config, 'dependency').findLast(({ block }) => block.labels[0]?.text === name);
  if (!found) return unknownValue(DYNAMIC, [`dependency.${name} is not declared`]);
  const path = textOf(found.block, 'config_path', found.config);
  const unit = path === null ? null : treePath(path, context.unit);
  const outputs = unit === null ? null : context.outputsOf(unit);
  const mockExpression = attributeOf(found.block, 'mock_outputs')?.expression;
  const mock = mockExpression ? found.config.evaluate(mockExpression) : null;
  const entries = new Map<string, Value>(mock?.kind === 'mapping' ? mock.entries : []);
  for (const [output, value] of outputs ?? [])
    if (value.kind !== 'unknown' || !entries.has(output)) entries.set(output, value);
  if (!outputs && entries.size === 0)
    return unknownValue(DYNAMIC, [`dependency.${name} has no outputs that are known`]);
  return objectValue(entries);
}
