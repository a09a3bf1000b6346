import type { FileAccess } from '#app/hcl/function.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { normalPath, type Tree } from '#app/source/tree.ts';
import { attributeValue } from './attribute-value.ts';
import { effectiveTags } from './effective-tags.ts';
import { expandBody } from './expand-body.ts';
import { type Declared, lineOf, ModuleInstance, projectContext } from './module-instance.ts';
import { providerSettings } from './provider-settings.ts';
import { readVariables, type VariableSources } from './read-variables.ts';
import { referencesOf } from './references-of.ts';
import type { Repetition } from './repetition.ts';
import { type Attributes, type ResourceInstance, type TerraformProject, UNKNOWN } from './resource.ts';

export interface ProjectRequest extends VariableSources {
  /** Directory of the root module in the tree, an empty string for its root. */
  readonly path: string;
  readonly name: string;
  readonly workspace: string;
}

/**
 * What the root module at `request.path` describes, from its files alone: nothing is fetched or executed.
 * What cannot be worked out offline is UNKNOWN with its reason; what could not be read is a diagnostic.
 * @throws ConfigError for a variable file that does not exist.
 */
export function readProject(tree: Tree, request: ProjectRequest): TerraformProject {
  const context = projectContext({
    tree,
    root: request.path,
    workspace: request.workspace,
    functions: terraformFunctions(),
    files: filesBelow(tree, request.path),
    regionOf(block, module) {
      const { region } = providerSettings(block, module);
      return typeof region === 'string' ? region : null;
    },
  });
  const inputs = readVariables(tree, { ...request, diagnostics: context.diagnostics });
  const root = new ModuleInstance(context, { address: '', path: request.path, inputs, parent: null, call: null });
  const resources: ResourceInstance[] = [];
  const pending: ModuleInstance[] = [root];
  for (let module = pending.shift(); module; module = pending.shift()) {
    for (const mode of ['resource', 'data'] as const) {
      for (const declared of module.declared(mode)) resources.push(...instancesOf(declared, { module, mode }));
    }
    pending.push(...module.children());
  }
  return {
    name: request.name,
    path: request.path,
    kind: 'terraform_dir',
    workspace: request.workspace === 'default' ? null : request.workspace,
    resources,
    diagnostics: context.diagnostics,
  };
}

interface Home {
  readonly module: ModuleInstance;
  readonly mode: 'resource' | 'data';
}

function instancesOf(declared: Declared, home: Home): readonly ResourceInstance[] {
  const references = referencesOf(declared.sourced.block.body, home.module);
  return declared.repetitions.map((repetition) => instanceOf(declared, { ...home, repetition, references }));
}

function instanceOf(
  declared: Declared,
  home: Home & { readonly repetition: Repetition; readonly references: ResourceInstance['references'] },
): ResourceInstance {
  const { sourced } = declared;
  const { module, mode, repetition, references } = home;
  const type = sourced.block.labels[0]?.text ?? '';
  const name = sourced.block.labels[1]?.text ?? '';
  const unknownReasons: Record<string, string> = {};
  const sensitivePaths: string[] = [];
  const attributes: Record<string, Attributes[string]> = {};
  const values = expandBody(sourced.block.body, module.scope(repetition.names));
  for (const [key, value] of values) attributes[key] = attributeValue(value, key, { unknownReasons, sensitivePaths });
  if (repetition.unknown) unknownReasons['count'] = repetition.unknown;
  const settings = providerSettings(sourced.block, module);
  if (settings.region === UNKNOWN) unknownReasons['region'] ??= settings.reason ?? 'the provider sets it at apply';
  const index = repetition.index === null ? '' : `[${JSON.stringify(repetition.index)}]`;
  const prefix = module.address === '' ? '' : `${module.address}.`;
  const start = lineOf(sourced);
  return {
    address: `${prefix}${mode === 'data' ? 'data.' : ''}${type}.${name}${index}`,
    mode: mode === 'data' ? 'data' : 'managed',
    type,
    name,
    index: repetition.index,
    module: module.address,
    provider: settings.provider,
    providerRegion: settings.region,
    attributes,
    unknownReasons,
    sensitivePaths: [...sensitivePaths, ...settings.sensitiveTags],
    references,
    tags: effectiveTags({ type, attributes }, settings.defaultTags),
    source: { file: sourced.source.file, startLine: start, endLine: start + linesIn(sourced) },
  };
}

function linesIn({ source, block }: Declared['sourced']): number {
  return source.text.slice(block.start, block.end).split('\n').length - 1;
}

/** Files of the tree by paths relative to the root module, as file functions name them. */
function filesBelow(tree: Tree, root: string): FileAccess {
  const inTree = (path: string): string | null => (path.startsWith('/') ? null : normalPath(`${root}/${path}`));
  function list(directory: string, prefix: string): string[] {
    return tree.list(directory).flatMap((entry) => {
      if (entry.name === '.terraform' || entry.name === '.git') return [];
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      return entry.kind === 'file' ? [`${prefix}${entry.name}`] : list(path, `${prefix}${entry.name}/`);
    });
  }
  return {
    readFile(path) {
      const at = inTree(path);
      return at === null ? null : tree.read(at);
    },
    listFiles(directory) {
      const at = inTree(directory);
      return at === null || (at !== '' && tree.list(at).length === 0) ? null : list(at, '');
    },
  };
}
