import type { StatedUsage } from '#app/catalog/resource-reader.ts';
import { ConfigError, type Diagnostic, type Place } from '#app/errors.ts';

type UsageValue = StatedUsage['value'];

/** Nested keys joined by dots: `{ 'standard.storage_gb': 100 }`. */
export type UsageKeys = ReadonlyMap<string, UsageValue>;

/** A usage file (Infracost's format, version 0.1) ready for look-ups. */
export interface UsageFile {
  readonly path: string;
  readonly byType: ReadonlyMap<string, UsageKeys>;
  readonly byAddress: ReadonlyMap<string, UsageKeys>;
  /** Addresses with `*`, most literal first. */
  readonly wildcards: readonly WildcardUsage[];
  /** Values below which no answer falls: the base's, for a gate. */
  readonly floor?: UsageFile;
  /** Usage of single projects, which counts in place of this. */
  readonly byProject?: readonly ProjectUsage[];
  /** What the file states in vain; it stands in the report of whatever is estimated with the file. */
  readonly warnings?: readonly Diagnostic[];
}

/** What is stated of all resources whose address has these parts, with anything between them. */
export interface WildcardUsage {
  readonly address: string;
  readonly parts: readonly string[];
  readonly keys: UsageKeys;
}

/** The usage file of one project. */
export interface ProjectUsage {
  readonly name: string;
  readonly path: string;
  readonly usage: UsageFile;
}

/** A usage file that states nothing. */
export const NO_USAGE: UsageFile = { path: '', byType: new Map(), byAddress: new Map(), wildcards: [] };

/**
 * The usage file whose parsed YAML is `document`.
 * Format: https://www.infracost.io/docs/features/usage_based_resources (facts read 2026-08-21).
 * @throws ConfigError when the document does not have that shape.
 */
export function readUsageFile(document: unknown, place: Place): UsageFile {
  if (document === null || document === undefined) return { ...NO_USAGE, path: place.file };
  if (!isRecord(document))
    throw new ConfigError('a usage file is a mapping', { place, remedy: 'start it with version: 0.1' });
  const entries = [...keysByName(document['resource_usage'], 'resource_usage', place)];
  const wildcards = entries
    .filter(([address]) => address.includes('*'))
    .sort(([a], [b]) => literalLength(b) - literalLength(a) || (a < b ? -1 : 1))
    .map(([address, keys]) => ({ address, keys, parts: address.split('*') }));
  return {
    path: place.file,
    byType: keysByName(document['resource_type_default_usage'], 'resource_type_default_usage', place),
    byAddress: new Map(entries.filter(([address]) => !address.includes('*'))),
    wildcards,
  };
}

/** The value stated for `key` of the resource: its own address wins over a wildcard, a wildcard over its type. */
export function statedUsage(usage: UsageFile, wanted: WantedUsage): UsageValue | undefined {
  const value = lookUp(usage, wanted);
  const floor = usage.floor ? lookUp(usage.floor, wanted) : undefined;
  if (floor === undefined || value === floor) return value;
  return typeof floor === 'number' && typeof value === 'number' && value > floor ? value : floor;
}

/**
 * The usage that counts for a gate: the planned file's, but whatever it lowers, leaves out or words differently than
 * the prior file stands at the prior value, so that a pull request cannot talk its own cost down.
 */
export function guardedUsage(prior: UsageFile, planned: UsageFile): UsageFile {
  const names = new Map([...(prior.byProject ?? []), ...(planned.byProject ?? [])].map((each) => [each.name, each]));
  const byProject = [...names.values()].map((each) => ({
    ...each,
    usage: guardedUsage(usageOfProject(prior, each), usageOfProject(planned, each)),
  }));
  return { ...planned, floor: prior, ...(byProject.length > 0 ? { byProject } : {}) };
}

/** The usage that counts for a project: what is stated of it by name, else of a directory around it, else the common one. */
export function usageOfProject(usage: UsageFile, project: { readonly name: string; readonly path: string }): UsageFile {
  const { byProject = [], ...common } = usage;
  const around = byProject.filter(
    ({ path }) => path === '' || project.path === path || project.path.startsWith(`${path}/`),
  );
  const nearest = around.toSorted((a, b) => b.path.length - a.path.length)[0];
  return (byProject.find(({ name }) => name === project.name) ?? nearest)?.usage ?? common;
}

/**
 * The usage with what somebody stated of single resources, whose word counts more than both files: it may go below the
 * floor. Values are texts as typed; a later statement of the same key wins.
 */
export function withStatedUsage(
  usage: UsageFile,
  statements: readonly { readonly address: string; readonly values: Readonly<Record<string, string>> }[],
): UsageFile {
  if (statements.length === 0) return usage;
  const byAddress = new Map(usage.byAddress);
  for (const { address, values } of statements) {
    const keys = new Map(byAddress.get(address));
    for (const [key, text] of Object.entries(values)) keys.set(key, typedValue(text));
    byAddress.set(address, keys);
  }
  const { floor, byProject, ...rest } = usage;
  return {
    ...rest,
    byAddress,
    ...(floor ? { floor: withStatedUsage(floor, statements) } : {}),
    ...(byProject
      ? { byProject: byProject.map((each) => ({ ...each, usage: withStatedUsage(each.usage, statements) })) }
      : {}),
  };
}

function typedValue(text: string): UsageValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

interface WantedUsage {
  readonly address: string;
  readonly type: string;
  readonly key: string;
}

function lookUp(usage: UsageFile, wanted: WantedUsage): UsageValue | undefined {
  const exact = valueIn(usage.byAddress.get(wanted.address), wanted.key);
  if (exact !== undefined) return exact;
  for (const wildcard of usage.wildcards) {
    const value = valueIn(wildcard.keys, wanted.key);
    if (value !== undefined && fits(wanted.address, wildcard)) return value;
  }
  return valueIn(usage.byType.get(wanted.type), wanted.key);
}

/** The value of a key; `node_pool[0].nodes` falls back to `node_pool[*].nodes`. */
function valueIn(keys: UsageKeys | undefined, key: string): UsageValue | undefined {
  const own = keys?.get(key);
  return own !== undefined || !key.includes('[') ? own : keys?.get(key.replace(/\[\d+\]/g, '[*]'));
}

function keysByName(value: unknown, section: string, place: Place): Map<string, UsageKeys> {
  const result = new Map<string, UsageKeys>();
  if (value === null || value === undefined) return result;
  if (!isRecord(value)) throw new ConfigError(`${section} is a mapping from a name to usage keys`, { place });
  for (const [name, keys] of Object.entries(value)) {
    const flat = new Map<string, UsageValue>();
    flatten(keys, '', flat);
    result.set(name, flat);
  }
  return result;
}

function flatten(value: unknown, prefix: string, into: Map<string, UsageValue>): void {
  if (isRecord(value)) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, prefix === '' ? key : `${prefix}.${key}`, into);
  } else if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    into.set(prefix, value);
  }
}

/** In time that grows with the address alone: the file is the pull request's, and `*a*a*a…` must not hold the gate up. */
function fits(address: string, { parts }: WildcardUsage): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop() ?? '';
  if (!address.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = address.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return address.length - last.length >= at && address.endsWith(last);
}

function literalLength(address: string): number {
  return address.replaceAll('*', '').length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
