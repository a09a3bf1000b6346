import type { Diagnostic } from '#app/errors.ts';
import { newBudget } from '#app/hcl/budget.ts';
import { toDiagnostic } from '#app/hcl/diagnostic.ts';
import { evaluate } from '#app/hcl/evaluate.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import type { Reference, Scope } from '#app/hcl/scope.ts';
import type { SourceText } from '#app/hcl/source-text.ts';
import type { Block, Body, Expression } from '#app/hcl/syntax-tree.ts';
import { DYNAMIC } from '#app/hcl/type.ts';
import { objectValue, unknownValue, type Value } from '#app/hcl/value.ts';
import type { Tree } from '#app/source/tree.ts';
import { attributeOf } from '../module-files.ts';
import { filesFrom } from './files-from.ts';
import { terragruntFunctions } from './functions.ts';
import { localValues } from './local-values.ts';
import { type MergeStrategy, mergeInputs } from './merge-inputs.ts';
import { parseConfig } from './parse-config.ts';
import { parentOf, treePath } from './unit-paths.ts';

/** What a configuration may use from around it. */
export interface ConfigContext {
  readonly tree: Tree;
  /** Directory that the configuration is read for: the unit's, or that of a file which another one reads. */
  readonly unit: string;
  /** Directory of the unit itself. */
  readonly original: string;
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

/** An included configuration, and how it is merged; null: it is only looked at. */
export interface Include {
  readonly name: string;
  readonly config: TerragruntConfig;
  readonly strategy: MergeStrategy | null;
}

/** One configuration file with those that it includes. */
export interface TerragruntConfig {
  readonly file: string;
  readonly source: SourceText;
  readonly body: Body;
  /** Included configurations with how they are merged, in the order of the text. */
  readonly includes: readonly Include[];
  readonly evaluate: (expression: Expression) => Value;
  readonly locals: () => Value;
}

const MAX_DEPTH = 20;

/** Reads a configuration and what it includes; null where there is no such file. Errors are reported. */
export function readConfig(file: string, context: ConfigContext): TerragruntConfig | null {
  context.reads.left -= 1;
  const content = context.depth > MAX_DEPTH || context.reads.left < 0 ? null : context.tree.read(file);
  if (!content) return null;
  const { source, body, diagnostics } = parseConfig(new TextDecoder().decode(content), file);
  for (const found of diagnostics) context.report(toDiagnostic(found, source));
  const inner: ConfigContext = { ...context, depth: context.depth + 1 };
  const includes: Include[] = [];
  const locals = localValues(body, (expression) => config.evaluate(expression));
  const functions = new Map([
    ...terraformFunctions(),
    ...terragruntFunctions({
      ...context,
      file,
      included: (name) => includes.find((each) => name === undefined || each.name === name)?.config.file ?? null,
      readConfig(path) {
        const other = readConfig(path, { ...inner, unit: parentOf(path) });
        return other && objectValue(new Map(SECTIONS.flatMap((name) => sectionOf(other, name, context) ?? [])));
      },
    }),
  ]);
  const scope: Scope = {
    functions,
    files: filesFrom(context.tree, parentOf(file)),
    budget: newBudget(),
    lookup: (name) => unknownValue(DYNAMIC, [`${name} is not known here`]),
    resolve({ root, steps }) {
      const [first, second] = steps;
      if (first?.kind !== 'attribute') return undefined;
      if (root === 'local') return { value: locals.get(first.name), used: 1 };
      if (root === 'include') return includedValue(steps, { includes, context });
      if (root === 'feature') return { value: featureValue(first.name, config), used: 2 };
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
    } else includes.push({ name: block.labels[0]?.text ?? '', config: included, strategy: strategyOf(strategy) });
  }
  return config;
}

/** The text of an attribute of a block; null where it is absent or not known. */
export function textOf(block: Block, name: string, config: TerragruntConfig): string | null {
  const expression = attributeOf(block, name)?.expression;
  const value = expression && config.evaluate(expression);
  return value?.kind === 'string' ? value.text : null;
}

function strategyOf(text: string | null): MergeStrategy | null {
  if (text === 'no_merge') return null;
  return text === 'deep' || text === 'deep_map_only' ? text : 'shallow';
}

/** What others see of a configuration that they include with `expose`, or read. */
const SECTIONS: readonly string[] = ['locals', 'inputs', 'dependency', 'terraform', 'remote_state', 'generate'];

/** One section with its name; undefined where the configuration does not have it. */
function sectionOf(
  config: TerragruntConfig,
  name: string,
  context: ConfigContext,
): readonly [readonly [string, Value]] | undefined {
  if (name === 'locals') return [[name, config.locals()]];
  if (name === 'inputs') return [[name, inputsOf(config)]];
  const blocks = blocksOf(config, name);
  if (blocks.length === 0) return undefined;
  const values = blocks.map(({ block, config: home }) => {
    const label = block.labels[0]?.text;
    const outputs = name === 'dependency' && label !== undefined ? dependencyOutputs(label, config, context) : null;
    const entries = block.body.attributes.map((each) => [each.name, home.evaluate(each.expression)] as const);
    const value = objectValue(new Map(outputs ? [['outputs', outputs] as const] : entries));
    return [label, value] as const;
  });
  const labelled = values.flatMap(([label, value]) => (label === undefined ? [] : [[label, value] as const]));
  const last = values.at(-1)?.[1] ?? objectValue(new Map());
  return [[name, labelled.length > 0 ? objectValue(new Map(labelled)) : last]];
}

/** `include.NAME.SECTION`, or `include.SECTION` where the only include has no name. */
function includedValue(
  steps: Reference['steps'],
  { includes, context }: { readonly includes: readonly Include[]; readonly context: ConfigContext },
): { readonly value: Value; readonly used: number } | undefined {
  const names = steps.flatMap((step) => (step.kind === 'attribute' ? [step.name] : []));
  const unnamed = includes.find(({ name }) => name === '');
  const named = includes.find(({ name }) => name === names[0]);
  const section = named ? names[1] : names[0];
  const config = (named ?? unnamed)?.config;
  if (!config || section === undefined) return undefined;
  const found = sectionOf(config, section, context);
  const value = found?.[0][1] ?? unknownValue(DYNAMIC, [`${config.file} has no ${section}`]);
  return { value, used: named ? 2 : 1 };
}

/** `feature.NAME.value` is what the flag says where nobody sets it. */
function featureValue(name: string, config: TerragruntConfig): Value {
  const flag = blocksOf(config, 'feature').findLast(({ block }) => block.labels[0]?.text === name);
  const fallback = flag && attributeOf(flag.block, 'default')?.expression;
  return flag && fallback ? flag.config.evaluate(fallback) : unknownValue(DYNAMIC, [`feature.${name} has no default`]);
}

/** The inputs of a configuration with those that it includes under its own. */
export function inputsOf(config: TerragruntConfig): Value {
  let merged = new Map<string, Value>();
  for (const { config: included, strategy } of config.includes)
    if (strategy) merged = mergeInputs(merged, inputsOf(included), strategy);
  const own = config.body.attributes.find(({ name }) => name === 'inputs')?.expression;
  const deepest = config.includes.map(({ strategy }) => strategy).find((each) => each && each !== 'shallow');
  if (own) merged = mergeInputs(merged, ownInputs(own, config), deepest ?? 'shallow');
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

/** Blocks of a type from a configuration and those that it includes, its own last, each with its home. */
export function blocksOf(config: TerragruntConfig, type: string): readonly ConfigBlock[] {
  const included = config.includes.flatMap((each) => (each.strategy ? blocksOf(each.config, type) : []));
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
