import { moduleSteps } from './module-address.ts';
import { type ConfiguredModule, referencesIn } from './plan-configuration.ts';

/** A module of the configuration in one of its instances. */
export interface ModulePlace {
  readonly module: ConfiguredModule;
  /** Address of the instance, empty for the root module. */
  readonly address: string;
}

/** The module of the configuration that an instance is of; null for one that the configuration does not have. */
export function placeOfModule(root: ConfiguredModule, address: string): ModulePlace | null {
  let module: ConfiguredModule | undefined = root;
  for (const step of moduleSteps(address)) module = module?.calls.get(step.name);
  return module ? { module, address } : null;
}

/** Addresses of the resources that a resource's expressions lead to, by dotted attribute path. */
export function resourceReferences(
  expressions: ReadonlyMap<string, readonly string[]>,
  place: ModulePlace,
): Readonly<Record<string, readonly string[]>> {
  const entries: (readonly [string, readonly string[]])[] = [];
  for (const [path, references] of expressions) {
    const addresses = mostSpecific(follow(references, place));
    if (addresses.length > 0) entries.push([path, addresses]);
  }
  return entries.length === 0 ? NOWHERE : Object.fromEntries(entries);
}

const NOWHERE: Readonly<Record<string, readonly string[]>> = {};

/** So many variables, outputs and resources are followed for one attribute. */
const MAX_VISITED = 500;

function follow(references: readonly string[], start: ModulePlace): readonly string[] {
  const addresses = new Set<string>();
  const seen = new Set<string>();
  const pending = references.map((reference) => ({ reference, place: start }));
  for (let next = pending.pop(); next && seen.size < MAX_VISITED; next = pending.pop()) {
    const { reference, place } = next;
    const key = `${place.address} ${reference}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const resource = RESOURCE.exec(reference);
    if (resource) addresses.add(place.address === '' ? resource[0] : `${place.address}.${resource[0]}`);
    else pending.push(...through(reference, place));
  }
  return [...addresses].sort();
}

const KEY = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;
const RESOURCE = new RegExp(
  String.raw`^(?:data\.)?(?!(?:module|var|local|each|count|path|terraform|self)\.)[\w-]+\.[\w-]+(?:${KEY})?`,
);
const OUTPUT = new RegExp(String.raw`^module\.([\w-]+)(${KEY})?\.([\w-]+)`);

/** What a variable or output of a module stands for, where it is written. */
function through(
  reference: string,
  place: ModulePlace,
): readonly { readonly reference: string; readonly place: ModulePlace }[] {
  const output = OUTPUT.exec(reference);
  if (output) {
    const [, name = '', key = '', out = ''] = output;
    const module = place.module.calls.get(name);
    const own = `module.${name}${key}`;
    const address = place.address === '' ? own : `${place.address}.${own}`;
    return module
      ? (module.outputs.get(out) ?? []).map((each) => ({ reference: each, place: { module, address } }))
      : [];
  }
  const { parent } = place.module;
  const variable = /^var\.([\w-]+)/.exec(reference)?.[1];
  if (!parent || variable === undefined) return [];
  const found = referencesIn(place.module.arguments[variable]);
  const address = moduleSteps(place.address).at(-2)?.address ?? '';
  return [...found.values()].flat().map((each) => ({ reference: each, place: { module: parent, address } }));
}

/** Without `aws_x.y` where `aws_x.y[0]` stands, too: the plan lists both for one reference. */
function mostSpecific(addresses: readonly string[]): readonly string[] {
  if (addresses.length < 2) return addresses;
  return addresses.filter((address) => !addresses.some((other) => other.startsWith(`${address}[`)));
}
