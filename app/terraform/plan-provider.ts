import { isRecord } from './json-record.ts';
import type { ConfiguredModule, PlanConfiguration } from './plan-configuration.ts';
import { type AttributeValue, UNKNOWN } from './resource.ts';

/** What a provider's configuration decides, as far as a plan tells it. */
export interface PlannedProvider {
  readonly region: string | typeof UNKNOWN | null;
  /** What decides a region that the plan does not tell. */
  readonly reason: string | null;
  readonly defaultTags: AttributeValue | undefined;
}

const NOTHING: PlannedProvider = { region: null, reason: null, defaultTags: undefined };

/** The settings of the provider under a `provider_config_key` of the plan: `aws`, `aws.west`, `module.a:aws`. */
export function plannedProvider(configuration: PlanConfiguration, key: string): PlannedProvider {
  const found = configuration.providers.get(key) ?? configuration.providers.get(key.split(':').at(-1) ?? key);
  if (!found) return NOTHING;
  const module = moduleOf(configuration.root, found['module_address']);
  const expressions = isRecord(found['expressions']) ? found['expressions'] : {};
  const read = (expression: unknown): AttributeValue | undefined => knownValue(expression, { configuration, module });
  const region = regionName(read(expressions['region'])) ?? regionName(read(expressions['zone']));
  const defaults = Array.isArray(expressions['default_tags']) ? expressions['default_tags'][0] : undefined;
  const tags = isRecord(defaults) ? read(defaults['tags']) : read(expressions['default_labels']);
  return {
    region: region ?? null,
    reason:
      region === UNKNOWN
        ? `${referencesOf(expressions['region'] ?? expressions['zone']).join(', ')} is not in the plan`
        : null,
    defaultTags: tags,
  };
}

/** Of an expression around a variable the plan shows only the variable: what looks like no region is not one. */
function regionName(value: AttributeValue | undefined): string | typeof UNKNOWN | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const isRegion = typeof value === 'string' && /^[a-z]+(-[a-z]+)*-?\d+(-[a-z])?$/.test(value);
  return isRegion ? value.replace(/(\d)-[a-z]$/, '$1') : UNKNOWN;
}

interface Place {
  readonly configuration: PlanConfiguration;
  readonly module: ConfiguredModule | null;
}

/** The value of an expression; UNKNOWN where the plan only says what it refers to, undefined where there is none. */
function knownValue(expression: unknown, place: Place, hops = 0): AttributeValue | undefined {
  if (!isRecord(expression)) return undefined;
  if ('constant_value' in expression) return expression['constant_value'] as AttributeValue;
  const references = referencesOf(expression);
  if (references.length === 0) return undefined;
  const [variable, ...others] = references;
  const name = /^var\.([\w-]+)$/.exec(variable ?? '')?.[1];
  // One whole variable and nothing else; an expression around it does not show in a plan, so text is not guessed at.
  if (name === undefined || others.length > 0 || !place.module || hops > 20) return UNKNOWN;
  return variableValue(name, { ...place, module: place.module }, hops);
}

function variableValue(
  name: string,
  { configuration, module }: Place & { readonly module: ConfiguredModule },
  hops: number,
): AttributeValue {
  const declared = module.variables[name];
  if (isRecord(declared) && declared['sensitive'] === true) return UNKNOWN;
  const argument = module.arguments[name];
  if (module.parent && argument !== undefined)
    return knownValue(argument, { configuration, module: module.parent }, hops + 1) ?? UNKNOWN;
  const given = module.parent ? undefined : configuration.values[name];
  if (isRecord(given) && given['value'] !== undefined) return given['value'] as AttributeValue;
  return isRecord(declared) && declared['default'] !== undefined ? (declared['default'] as AttributeValue) : UNKNOWN;
}

function referencesOf(expression: unknown): readonly string[] {
  const references = isRecord(expression) ? expression['references'] : undefined;
  return Array.isArray(references) ? references.filter((each): each is string => typeof each === 'string') : [];
}

function moduleOf(root: ConfiguredModule, address: unknown): ConfiguredModule | null {
  if (typeof address !== 'string' || address === '') return root;
  let module: ConfiguredModule | undefined = root;
  for (const name of address.split('.').filter((part) => part !== 'module')) module = module?.calls.get(name);
  return module ?? null;
}
