import { type Diagnostic, InputError } from '#app/errors.ts';
import { isRecord, type JsonRecord } from './json-record.ts';
import { readChanges } from './plan-changes.ts';
import { readPlanConfiguration } from './plan-configuration.ts';
import { instancesInValues } from './plan-instances.ts';
import type { ResourceChange, ResourceInstance, TerraformProject } from './resource.ts';
import { instancesInState, isStateFile } from './state-file.ts';
import { withStateRegions } from './state-regions.ts';

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
  return planIn(parseJson(text, file), file);
}

/**
 * The plan in a parsed document: a large one is parsed only once, by whoever finds out what it is.
 * @throws InputError as `readPlan`.
 */
export function planIn(document: unknown, file: string): Plan {
  if (!isPlan(document)) throw notAPlan(file);
  checkFormat(document, file);
  return bounded(file, () => planOf(document, file));
}

function planOf(document: JsonRecord, file: string): Plan {
  const configuration = readPlanConfiguration(document);
  const changed = readChanges(document['resource_changes']);
  const prior = isRecord(document['prior_state']) ? document['prior_state']['values'] : undefined;
  const planned = instancesInValues(document['planned_values'], { configuration, changed, side: 'after' });
  const before = instancesInValues(prior, { configuration, changed, side: 'before' });
  // Under -target the prior state holds more than the plan touches; what it leaves alone stays on both sides.
  const present = new Set(planned.map((each) => each.address));
  const untouched = before.filter((each) => {
    return each.mode === 'managed' && !changed.has(each.address) && !present.has(each.address);
  });
  const found = findings(document, file);
  return {
    prior: projectOf(file, { kind: 'terraform_plan_json', resources: before, diagnostics: [] }),
    planned: projectOf(file, {
      kind: 'terraform_plan_json',
      resources: [...planned, ...untouched],
      diagnostics: found,
    }),
    changes: new Map([...changed].map(([address, change]) => [address, change.action])),
  };
}

/** A plan that ended with an error shows only a part of what it would do. */
function findings(document: JsonRecord, file: string): readonly Diagnostic[] {
  if (document['errored'] !== true) return [];
  const message = 'the plan ended with an error: what it shows is not all';
  return [{ severity: 'error', message, place: { file }, remedy: 'correct the error and plan again' }];
}

function projectOf(
  file: string,
  content: Pick<TerraformProject, 'kind' | 'resources' | 'diagnostics'>,
): TerraformProject {
  return { name: file.split('/').at(-1) ?? file, path: file, workspace: null, ...content };
}

/** Whether a parsed JSON document is a Terraform plan. */
export function isPlan(document: unknown): document is JsonRecord {
  return isRecord(document) && typeof document['format_version'] === 'string' && isRecord(document['planned_values']);
}

/** Whether a parsed JSON document is a state: as `terraform show -json` writes it, or a `terraform.tfstate`. */
export function isState(document: unknown): document is JsonRecord {
  if (isStateFile(document)) return true;
  return isRecord(document) && typeof document['format_version'] === 'string' && isRecord(document['values']);
}

/**
 * The resources of a state.
 * @throws InputError as `readPlan`.
 */
export function readState(text: string, file: string): TerraformProject {
  return stateIn(parseJson(text, file), file);
}

/**
 * The resources of the state in a parsed document.
 * @throws InputError as `readPlan`.
 */
export function stateIn(document: unknown, file: string): TerraformProject {
  if (!isState(document)) throw notAPlan(file);
  if (!isStateFile(document)) checkFormat(document, file);
  return bounded(file, () => {
    const resources: readonly ResourceInstance[] = isStateFile(document)
      ? instancesInState(document)
      : instancesInValues(document['values'], {
          configuration: readPlanConfiguration({}),
          changed: new Map(),
          side: 'before',
        });
    return projectOf(file, { kind: 'terraform_state_json', resources: withStateRegions(resources), diagnostics: [] });
  });
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

function checkFormat(document: JsonRecord, file: string): void {
  const format = String(document['format_version']);
  if (Number(format.split('.')[0]) <= NEWEST_FORMAT) return;
  const remedy = `update this toolkit, or show the plan with a Terraform that writes format ${NEWEST_FORMAT}.x`;
  throw new InputError(`plan format ${format} is newer than ${NEWEST_FORMAT}.x`, { place: { file }, remedy });
}

/** @throws InputError for a document nested deeper than can be walked. */
function bounded<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InputError('the JSON is nested too deeply', { place: { file }, cause, remedy: 'write it again' });
  }
}

function notAPlan(file: string): InputError {
  return new InputError('this JSON is neither a Terraform plan nor a state', {
    place: { file },
    remedy: 'write it with terraform show -json PLAN > FILE',
  });
}
