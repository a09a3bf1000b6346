import type { Diagnostic } from '#app/errors.ts';
import type { FileAccess } from '#app/hcl/function.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import type { Tree } from '#app/source/tree.ts';
import { resultOf } from './evaluation-graph.ts';
import { computeCall, computeResource } from './module-expansion.ts';
import { ModuleInstance, type RootInput } from './module-instance.ts';
import { computeLocal, computeOutput, computeVariable } from './module-values.ts';
import { projectContext } from './project-context.ts';
import { filesBelow } from './project-files.ts';
import { computeProvider, localProviderName } from './provider-settings.ts';
import { readVariables, type VariableSources } from './read-variables.ts';
import type { ResourceInstance, TerraformProject } from './resource.ts';
import { instancesOf } from './resource-instance.ts';
import { validationNode } from './validate-variables.ts';

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
  const diagnostics: Diagnostic[] = [];
  const inputs = readVariables(tree, { ...request, diagnostics });
  const root = openModule(tree, { ...request, inputs, diagnostics });
  return {
    name: request.name,
    path: request.path,
    kind: 'terraform_dir',
    workspace: request.workspace === 'default' ? null : request.workspace,
    resources: evaluateModules(root),
    diagnostics,
  };
}

/** The root module with its inputs, nothing of it worked out yet. Findings go to `diagnostics` as they are made. */
export function openModule(
  tree: Tree,
  request: Pick<ProjectRequest, 'path' | 'workspace'> & {
    readonly inputs: ReadonlyMap<string, RootInput>;
    readonly diagnostics: Diagnostic[];
    /** What file functions reach; left out: files by paths from the root module. */
    readonly files?: FileAccess;
  },
): ModuleInstance {
  const project = projectContext({
    tree,
    root: request.path,
    workspace: request.workspace,
    functions: terraformFunctions(),
    files: request.files ?? filesBelow(tree, request.path),
    diagnostics: request.diagnostics,
  });
  const computations = {
    variable: computeVariable,
    local: computeLocal,
    output: computeOutput,
    resource: computeResource,
    call: computeCall,
    provider: computeProvider,
  };
  return new ModuleInstance({
    project,
    computations,
    address: '',
    path: request.path,
    caller: null,
    rootInputs: request.inputs,
  });
}

/** All instances of a root module and of the modules below it, module by module from the top. */
export function evaluateModules(root: ModuleInstance): readonly ResourceInstance[] {
  const { graph } = root.project;
  const resources: ResourceInstance[] = [];
  const pending: ModuleInstance[] = [root];
  for (let at = 0; at < pending.length; at++) {
    const module = pending[at] as ModuleInstance;
    for (const mode of ['resource', 'data'] as const) {
      for (const { block } of module.blocks(mode)) {
        const node = module.resource(`${mode}.${block.labels.map(({ text }) => text).join('.')}`);
        const expansion = node && resultOf(node, graph);
        const settings = expansion && resultOf(module.provider(localProviderName(block)), graph);
        if (expansion && settings)
          for (const each of instancesOf(expansion, { module, settings })) resources.push(each);
      }
    }
    resultOf(validationNode(module), graph);
    for (const { block } of module.blocks('module')) {
      const call = module.call(block.labels[0]?.text ?? '');
      for (const instance of (call && resultOf(call, graph)?.instances) ?? []) pending.push(instance);
    }
  }
  for (const { block } of root.blocks('output')) resultOf(root.output(block.labels[0]?.text ?? ''), graph);
  return resources;
}
