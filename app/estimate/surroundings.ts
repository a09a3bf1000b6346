import type { StatedUsage, Surroundings } from '#app/catalog/resource-reader.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import { type AttributeValue, type ResourceInstance, UNKNOWN } from '#app/terraform/resource.ts';
import { referringPaths, stepInto } from './referring-paths.ts';
import { billedRegion } from './region.ts';
import { statedUsage, type UsageFile } from './usage.ts';

export interface SurroundingsRequest {
  readonly resources: readonly ResourceInstance[];
  readonly usage: UsageFile;
  /** Consumption that the warehouse measured, for keys that the usage file does not state. */
  readonly measured?:
    | ((resource: ResourceInstance, key: string, region: () => string | null) => StatedUsage | undefined)
    | undefined;
  /** What the chosen size of the estate assumes, for keys that neither of them knows. */
  readonly assumed?: ((resource: ResourceInstance, key: string) => StatedUsage | undefined) | undefined;
  readonly machines: Pick<PriceBook, 'machine'>;
  readonly now: Date;
}

/** A name that so many resources bear says nothing about which of them is meant. */
const MAX_NAMESAKES = 50;

/** The neighbourhood of the resources of one project: who refers to whom, usage, regions. */
export function openSurroundings(request: SurroundingsRequest): Surroundings {
  const index = indexResources(request.resources);
  const types = new Set(request.resources.map((each) => each.type));
  const regions = new Map<ResourceInstance, ReturnType<Surroundings['region']>>();
  let referrers: ReadonlyMap<ResourceInstance, readonly ResourceInstance[]> | undefined;

  function related(resource: ResourceInstance, path: string): readonly ResourceInstance[] {
    const exact = namedByReason(resource, path);
    if (exact) return [exact];
    const addresses = referredAddresses(resource, path);
    if (addresses.length === 0 && valueMatches(resource, path).length === 0) return NOBODY;
    const found = new Set<ResourceInstance>();
    for (const address of addresses) for (const other of meant(address, { resource, path })) found.add(other);
    if (found.size === 0) for (const other of valueMatches(resource, path)) found.add(other);
    found.delete(resource);
    if (found.size <= 1) return [...found];
    return narrowed([...found], { resource, sameValue: new Set(valueMatches(resource, path)) });
  }

  /**
   * The instances under an address. Of very many instances of one resource, those with the value that stands at the
   * path, else the one of the same key: a thousand addresses of a thousand machines are a thousand pairs.
   */
  function meant(
    address: string,
    by: { readonly resource: ResourceInstance; readonly path: string },
  ): readonly ResourceInstance[] {
    const all = index.byAddress.get(address) ?? [];
    if (all.length <= MAX_NAMESAKES) return all;
    const equal = valueMatches(by.resource, by.path).filter((other) => withoutIndex(other) === address);
    if (equal.length > 0) return equal;
    const twin = index.byAddress.get(`${address}[${JSON.stringify(by.resource.index)}]`) ?? [];
    return twin.length === 1 ? twin : all;
  }

  /** The very instance whose attribute is not known yet: the reason says `ADDRESS.ATTRIBUTE is decided at apply`. */
  function namedByReason(resource: ResourceInstance, path: string): ResourceInstance | undefined {
    const reason = resource.unknownReasons[path];
    if (reason === undefined) return undefined;
    const address = /^(\S.*)\.[\w-]+ is decided at apply$/.exec(reason)?.[1];
    const found = address === undefined ? [] : (index.byAddress.get(address) ?? []);
    return found.length === 1 && found[0] !== resource ? found[0] : undefined;
  }

  function valueMatches(resource: ResourceInstance, path: string): readonly ResourceInstance[] {
    const value = path.includes('.')
      ? path.split('.').reduce<AttributeValue | undefined>(stepInto, resource.attributes)
      : resource.attributes[path];
    for (const name of namesIn(value)) {
      const found = name === '' ? NOBODY : (index.byIdentity.get(name) ?? NOBODY);
      if (found.length > 0 && found.length <= MAX_NAMESAKES) return found;
    }
    return NOBODY;
  }

  function regionOf(resource: ResourceInstance): ReturnType<Surroundings['region']> {
    const before = regions.get(resource);
    if (before) return before;
    const found = billedRegion(resource, { related });
    regions.set(resource, found);
    return found;
  }

  return {
    related,
    referrers(resource, type) {
      // Most estates have none of the rare types that change what another is billed for.
      if (!types.has(type)) return NOBODY;
      referrers ??= indexReferrers(request.resources, { related, byIdentity: index.byIdentity });
      return (referrers.get(resource) ?? NOBODY).filter((other) => other.type === type);
    },
    usage(resource, key) {
      const stated = statedUsage(request.usage, { address: resource.address, type: resource.type, key });
      if (stated !== undefined) return { value: stated, origin: 'usage-file' };
      return (
        request.measured?.(resource, key, () => regionName(regionOf(resource))) ?? request.assumed?.(resource, key)
      );
    },
    region: regionOf,
    machines: request.machines,
    now: request.now,
  };
}

const NOBODY: readonly ResourceInstance[] = [];

/** Addresses that the expressions at the path, or in it, refer to. */
function referredAddresses({ references }: ResourceInstance, path: string): readonly string[] {
  const named = path.includes('.') ? path.replace(/\.\d+(?=\.|$)/g, '') : path;
  let found: readonly string[] = [];
  for (const at of Object.keys(references)) {
    if (at !== named && !at.startsWith(`${named}.`)) continue;
    const addresses = references[at] ?? [];
    found = found.length === 0 ? addresses : [...found, ...addresses];
  }
  return found;
}

function regionName(answer: ReturnType<Surroundings['region']>): string | null {
  return 'region' in answer ? answer.region : null;
}

/** Of several instances of one resource, those with the value that is referred to, else the one of the same key. */
function narrowed(
  found: readonly ResourceInstance[],
  by: { readonly resource: ResourceInstance; readonly sameValue: ReadonlySet<ResourceInstance> },
): readonly ResourceInstance[] {
  const equal = found.filter((other) => by.sameValue.has(other));
  if (equal.length > 0) return equal;
  const oneResource = new Set(found.map((other) => withoutIndex(other))).size === 1;
  const sameKey = found.filter((other) => other.index !== null && other.index === by.resource.index);
  return oneResource && sameKey.length === 1 ? sameKey : found;
}

interface ResourceIndex {
  readonly byAddress: ReadonlyMap<string, readonly ResourceInstance[]>;
  readonly byIdentity: ReadonlyMap<string, readonly ResourceInstance[]>;
}

const IDENTITIES: readonly string[] = ['id', 'arn', 'self_link', 'name'];

function indexResources(resources: readonly ResourceInstance[]): ResourceIndex {
  const byAddress = new Map<string, ResourceInstance[]>();
  const byIdentity = new Map<string, ResourceInstance[]>();
  for (const resource of resources) {
    push(byAddress, resource.address, resource);
    if (resource.index !== null) push(byAddress, withoutIndex(resource), resource);
    const names = /^google_compute_(global_)?address$/.test(resource.type) ? [...IDENTITIES, 'address'] : IDENTITIES;
    for (const name of names) {
      const value = resource.attributes[name];
      if (typeof value === 'string' && value !== '') push(byIdentity, value, resource);
    }
  }
  return { byAddress, byIdentity };
}

interface Referring {
  readonly related: (resource: ResourceInstance, path: string) => readonly ResourceInstance[];
  readonly byIdentity: ResourceIndex['byIdentity'];
}

function indexReferrers(
  resources: readonly ResourceInstance[],
  { related, byIdentity }: Referring,
): ReadonlyMap<ResourceInstance, readonly ResourceInstance[]> {
  const referrers = new Map<ResourceInstance, ResourceInstance[]>();
  for (const resource of resources) {
    const seen = new Set<ResourceInstance>();
    for (const path of referringPaths(resource, byIdentity))
      for (const other of related(resource, path)) seen.add(other);
    for (const other of seen) push(referrers, other, resource);
  }
  return referrers;
}

function withoutIndex(resource: ResourceInstance): string {
  const prefix = resource.module === '' ? '' : `${resource.module}.`;
  return `${prefix}${resource.mode === 'data' ? 'data.' : ''}${resource.type}.${resource.name}`;
}

/** The names that a value gives: its own text or, of a block that refers to something, its id, then its name. */
function namesIn(value: AttributeValue | undefined): readonly string[] {
  const inner = Array.isArray(value) ? value[0] : value;
  if (typeof value === 'string') return [value];
  if (inner === null || inner === undefined || inner === UNKNOWN || typeof inner !== 'object') return [];
  const block = inner as Readonly<Record<string, AttributeValue>>;
  const found = Object.keys(block)
    .filter((name) => /(?:^|_)(?:id|arn|self_link|name|template|image|source)$/.test(name))
    .sort((a, b) => Number(a.endsWith('name')) - Number(b.endsWith('name')));
  return found.map((name) => block[name]).filter((each) => typeof each === 'string');
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
