import { isRecord, type JsonRecord } from './json-record.ts';

/** What the configuration part of a plan says of one resource. */
export interface ConfiguredResource {
  /** Addresses without module path, by dotted attribute path. */
  readonly references: Readonly<Record<string, readonly string[]>>;
  readonly providerKey: string;
}

/** The configuration of a plan, by module address without instance keys and resource address without index. */
export interface PlanConfiguration {
  readonly resources: ReadonlyMap<string, ConfiguredResource>;
  readonly providers: ReadonlyMap<string, JsonRecord>;
}

/** Reads `configuration` of plan JSON. https://developer.hashicorp.com/terraform/internals/json-format (2026-08-21). */
export function readPlanConfiguration(configuration: unknown): PlanConfiguration {
  const resources = new Map<string, ConfiguredResource>();
  const root = isRecord(configuration) ? configuration : {};
  readModule(root['root_module'], '', resources);
  const providers = isRecord(root['provider_config']) ? Object.entries(root['provider_config']) : [];
  return {
    resources,
    providers: new Map(providers.flatMap(([key, value]) => (isRecord(value) ? [[key, value]] : []))),
  };
}

function readModule(module: unknown, path: string, into: Map<string, ConfiguredResource>): void {
  if (!isRecord(module)) return;
  for (const resource of Array.isArray(module['resources']) ? module['resources'] : []) {
    if (!isRecord(resource) || typeof resource['address'] !== 'string') continue;
    const references: Record<string, readonly string[]> = {};
    collectReferences(resource['expressions'], '', references);
    const address = path === '' ? resource['address'] : `${path}.${resource['address']}`;
    into.set(address, { references, providerKey: String(resource['provider_config_key'] ?? '') });
  }
  const calls = isRecord(module['module_calls']) ? module['module_calls'] : {};
  for (const [name, call] of Object.entries(calls)) {
    if (isRecord(call)) readModule(call['module'], path === '' ? `module.${name}` : `${path}.module.${name}`, into);
  }
}

function collectReferences(expression: unknown, path: string, into: Record<string, readonly string[]>): void {
  if (Array.isArray(expression)) {
    for (const inner of expression) collectReferences(inner, path, into);
    return;
  }
  if (!isRecord(expression)) return;
  const named = expression['references'];
  if (Array.isArray(named)) {
    const addresses = named.filter((each): each is string => typeof each === 'string').flatMap(resourceAddress);
    into[path] = [...new Set([...(into[path] ?? []), ...addresses])];
    return;
  }
  for (const [name, inner] of Object.entries(expression)) {
    if (name !== 'constant_value') collectReferences(inner, path === '' ? name : `${path}.${name}`, into);
  }
}

/** `aws_vpc.main.id` → `aws_vpc.main`; variables, locals, each and count refer to no resource. */
function resourceAddress(reference: string): readonly string[] {
  const match = /^(data\.)?([a-z][\w-]*_[\w-]+\.[\w-]+(\[[^\]]*\])?)/.exec(reference);
  return match ? [`${match[1] ?? ''}${match[2]}`] : [];
}
