import type { Diagnostic } from '#app/errors.ts';
import type { Value } from '#app/hcl/value.ts';
import { overlayTree } from '#app/source/overlay-tree.ts';
import { joinPath, type Tree } from '#app/source/tree.ts';
import { resultOf } from '../evaluation-graph.ts';
import { locateModule } from '../module-calls.ts';
import { attributeOf } from '../module-files.ts';
import type { ModuleInstance, RootInput } from '../module-instance.ts';
import { evaluateModules, openModule } from '../read-project.ts';
import { readVariables, type VariableSources } from '../read-variables.ts';
import { registryCall } from '../remote/remote-calls.ts';
import type { TerraformProject } from '../resource.ts';
import { filesFrom } from './files-from.ts';
import { generatedFiles } from './generated-files.ts';
import { configFile } from './parse-config.ts';
import { blocksOf, inputsOf, readConfig, type TerragruntConfig, textOf } from './read-config.ts';
import { treePath } from './unit-paths.ts';

export interface UnitRequest extends VariableSources {
  /** Directory of the unit's `terragrunt.hcl` in the tree. */
  readonly path: string;
  readonly name: string;
  /** Variables of the environment that `get_env` may see; sensitive. */
  readonly processEnvironment: Readonly<Record<string, string>>;
}

/** One configuration includes and reads no more files than this. */
const MAX_READS = 1000;
/** A stack says which units there are; Terragrunt generates them. */
export const STACK_FILE = 'terragrunt.stack.hcl';
const MODULE_FILE = /\.(tf|tofu)(\.json)?$/;
/** Units that depend on each other go no deeper than this. */
const MAX_CHAIN = 50;

/**
 * What a Terragrunt unit describes: its configuration with includes, generated files, inputs and outputs of the units
 * that it depends on. Nothing is executed or fetched. https://terragrunt.gruntwork.io/docs/ (read 2026-11-25).
 * @throws ConfigError for a variable file that does not exist.
 */
export function readTerragruntUnit(tree: Tree, request: UnitRequest): TerraformProject {
  const diagnostics: Diagnostic[] = [];
  const reportCycle = (found: Diagnostic): void => {
    if (!diagnostics.some(({ message }) => message === found.message)) diagnostics.push(found);
  };
  const root = openUnit(tree, { ...request, diagnostics, chain: [], outputs: new Map(), reportCycle });
  return {
    name: request.name,
    path: request.path,
    kind: 'terragrunt_dir',
    workspace: null,
    resources: root ? evaluateModules(root) : [],
    diagnostics,
  };
}

interface Opening extends UnitRequest {
  readonly diagnostics: Diagnostic[];
  /** Outputs of the units that have been worked out. */
  readonly outputs: Map<string, ReadonlyMap<string, Value> | null>;
  readonly reportCycle: (diagnostic: Diagnostic) => void;
  /** Units that wait for this one. */
  readonly chain: readonly string[];
}

function openUnit(tree: Tree, request: Opening): ModuleInstance | null {
  const file = configFile(tree, request.path) ?? joinPath(request.path, 'terragrunt.hcl');
  const seen = new Set<string>();
  const report = (diagnostic: Diagnostic): void => {
    const key = JSON.stringify(diagnostic);
    if (!seen.has(key)) request.diagnostics.push(diagnostic);
    seen.add(key);
  };
  const outputsOf = (path: string): ReadonlyMap<string, Value> | null => {
    const before = request.outputs.get(path);
    if (before !== undefined) return before;
    const found = unitOutputs(tree, { ...request, path }, request.path);
    request.outputs.set(path, found);
    return found;
  };
  const { path: unit, processEnvironment: environment } = request;
  const config = readConfig(file, {
    tree,
    unit,
    original: unit,
    environment,
    report,
    outputsOf,
    depth: 0,
    reads: { left: MAX_READS },
  });
  if (!config) {
    report(missingConfig(tree, unit));
    return null;
  }
  const excluded = exclusionOf(config);
  if (excluded !== null) {
    report({ severity: 'warning', message: `${unit || 'the unit'} is not estimated: ${excluded}`, place: { file } });
    return null;
  }
  const module = moduleOf(tree, { config, unit, report });
  if (module === null) return null;
  const files = new Map([...unitFiles(tree, { unit, module }), ...generatedFiles(config, { tree, module })]);
  const overlaid = overlayTree(tree, files);
  const inputs = inputsOf(config);
  const given = [...(inputs.kind === 'mapping' ? inputs.entries : [])].map(
    ([name, value]) => [name, { value }] as const,
  );
  const varFiles = [...extraVarFiles(config, { tree, unit }), ...request.varFiles];
  const variables = readVariables(overlaid, { ...request, path: module, varFiles });
  const rootInputs = new Map<string, RootInput>([...given, ...variables]);
  return openModule(overlaid, {
    files: filesFrom(overlaid, module),
    path: module,
    workspace: 'default',
    inputs: rootInputs,
    diagnostics: request.diagnostics,
  });
}

/** What stands in a directory without a configuration that can be evaluated. */
function missingConfig(tree: Tree, unit: string): Diagnostic {
  const stack = joinPath(unit, STACK_FILE);
  if (!tree.read(stack)) {
    const file = joinPath(unit, 'terragrunt.hcl');
    return { severity: 'error', message: 'there is no terragrunt.hcl', place: { file }, remedy: 'correct the path' };
  }
  const message = `${unit || 'the stack'} is not estimated: the units of a stack are not generated here`;
  return { severity: 'error', message, place: { file: stack }, remedy: 'run terragrunt stack generate' };
}

/** Why Terragrunt does not apply the unit; null where it does. */
function exclusionOf(config: TerragruntConfig): string | null {
  const skip = config.body.attributes.find(({ name }) => name === 'skip')?.expression;
  const skipped = skip && config.evaluate(skip);
  if (skipped?.kind === 'bool' && skipped.truth) return 'it says skip = true';
  const excludes = blocksOf(config, 'exclude').some(({ block, config: home }) => {
    const condition = attributeOf(block, 'if')?.expression;
    const actions = attributeOf(block, 'actions')?.expression;
    const [isExcluded, named] = [condition, actions].map((each) => each && home.evaluate(each));
    const names =
      named?.kind === 'sequence' ? named.items.flatMap((each) => (each.kind === 'string' ? each.text : [])) : [];
    const concerns = names.some((name) => name === 'all' || name === 'apply' || name === 'all_except_output');
    return isExcluded?.kind === 'bool' && isExcluded.truth && concerns;
  });
  return excludes ? 'its exclude block leaves it out' : null;
}

/** Values of the outputs of another unit; what is wrong in it is its own matter, except that it needs this one. */
function unitOutputs(tree: Tree, request: Opening, waiting: string): ReadonlyMap<string, Value> | null {
  const chain = [...request.chain, waiting];
  if (chain.includes(request.path) || chain.length > MAX_CHAIN) {
    const message = `units depend on each other: ${[...chain, request.path].slice(-8).join(' → ')}`;
    const place = { file: joinPath(waiting, 'terragrunt.hcl') };
    request.reportCycle({ severity: 'error', message, place, remedy: 'break the circle' });
    return null;
  }
  const module = openUnit(tree, { ...request, varFiles: [], vars: [], chain, diagnostics: [] });
  if (!module) return null;
  const names = module.blocks('output').flatMap(({ block }) => block.labels[0]?.text ?? []);
  const values = names.flatMap((name) => {
    const value = resultOf(module.output(name), module.project.graph);
    return value ? [[name, value] as const] : [];
  });
  return new Map(values);
}

interface ModuleRequest {
  readonly config: TerragruntConfig;
  readonly unit: string;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** The directory of the Terraform module; null where it is not to be had, which is reported. */
function moduleOf(tree: Tree, { config, unit, report }: ModuleRequest): string | null {
  const source = sourceText(config);
  const located = source === null ? { path: unit } : locateSource(tree, { source, unit });
  const path = 'path' in located ? located.path : null;
  if (path !== null && tree.list(path).some(({ name }) => MODULE_FILE.test(name))) return path;
  const what = 'missing' in located ? located.missing : 'there are no Terraform files';
  const remedy = 'remedy' in located ? located.remedy : 'correct the source';
  report({ severity: 'error', message: `${unit} is not estimated: ${what}`, place: { file: config.file }, remedy });
  return null;
}

/** The `source` of the unit's `terraform` block, else of an included one; null where none is stated. */
export function sourceText(config: TerragruntConfig): string | null {
  const stated = blocksOf(config, 'terraform').findLast(({ block }) => attributeOf(block, 'source'));
  return stated ? textOf(stated.block, 'source', stated.config) : null;
}

function locateSource(tree: Tree, { source, unit }: { readonly source: string; readonly unit: string }) {
  const local = source.replace(/^file:\/\//, '');
  if (/^(\.\.?)?\//.test(local) || local === '.') {
    const path = treePath(local, unit);
    return path === null ? { missing: 'its source leaves the repository', remedy: 'correct the source' } : { path };
  }
  return locateModule(tree, { ...registryCall(local), from: unit, root: unit, key: '' });
}

/** Terragrunt copies the files beside its configuration to where the module is. */
function unitFiles(
  tree: Tree,
  { unit, module }: { readonly unit: string; readonly module: string },
): readonly (readonly [string, Uint8Array])[] {
  if (unit === module) return [];
  return tree.list(unit).flatMap(({ name, kind }) => {
    const content = kind === 'file' && !name.endsWith('.hcl') ? tree.read(joinPath(unit, name)) : null;
    return content ? [[joinPath(module, name), content] as const] : [];
  });
}

/** Variable files of `extra_arguments`; optional ones only where they exist. */
function extraVarFiles(
  config: TerragruntConfig,
  { tree, unit }: { readonly tree: Tree; readonly unit: string },
): readonly string[] {
  const blocks = blocksOf(config, 'terraform').flatMap(({ block, config: home }) =>
    block.body.blocks.filter(({ type }) => type === 'extra_arguments').map((extra) => ({ extra, home })),
  );
  return blocks.flatMap(({ extra, home }) => {
    const paths = (name: string): readonly string[] => {
      const expression = attributeOf(extra, name)?.expression;
      const value = expression && home.evaluate(expression);
      const texts = value?.kind === 'sequence' ? value.items : [];
      return texts.flatMap((each) => (each.kind === 'string' ? (treePath(each.text, unit) ?? []) : []));
    };
    return [...paths('required_var_files'), ...paths('optional_var_files').filter((path) => tree.read(path) !== null)];
  });
}
