import { effectiveTags } from './effective-tags.ts';
import { isRecord, type JsonRecord } from './json-record.ts';
import type { Change } from './plan-changes.ts';
import { type PlanConfiguration, referencesIn } from './plan-configuration.ts';
import { type PlannedProvider, plannedProvider } from './plan-provider.ts';
import { placeOfModule, resourceReferences } from './plan-references.ts';
import { type Attributes, type ResourceInstance, UNKNOWN } from './resource.ts';
import { type MarkTree, markedPaths, withUnknown } from './unknown-values.ts';

interface Context {
  readonly configuration: PlanConfiguration;
  readonly changed: ReadonlyMap<string, Change>;
  /** Which side of a change the values are. */
  readonly side: 'before' | 'after';
}

/** What all instances of one resource in one module instance share. */
interface Configured {
  readonly references: Readonly<Record<string, readonly string[]>>;
  readonly expressions: ReadonlyMap<string, readonly string[]>;
  /** Null when the plan does not show the resource's configuration. */
  readonly written: JsonRecord | null;
  readonly provider: PlannedProvider;
}

/** The resource instances in `planned_values` or in the values of a state. */
export function instancesInValues(values: unknown, context: Context): readonly ResourceInstance[] {
  const instances: ResourceInstance[] = [];
  const { configuration } = context;
  const providerOf = providersOf(configuration);
  const pending: unknown[] = [isRecord(values) ? values['root_module'] : undefined];
  while (pending.length > 0) {
    const module = pending.pop();
    if (!isRecord(module)) continue;
    const address = typeof module['address'] === 'string' ? module['address'] : '';
    const configured = configuredIn(address, { configuration, providerOf });
    for (const resource of Array.isArray(module['resources']) ? module['resources'] : []) {
      if (isRecord(resource)) instances.push(instanceOf(resource, { address, configured, context }));
    }
    const children = Array.isArray(module['child_modules']) ? module['child_modules'].toReversed() : [];
    for (const child of children) pending.push(child);
  }
  return instances;
}

function lastStep(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

type FindConfigured = (local: string, index: unknown) => Configured;

function configuredIn(
  address: string,
  by: { readonly configuration: PlanConfiguration; readonly providerOf: (key: string) => PlannedProvider },
): FindConfigured {
  const place = placeOfModule(by.configuration.root, address);
  const known = new Map<string, Configured>();
  return (local, index) => {
    // Only a resource with an index has several instances.
    const before = index === undefined ? undefined : known.get(local);
    if (before) return before;
    const resource = place?.module.resources.get(local);
    const expressions = referencesIn(resource?.written);
    const found: Configured = {
      references: place ? resourceReferences(expressions, place) : {},
      expressions,
      written: resource?.written ?? null,
      provider: by.providerOf(resource?.providerKey ?? ''),
    };
    if (index !== undefined) known.set(local, found);
    return found;
  };
}

/** Providers by their key: there are few, and each is asked for once for every resource. */
function providersOf(configuration: PlanConfiguration): (key: string) => PlannedProvider {
  const known = new Map<string, PlannedProvider>();
  return (key) => {
    const before = known.get(key);
    if (before) return before;
    const found = plannedProvider(configuration, key);
    known.set(key, found);
    return found;
  };
}

function instanceOf(
  resource: JsonRecord,
  home: { readonly address: string; readonly configured: FindConfigured; readonly context: Context },
): ResourceInstance {
  const { side, changed } = home.context;
  const address = String(resource['address']);
  const change = changed.get(address);
  const values = isRecord(resource['values']) ? (resource['values'] as Attributes) : {};
  const unknown = side === 'after' ? change?.unknown : undefined;
  const attributes = (withUnknown(values, unknown) ?? {}) as Attributes;
  const type = String(resource['type']);
  const name = String(resource['name']);
  const mode = resource['mode'] === 'data' ? 'data' : 'managed';
  const index = resource['index'];
  const configured = home.configured(`${mode === 'data' ? 'data.' : ''}${type}.${name}`, index);
  const { references, provider } = configured;
  const marks = [side === 'after' ? change?.sensitiveAfter : change?.sensitiveBefore, resource['sensitive_values']];
  const reasons = unknownReasons(markedPaths(unknown), configured);
  if (provider.region === UNKNOWN && provider.reason !== null) reasons['region'] ??= provider.reason;
  return {
    address,
    mode,
    type,
    name,
    index: typeof index === 'string' || typeof index === 'number' ? index : null,
    module: home.address,
    provider: lastStep(String(resource['provider_name'] ?? '')),
    providerRegion: provider.region,
    attributes,
    unknownReasons: reasons,
    sensitivePaths: sensitivePaths(marks),
    references,
    tags: effectiveTags({ type, attributes }, provider.defaultTags),
    source: null,
  };
}

/** Most resources have nothing sensitive. */
function sensitivePaths(marks: readonly unknown[]): readonly string[] {
  const paths = new Set<string>();
  for (const mark of marks) for (const path of markedPaths(mark as MarkTree)) paths.add(path);
  return paths.size === 0 ? NO_PATHS : [...paths];
}

const NO_PATHS: readonly string[] = [];

/**
 * What the expression of each unknown part refers to; a part without an expression is computed by the provider and has
 * no entry. Plan JSON leaves dynamic blocks out of the configuration, so a part of a block that is there and is not
 * written otherwise may be written in one.
 */
function unknownReasons(
  paths: readonly string[],
  { expressions, written }: Pick<Configured, 'expressions' | 'written'>,
): Record<string, string> {
  const reasons: Record<string, string> = {};
  for (const path of paths) {
    // Most of what is unknown is computed by the provider: `id`, `arn`.
    if (written !== null && expressions.size === 0 && !path.includes('.')) continue;
    const found = reasonOf(path, expressions);
    if (found !== undefined) reasons[path] = found;
    else if (written === null) reasons[path] = 'it is known after apply';
    else if (isInDynamicBlock(path, written)) reasons[path] = 'it may be set in a dynamic block, known after apply';
  }
  return reasons;
}

function reasonOf(path: string, expressions: Configured['expressions']): string | undefined {
  for (let at = path.replace(/\.\d+(?=\.|$)/g, ''); at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const references = expressions.get(at);
    if (!references) continue;
    const named = references.filter((each) => !references.some((other) => other.startsWith(`${each}.`)));
    return named.length > 0 ? `it depends on ${named.join(', ')}, known after apply` : 'it is known after apply';
  }
  return undefined;
}

function isInDynamicBlock(path: string, written: JsonRecord): boolean {
  const block = /^([^.]+)\.\d+\./.exec(path)?.[1];
  return block !== undefined && !Object.hasOwn(written, block);
}
