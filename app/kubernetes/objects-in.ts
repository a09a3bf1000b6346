import type { Diagnostic } from '#app/errors.ts';
import { leanObject } from './lean-object.ts';
import { isClusterKind, type ManifestObject, type ManifestSource } from './manifest-object.ts';
import { at, isMap, listAt, type ManifestMap, type ManifestValue, textAt } from './manifest-value.ts';
import { type NamespaceRule, namespaceOf } from './namespace-rule.ts';

export interface Reading {
  readonly source: ManifestSource;
  readonly diagnostics: Diagnostic[];
  /** Where whoever deploys the manifests puts them. */
  readonly namespace?: NamespaceRule | null;
}

/** The objects that a document's value holds. A bare list of objects is what `kubectl get -o json` pipes make; a `List` may hold lists. */
export function objectsIn(value: ManifestValue, reading: Reading): readonly ManifestObject[] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsIn(item, reading));
  if (!isMap(value)) return [];
  const apiVersion = textAt(value, 'apiVersion');
  const kind = textAt(value, 'kind');
  if (apiVersion === undefined || kind === undefined) return [];
  const items = listAt(value, 'items');
  if (kind.endsWith('List') && (items.length > 0 || kind === 'List')) {
    return items.flatMap((item) => objectsIn(withKindOfList(item, { apiVersion, kind }), reading));
  }
  return [objectOf(value, { ...reading, apiVersion, kind })];
}

/** The items of a `DeploymentList` need not repeat what they are. */
function withKindOfList(
  item: ManifestValue,
  list: { readonly apiVersion: string; readonly kind: string },
): ManifestValue {
  if (list.kind === 'List' || !isMap(item) || textAt(item, 'kind') !== undefined) return item;
  return { ...item, apiVersion: list.apiVersion, kind: list.kind.slice(0, -'List'.length) };
}

function objectOf(
  value: ManifestMap,
  reading: Reading & { readonly apiVersion: string; readonly kind: string },
): ManifestObject {
  const { apiVersion, kind, source } = reading;
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const generated = textAt(value, 'metadata.generateName');
  const name = textAt(value, 'metadata.name') ?? (generated === undefined ? undefined : `${generated}*`);
  if (name === undefined) {
    const stated = at(value, 'metadata.name');
    const message =
      stated === undefined
        ? `${kind} has no metadata.name`
        : `${kind}: metadata.name is ${JSON.stringify(stated)?.slice(0, 40)}, not a text (put it in quotes)`;
    reading.diagnostics.push({ severity: 'warning', message, place: { file: source.file, line: source.startLine } });
  }
  return {
    group,
    version: apiVersion.slice(slash + 1),
    kind,
    name: name ?? `unnamed-${source.startLine}`,
    namespace: isClusterKind(group, kind) ? '' : namespaceOf(textAt(value, 'metadata.namespace'), reading.namespace),
    value: leanObject(value, { group, kind }),
    source,
  };
}
