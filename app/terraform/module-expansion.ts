import type { Expression } from '#app/hcl/syntax-tree.ts';
import type { Value } from '#app/hcl/value.ts';
import { answerDataSource, dataSourceAsksProvider } from './data-sources.ts';
import { evaluateIn, NO_NAMES } from './evaluate-in.ts';
import { resultOf, type Steps } from './evaluation-graph.ts';
import { expandResource } from './expand-body.ts';
import { locateModule } from './module-calls.ts';
import { attributeOf, lineOf, type SourcedBlock, sourceOf } from './module-files.ts';
import { type CallExpansion, ModuleInstance, type ResourceExpansion } from './module-instance.ts';
import { needsOfBody, needsOfExpression } from './needs.ts';
import { localProviderName, type ProviderSettings } from './provider-settings.ts';
import { countRepetitions, forEachRepetitions, type Repetition, type Repetitions, SINGLE } from './repetition.ts';

/** The instances of a resource or data source with their attributes. */
export function* computeResource(module: ModuleInstance, sourced: SourcedBlock): Steps<ResourceExpansion> {
  const [type, name] = sourced.block.labels.map((label) => label.text);
  const mode = sourced.block.type === 'data' ? 'data' : 'resource';
  const repetitions = yield* repetitionsOf(module, sourced);
  yield* needsOfBody(sourced.block.body, module);
  let values = repetitions.map(({ names }) => expandResource(sourced, { module, names }));
  if (mode === 'data') {
    const provider = dataSourceAsksProvider(type ?? '') ? yield* providerOf(module, sourced) : null;
    const region = typeof provider?.region === 'string' ? provider.region : null;
    const around = { region, defaultTags: provider?.defaultTagsValue ?? null, readFile: module.project.files.readFile };
    values = values.map((configured) => {
      const answers = answerDataSource(type ?? '', { configured, ...around });
      return new Map([...configured, ...answers]);
    });
  }
  const places = placesOf(repetitions);
  return { mode, type: type ?? '', name: name ?? '', sourced, repetitions, values, places, whole: null };
}

function* providerOf(module: ModuleInstance, sourced: SourcedBlock): Steps<ProviderSettings | null> {
  const node = module.provider(localProviderName(sourced.block));
  yield node;
  return node.state === 'running' ? null : resultOf(node, module.project.graph);
}

/** The instances of a module call; each reads the same files. */
export function* computeCall(module: ModuleInstance, sourced: SourcedBlock): Steps<CallExpansion> {
  const name = sourced.block.labels[0]?.text ?? '';
  const repetitions = yield* repetitionsOf(module, sourced);
  const path = pathOf(module, { sourced, name });
  const { project, computations } = module;
  const places = placesOf(repetitions);
  const declined = { name, sourced, repetitions, instances: null, places, whole: null };
  if (path === null) return declined;
  project.limits.modules -= repetitions.length;
  if (project.limits.modules < 0) {
    reportCall(module, {
      sourced,
      name,
      what: 'there are more module instances than are allowed',
      remedy: 'call fewer',
    });
    return declined;
  }
  const instances = repetitions.map((repetition) => {
    const index = repetition.index === null ? '' : `[${JSON.stringify(repetition.index)}]`;
    const address = module.qualified(`module.${name}${index}`);
    const caller = { module, sourced, repetition };
    return new ModuleInstance({ project, computations, address, path, caller, rootInputs: new Map() });
  });
  return { ...declined, instances };
}

function placesOf(repetitions: readonly Repetition[]): ReadonlyMap<string | number | null, number> {
  return new Map(repetitions.map(({ index }, at) => [index, at] as const));
}

/** How often a block stands: its `count` or `for_each`. What is wrong with them is reported as an error. */
function* repetitionsOf(module: ModuleInstance, sourced: SourcedBlock): Steps<readonly Repetition[]> {
  const { items, problem } = yield* expanded(module, sourced);
  module.project.limits.instances -= sourced.block.type === 'module' ? 0 : items.length;
  if (problem !== null) {
    const [type, name] = sourced.block.labels.map((label) => label.text);
    const address = module.qualified(
      [sourced.block.type === 'resource' ? '' : sourced.block.type, type, name].filter(Boolean).join('.'),
    );
    const place = { file: sourced.source.file, line: lineOf(sourced) };
    module.project.report({ severity: 'error', message: `${address}: ${problem}`, place, remedy: 'correct it' });
  }
  return items;
}

function* expanded(module: ModuleInstance, sourced: SourcedBlock): Steps<Repetitions> {
  const limit = Math.max(0, module.project.limits.instances);
  const count = attributeOf(sourced.block, 'count');
  const attribute = count ?? attributeOf(sourced.block, 'for_each');
  if (!attribute) return SINGLE;
  yield* needsOfExpression(attribute.expression, module);
  const place = { module, names: NO_NAMES, source: sourceOf(sourced, attribute) };
  const value = evaluateIn(attribute.expression, place);
  return count ? countRepetitions(value, limit) : forEachRepetitions(value, limit);
}

interface Call {
  readonly sourced: SourcedBlock;
  readonly name: string;
}

/** The directory of the called module; null where it is not to be had, which is reported. */
function pathOf(module: ModuleInstance, { sourced, name }: Call): string | null {
  const source = literalText(attributeOf(sourced.block, 'source')?.expression, module, sourced);
  if (source === null) {
    reportCall(module, { sourced, name, what: 'it has no source that is known', remedy: 'give it a literal source' });
    return null;
  }
  const { tree, root } = module.project;
  const key = [...callNames(module), name].join('.');
  const version = literalText(attributeOf(sourced.block, 'version')?.expression, module, sourced) ?? '';
  const location = locateModule(tree, { source, version, from: module.path, root, key });
  if (!('path' in location)) {
    reportCall(module, { sourced, name, what: location.missing, remedy: location.remedy });
    return null;
  }
  for (let around: ModuleInstance | null = module; around; around = around.caller?.module ?? null) {
    if (around.path !== location.path) continue;
    reportCall(module, { sourced, name, what: `it calls ${source}, which it is part of`, remedy: 'break the loop' });
    return null;
  }
  return location.path;
}

function literalText(expression: Expression | undefined, module: ModuleInstance, sourced: SourcedBlock): string | null {
  if (!expression) return null;
  const value: Value = evaluateIn(expression, { module, names: NO_NAMES, source: sourced.source });
  // A source stands in addresses of files: one that is not to be shown is none.
  return value.kind === 'string' && !value.sensitive ? value.text : null;
}

/** Names of the calls that lead to a module instance. */
function callNames(module: ModuleInstance): readonly string[] {
  const { caller } = module;
  return caller ? [...callNames(caller.module), caller.sourced.block.labels[0]?.text ?? ''] : [];
}

function reportCall(module: ModuleInstance, problem: Call & { readonly what: string; readonly remedy: string }): void {
  const place = { file: problem.sourced.source.file, line: lineOf(problem.sourced) };
  const message = `${module.qualified(`module.${problem.name}`)} is not estimated: ${problem.what}`;
  module.project.report({ severity: 'error', message, place, remedy: problem.remedy });
}
