import type { Reference } from '#app/hcl/scope.ts';
import { DYNAMIC, objectType } from '#app/hcl/type.ts';
import { mappingValue, objectValue, stringValue, unknownValue, type Value, withCertainty } from '#app/hcl/value.ts';
import { filledAttribute, filledNames } from './certain-attributes.ts';
import { type EvaluationNode, resultOf } from './evaluation-graph.ts';
import type { CallExpansion, ModuleInstance, ResourceExpansion } from './module-instance.ts';
import { pathValue } from './path-value.ts';
import { repeated } from './repetition.ts';

/** A value and how many of the reference's steps lead to it. */
export interface Resolved {
  readonly value: Value;
  readonly used: number;
}

type Steps = Reference['steps'];

/** What a reference of a module stands for; undefined where nothing of a module can be meant. */
export function resolveReference({ root, steps }: Reference, module: ModuleInstance): Resolved | undefined {
  const name = nameOf(steps[0]);
  if (name === undefined) return undefined;
  switch (root) {
    case 'var':
      return { value: nodeValue(module.variable(name), module), used: 1 };
    case 'local':
      return { value: nodeValue(module.local(name), module), used: 1 };
    case 'path':
      return { value: pathValue(name, module), used: 1 };
    case 'terraform':
    case 'tofu':
      return {
        value: name === 'workspace' ? stringValue(module.project.workspace) : unknown(`${root}.${name}`),
        used: 1,
      };
    case 'module':
      return resolveCall(name, { steps, module });
    case 'each':
    case 'count':
    case 'self':
      return { value: unknown(`${root}.${name} has no meaning here`), used: steps.length };
    case 'ephemeral':
      return { value: unknown(`${root}.${name} is read at apply`), used: steps.length };
    case 'resource':
      return resolveResource({ mode: 'resource', type: name, name: nameOf(steps[1]), before: 2 }, { steps, module });
    case 'data':
      return resolveResource({ mode: 'data', type: name, name: nameOf(steps[1]), before: 2 }, { steps, module });
    default:
      return resolveResource({ mode: 'resource', type: root, name, before: 1 }, { steps, module });
  }
}

interface Asked {
  readonly steps: Steps;
  readonly module: ModuleInstance;
}

function nodeValue(node: EvaluationNode<Value>, module: ModuleInstance): Value {
  return resultOf(node, module.project.graph) ?? unknown(`it refers to itself: ${node.cycle}`);
}

function resolveCall(name: string, { steps, module }: Asked): Resolved {
  const node = module.call(name);
  const missing = unknown(`${module.qualified(`module.${name}`)} is not to be had`);
  const call = node && resultOf(node, module.project.graph);
  if (!call) return { value: node ? unknown(`it refers to itself: ${node.cycle}`) : missing, used: steps.length };
  if (!call.instances) return { value: missing, used: steps.length };
  const isSingle = call.places.has(null);
  const instance = call.instances[placeIn(call, steps[1])];
  const output = nameOf(steps[isSingle ? 1 : 2]);
  if (instance && output !== undefined)
    return { value: nodeValue(instance.output(output), module), used: isSingle ? 2 : 3 };
  return { value: wholeCall(call, call.instances), used: 1 };
}

function wholeCall(call: CallExpansion, instances: readonly ModuleInstance[]): Value {
  if (call.whole) return call.whole;
  let isComplete = true;
  const values = instances.map((instance) => {
    const names = instance.blocks('output').flatMap(({ block }) => block.labels[0]?.text ?? []);
    const entries = names.map((name) => [name, nodeValue(instance.output(name), instance)] as const);
    isComplete &&= names.every((name) => instance.output(name).state === 'done');
    return objectValue(new Map(entries));
  });
  const whole = repeated({ block: call.sourced.block, repetitions: call.repetitions }, values);
  if (isComplete) call.whole = whole;
  return whole;
}

function resolveResource(
  wanted: {
    readonly mode: 'resource' | 'data';
    readonly type: string;
    readonly name: string | undefined;
    readonly before: number;
  },
  { steps, module }: Asked,
): Resolved | undefined {
  const { mode, type, name, before } = wanted;
  if (name === undefined) return undefined;
  const node = module.resource(`${mode}.${type}.${name}`);
  const address = module.qualified(`${mode === 'data' ? 'data.' : ''}${type}.${name}`);
  const expansion = node && resultOf(node, module.project.graph);
  if (!expansion) {
    const why = node ? `it refers to itself: ${node.cycle}` : `${address} is not declared`;
    return { value: unknown(why), used: steps.length };
  }
  const isSingle = expansion.places.has(null);
  const at = placeIn(expansion, steps[before]);
  const attribute = nameOf(steps[isSingle ? before : before + 1]);
  const values = expansion.values[at];
  if (values && attribute !== undefined) {
    const value = exported(expansion, { at, address, attribute });
    return { value, used: isSingle ? before + 1 : before + 2 };
  }
  return { value: wholeResource(expansion, address), used: before };
}

function placeIn(expansion: ResourceExpansion | CallExpansion, step: Steps[number] | undefined): number {
  const key = expansion.places.has(null) ? null : step?.kind === 'index' ? step.key : undefined;
  return key === undefined ? -1 : (expansion.places.get(key) ?? -1);
}

function instanceAddress(expansion: ResourceExpansion, at: number, address: string): string {
  const index = expansion.repetitions[at]?.index ?? null;
  return index === null ? address : `${address}[${JSON.stringify(index)}]`;
}

function whenKnown({ mode }: ResourceExpansion): string {
  return mode === 'data' ? 'is read from the cloud' : 'is decided at apply';
}

/** Attributes of builtin resources that nobody sets stay null. */
const WITHOUT_PROVIDER: ReadonlySet<string> = new Set(['terraform_data', 'null_resource']);

/** What others see of an attribute: as it is configured; a null may become anything, as what is left out may. */
function exported(
  expansion: ResourceExpansion,
  { at, address, attribute }: { readonly at: number; readonly address: string; readonly attribute: string },
): Value {
  const value = expansion.values[at]?.get(attribute);
  if (value && (WITHOUT_PROVIDER.has(expansion.type) || !mayBeFilled(expansion, { value, attribute }))) return value;
  const reason = `${instanceAddress(expansion, at, address)}.${attribute} ${whenKnown(expansion)}`;
  const { type, certain } = filledAttribute(expansion.type, attribute);
  const unknown = unknownValue(type, [reason]);
  return certain ? withCertainty(unknown, certain) : unknown;
}

/** Whether the provider may put something in the place of a null, or of blocks of which there are none. */
function mayBeFilled(
  { sourced }: ResourceExpansion,
  { value, attribute }: { readonly value: Value; readonly attribute: string },
): boolean {
  if (value.kind === 'null') return true;
  const isEmpty = value.kind === 'sequence' && value.items.length === 0;
  return isEmpty && !sourced.block.body.attributes.some(({ name }) => name === attribute);
}

/** Objects with what is configured; what else the provider adds is unknown. */
function wholeResource(expansion: ResourceExpansion, address: string): Value {
  if (expansion.whole) return expansion.whole;
  const objects = expansion.values.map((values, at) => {
    const names = new Set([...filledNames(expansion.type), ...values.keys()]);
    const entries = new Map([...names].map((name) => [name, exported(expansion, { at, address, attribute: name })]));
    const types = new Map([...entries].map(([name, value]) => [name, value.type] as const));
    return mappingValue({ ...objectType(types), open: instanceAddress(expansion, at, address) }, entries);
  });
  expansion.whole = repeated({ block: expansion.sourced.block, repetitions: expansion.repetitions }, objects);
  return expansion.whole;
}

function nameOf(step: Steps[number] | undefined): string | undefined {
  return step?.kind === 'attribute' ? step.name : undefined;
}

function unknown(reason: string): Value {
  return unknownValue(DYNAMIC, [reason]);
}
