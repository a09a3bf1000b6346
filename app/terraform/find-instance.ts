import type { Diagnostic } from '#app/errors.ts';
import type { Tree } from '#app/source/tree.ts';
import { resultOf } from './evaluation-graph.ts';
import { moduleSteps } from './module-address.ts';
import type { ModuleInstance, ResourceExpansion } from './module-instance.ts';
import { openModule, type ProjectRequest } from './read-project.ts';
import { readVariables } from './read-variables.ts';

/** A resource instance where it is written, with everything that its expressions may refer to. */
export interface FoundInstance {
  readonly module: ModuleInstance;
  readonly expansion: ResourceExpansion;
  readonly repetition: ResourceExpansion['repetitions'][number];
}

/** A root module whose instances can be found again, one after the other, while nothing is evaluated twice. */
export interface OpenProject {
  readonly tree: Tree;
  readonly request: ProjectRequest;
  readonly root: ModuleInstance;
}

/** The root module at `request.path`, opened once for many questions. @throws ConfigError as `readProject`. */
export function openProject(tree: Tree, request: ProjectRequest): OpenProject {
  const diagnostics: Diagnostic[] = [];
  const inputs = readVariables(tree, { ...request, diagnostics });
  return { tree, request, root: openModule(tree, { ...request, inputs, diagnostics }) };
}

/** The instance of an address; a text says why there is none. */
export function findInstance({ root }: OpenProject, address: string): FoundInstance | string {
  const module = moduleAt(root, address);
  if (!module) return `there is no module of ${address}`;
  const local = module.address === '' ? address : address.slice(module.address.length + 1);
  const match = /^((?:data\.)?[\w-]+\.[\w-]+)(?:\[(.*)\])?$/s.exec(local);
  const name = match?.[1] ?? '';
  const node = module.resource(name.startsWith('data.') ? (name as 'data.') : `resource.${name}`);
  const expansion = node && resultOf(node, root.project.graph);
  if (!expansion) return `there is no resource ${address}`;
  const key = keyOf(match?.[2]);
  const repetition = expansion.repetitions.find(({ index }) => index === key);
  return repetition ? { module, expansion, repetition } : `there is no instance ${address}`;
}

function keyOf(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    // `(unknown 2)`, as instances under unknown keys are called: no instance has this index.
    return undefined;
  }
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
