import { at, isMap, type ManifestMap, type ManifestValue, textAt } from '../manifest-value.ts';
import { parseDocument } from '../parse-document.ts';
import { splitDocuments } from '../split-documents.ts';
import { type DeploymentContext, leaveOut } from './deployment.ts';

/** A copy of the map; an empty one for everything else. */
export function mapOf(value: ManifestValue | undefined): ManifestMap {
  return isMap(value) ? { ...value } : {};
}

/** Values that are written as a text of YAML. */
export function parseValues(text: string | undefined, context: DeploymentContext): ManifestMap {
  const [document] = splitDocuments(text ?? '');
  if (!document) return {};
  const parsed = parseDocument(document, context.object.source.file);
  if ('value' in parsed && isMap(parsed.value)) return parsed.value;
  leaveOut('its values are no YAML map and are not applied', context);
  return {};
}

/**
 * The values with one of Argo CD's parameters, which `helm --set` would take: whole numbers, booleans and null are
 * typed unless `forceString`. Names with lists or escapes are left to the chart's own values.
 */
export function withParameter(values: ManifestMap, parameter: ManifestValue): ManifestMap {
  const name = textAt(parameter, 'name') ?? '';
  const value = at(parameter, 'value');
  if (value === undefined || name.length > MAX_NAME || !/^[\w-]+(\.[\w-]+)*$/.test(name)) return values;
  const typed = typeof value === 'string' && at(parameter, 'forceString') !== true ? typedValue(value) : value;
  return withPath(values, { path: name.split('.'), value: typed });
}

/** Longer than any path into the values of a chart. */
const MAX_NAME = 300;

function typedValue(text: string): ManifestValue {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return /^-?(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

/** Values of a chart. */
export type ReleaseValues = ManifestMap;

/** Values one over the other as Helm lays them: maps are merged, everything else is replaced. */
export function mergeValues(below: ReleaseValues, above: ReleaseValues): ReleaseValues {
  const merged: Record<string, ManifestValue> = { ...below };
  for (const [name, value] of Object.entries(above)) {
    const under = Object.hasOwn(below, name) ? below[name] : undefined;
    if (name !== '__proto__') merged[name] = isMap(under) && isMap(value) ? mergeValues(under, value) : value;
  }
  return merged;
}

function withPath(
  target: ManifestMap,
  at_: { readonly path: readonly string[]; readonly value: ManifestValue },
): ManifestMap {
  const [first = '', ...rest] = at_.path;
  if (first === '__proto__') return target;
  if (rest.length === 0) return { ...target, [first]: at_.value };
  const inner = mapOf(Object.hasOwn(target, first) ? target[first] : undefined);
  return { ...target, [first]: withPath(inner, { path: rest, value: at_.value }) };
}
