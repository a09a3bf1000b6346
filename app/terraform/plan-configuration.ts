import { isRecord, type JsonRecord } from './json-record.ts';

/** What the configuration part of a plan says of one resource. */
export interface ConfiguredResource {
  /** The arguments and blocks that are written, with references or without. */
  readonly written: JsonRecord;
  readonly providerKey: string;
}

/** One module of the configuration, all its instances in one. */
export interface ConfiguredModule {
  readonly parent: ConfiguredModule | null;
  /** Name of the call, empty for the root module. */
  readonly name: string;
  /** By address within the module, without index: `aws_vpc.main`, `data.aws_ami.this`. */
  readonly resources: ReadonlyMap<string, ConfiguredResource>;
  readonly calls: ReadonlyMap<string, ConfiguredModule>;
  /** What the caller's arguments say, by variable. */
  readonly arguments: JsonRecord;
  readonly outputs: ReadonlyMap<string, readonly string[]>;
  readonly variables: JsonRecord;
}

export interface PlanConfiguration {
  readonly root: ConfiguredModule;
  readonly providers: ReadonlyMap<string, JsonRecord>;
  /** Values of the root module's variables; never shown. */
  readonly values: JsonRecord;
}

/** Reads `configuration` and `variables` of a plan. https://developer.hashicorp.com/terraform/internals/json-format (2026-08-21). */
export function readPlanConfiguration(plan: JsonRecord): PlanConfiguration {
  const configuration = recordOf(plan['configuration']);
  const providers = Object.entries(recordOf(configuration['provider_config']));
  return {
    root: readModule(configuration['root_module'], { parent: null, name: '', arguments: {} }),
    providers: new Map(providers.flatMap(([key, value]) => (isRecord(value) ? [[key, value] as const] : []))),
    values: recordOf(plan['variables']),
  };
}

/** More than any module tree is deep. */
const MAX_DEPTH = 100;

function readModule(
  document: unknown,
  call: Pick<ConfiguredModule, 'parent' | 'name' | 'arguments'>,
  depth = 0,
): ConfiguredModule {
  const module = recordOf(document);
  const resources = new Map<string, ConfiguredResource>();
  for (const resource of Array.isArray(module['resources']) ? module['resources'] : []) {
    if (!isRecord(resource) || typeof resource['address'] !== 'string') continue;
    resources.set(resource['address'], {
      written: recordOf(resource['expressions']),
      providerKey: String(resource['provider_config_key'] ?? ''),
    });
  }
  const outputs = new Map<string, readonly string[]>();
  for (const [name, output] of Object.entries(recordOf(module['outputs']))) {
    outputs.set(name, referencesIn(recordOf(output)['expression']).get('') ?? []);
  }
  const calls = new Map<string, ConfiguredModule>();
  const read: ConfiguredModule = { ...call, resources, outputs, calls, variables: recordOf(module['variables']) };
  for (const [name, inner] of Object.entries(recordOf(module['module_calls']))) {
    if (!isRecord(inner) || depth > MAX_DEPTH) continue;
    const place = { parent: read, name, arguments: recordOf(inner['expressions']) };
    calls.set(name, readModule(inner['module'], place, depth + 1));
  }
  return read;
}

const NO_REFERENCES: ReadonlyMap<string, readonly string[]> = new Map();

/** References as Terraform writes them (`aws_vpc.main.id`, `var.size`), by dotted path without list indexes. */
export function referencesIn(expression: unknown): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  collectReferences(expression, '', found);
  return found.size === 0 ? NO_REFERENCES : found;
}

/** References of an expression or of a block of them, by dotted path without list indexes. */
function collectReferences(expression: unknown, path: string, into: Map<string, readonly string[]>): void {
  if (Array.isArray(expression)) {
    for (const inner of expression) collectReferences(inner, path, into);
    return;
  }
  if (!isRecord(expression)) return;
  const named = expression['references'];
  if (Array.isArray(named)) {
    const references = named.filter((each): each is string => typeof each === 'string');
    const before = into.get(path);
    into.set(path, before || references.length > 1 ? [...new Set([...(before ?? []), ...references])] : references);
    return;
  }
  for (const name of Object.keys(expression)) {
    const inner = expression[name];
    // Constants are the bulk of a configuration, and refer to nothing.
    if (name === 'constant_value' || typeof inner !== 'object' || inner === null || isConstant(inner)) continue;
    collectReferences(inner, path === '' ? name : `${path}.${name}`, into);
  }
}

function isConstant(expression: object): boolean {
  return 'constant_value' in expression && !('references' in expression);
}

function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}
