import { InputError } from '#app/errors.ts';
import { effectiveTags } from './effective-tags.ts';
import { isRecord, type JsonRecord } from './json-record.ts';
import { type PlanConfiguration, readPlanConfiguration } from './plan-configuration.ts';
import type { Attributes, AttributeValue, ResourceChange, ResourceInstance, TerraformProject } from './resource.ts';
import { type MarkTree, markedPaths, withUnknown } from './unknown-values.ts';

/** A plan: what is there, what will be there, and what Terraform says it does with each instance. */
export interface Plan {
  readonly prior: TerraformProject;
  readonly planned: TerraformProject;
  readonly changes: ReadonlyMap<string, ResourceChange>;
}

const NEWEST_FORMAT = 1;

/**
 * The plan in the output of `terraform show -json`.
 * https://developer.hashicorp.com/terraform/internals/json-format (facts read 2026-08-21).
 * @throws InputError when the text is not JSON (with the line), is no plan, or is of a newer major format.
 */
export function readPlan(text: string, file: string): Plan {
  const document = parseJson(text, file);
  if (!isPlan(document)) throw notAPlan(file);
  const format = String(document['format_version']);
  if (Number(format.split('.')[0]) > NEWEST_FORMAT) {
    const remedy = `update this toolkit, or show the plan with a Terraform that writes format ${NEWEST_FORMAT}.x`;
    throw new InputError(`plan format ${format} is newer than ${NEWEST_FORMAT}.x`, { place: { file }, remedy });
  }
  const configuration = readPlanConfiguration(document['configuration']);
  const changed = readChanges(document['resource_changes']);
  const name = file.split('/').at(-1) ?? file;
  const project = (resources: readonly ResourceInstance[]): TerraformProject => {
    return { name, path: file, kind: 'terraform_plan_json', workspace: null, resources, diagnostics: [] };
  };
  const prior = isRecord(document['prior_state']) ? document['prior_state']['values'] : undefined;
  const planned = instancesOf(document['planned_values'], { configuration, changed });
  const before = instancesOf(prior, { configuration, changed: new Map() });
  // Under -target the prior state holds more than the plan touches; what it leaves alone stays on both sides.
  const untouched = before.filter((each) => each.mode === 'managed' && !changed.has(each.address));
  const present = new Set(planned.map((each) => each.address));
  return {
    prior: project(before),
    planned: project([...planned, ...untouched.filter((each) => !present.has(each.address))]),
    changes: new Map([...changed].map(([address, change]) => [address, change.action])),
  };
}

/** Whether a parsed JSON document is a Terraform plan. */
export function isPlan(document: unknown): document is JsonRecord {
  return isRecord(document) && typeof document['format_version'] === 'string' && isRecord(document['planned_values']);
}

/** Whether a parsed JSON document is the state that `terraform show -json` writes. */
export function isState(document: unknown): document is JsonRecord {
  return isRecord(document) && typeof document['format_version'] === 'string' && isRecord(document['values']);
}

/**
 * The resources of a state as `terraform show -json` writes it.
 * @throws InputError as `readPlan`.
 */
export function readState(text: string, file: string): TerraformProject {
  const document = parseJson(text, file);
  if (!isState(document)) throw notAPlan(file);
  const configuration = readPlanConfiguration(undefined);
  const resources = instancesOf(document['values'], { configuration, changed: new Map() });
  const name = file.split('/').at(-1) ?? file;
  return { name, path: file, kind: 'terraform_state_json', workspace: null, resources, diagnostics: [] };
}

/** @throws InputError with the line and column where the text stops being JSON. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const position = Number(/position (\d+)/.exec(String(cause))?.[1] ?? text.length);
    const before = text.slice(0, position).split('\n');
    const place = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    const truncated = position >= text.trimEnd().length;
    const what = truncated ? 'the JSON ends too early' : 'not valid JSON';
    throw new InputError(what, { place, cause, remedy: 'write it again with terraform show -json PLAN > FILE' });
  }
}

function notAPlan(file: string): InputError {
  return new InputError('this JSON is neither a Terraform plan nor a state', {
    place: { file },
    remedy: 'write it with terraform show -json PLAN > FILE',
  });
}

interface Change {
  readonly action: ResourceChange;
  readonly unknown: MarkTree;
  readonly sensitive: MarkTree;
}

function readChanges(changes: unknown): ReadonlyMap<string, Change> {
  const result = new Map<string, Change>();
  for (const each of Array.isArray(changes) ? changes : []) {
    if (!isRecord(each) || !isRecord(each['change']) || typeof each['address'] !== 'string') continue;
    const { actions, after_unknown: unknown, after_sensitive: sensitive } = each['change'];
    const marks = { unknown: unknown as MarkTree, sensitive: sensitive as MarkTree };
    result.set(each['address'], { action: actionOf(Array.isArray(actions) ? actions : []), ...marks });
  }
  return result;
}

function actionOf(actions: readonly unknown[]): ResourceChange {
  if (actions.includes('create') && actions.includes('delete')) return 'replace';
  for (const action of ['create', 'update', 'delete'] as const) if (actions.includes(action)) return action;
  return 'no-op';
}

interface Context {
  readonly configuration: PlanConfiguration;
  readonly changed: ReadonlyMap<string, Change>;
}

function instancesOf(values: unknown, context: Context): readonly ResourceInstance[] {
  const instances: ResourceInstance[] = [];
  const pending: unknown[] = [isRecord(values) ? values['root_module'] : undefined];
  while (pending.length > 0) {
    const module = pending.pop();
    if (!isRecord(module)) continue;
    const path = typeof module['address'] === 'string' ? module['address'] : '';
    for (const resource of Array.isArray(module['resources']) ? module['resources'] : []) {
      if (isRecord(resource)) instances.push(instanceOf(resource, path, context));
    }
    pending.push(...(Array.isArray(module['child_modules']) ? [...module['child_modules']].reverse() : []));
  }
  return instances;
}

function instanceOf(resource: JsonRecord, module: string, context: Context): ResourceInstance {
  const address = String(resource['address']);
  const change = context.changed.get(address);
  const values = isRecord(resource['values']) ? (resource['values'] as Attributes) : {};
  const attributes = change ? ((withUnknown(values, change.unknown) ?? {}) as Attributes) : values;
  const type = String(resource['type']);
  const name = String(resource['name']);
  const mode = resource['mode'] === 'data' ? 'data' : 'managed';
  const modulePath = module.replace(/\[[^\]]*\]/g, '');
  const local = `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
  const configured = context.configuration.resources.get(modulePath === '' ? local : `${modulePath}.${local}`);
  const provider = providerOf(context.configuration, configured?.providerKey ?? '');
  const index = resource['index'];
  const sensitive = [change?.sensitive, resource['sensitive_values'] as MarkTree].flatMap((marks) =>
    markedPaths(marks),
  );
  return {
    address,
    mode,
    type,
    name,
    index: typeof index === 'string' || typeof index === 'number' ? index : null,
    module,
    provider:
      String(resource['provider_name'] ?? '')
        .split('/')
        .at(-1) ?? '',
    providerRegion: provider.region,
    attributes,
    unknownReasons: {},
    sensitivePaths: [...new Set(sensitive)],
    references: inModule(configured?.references ?? {}, module),
    tags: effectiveTags({ type, attributes }, provider.defaultTags),
    source: null,
  };
}

function inModule(
  references: Readonly<Record<string, readonly string[]>>,
  module: string,
): Readonly<Record<string, readonly string[]>> {
  if (module === '') return references;
  const moved = Object.entries(references).map(([path, addresses]) => {
    return [path, addresses.map((address) => `${module}.${address}`)] as const;
  });
  return Object.fromEntries(moved);
}

interface ConfiguredProvider {
  readonly region: string | null;
  readonly defaultTags: AttributeValue | undefined;
}

function providerOf(configuration: PlanConfiguration, key: string): ConfiguredProvider {
  const found = configuration.providers.get(key) ?? configuration.providers.get(key.split(':').at(-1) ?? key);
  const expressions = isRecord(found?.['expressions']) ? found['expressions'] : {};
  const region = isRecord(expressions['region']) ? expressions['region']['constant_value'] : undefined;
  const defaults = Array.isArray(expressions['default_tags']) ? expressions['default_tags'][0] : undefined;
  const tags = isRecord(defaults) && isRecord(defaults['tags']) ? defaults['tags']['constant_value'] : undefined;
  return {
    region: typeof region === 'string' ? region : null,
    defaultTags: isRecord(tags) ? (tags as AttributeValue) : undefined,
  };
}
