import type { Diagnostic } from '#app/errors.ts';
import { addressOf, isClusterKind, type ManifestObject, type ManifestSource } from './manifest-object.ts';
import { isMap, listAt, type ManifestMap, type ManifestValue, textAt } from './manifest-value.ts';
import { parseDocument } from './parse-document.ts';
import { readWorkloads } from './read-workloads.ts';
import { splitDocuments } from './split-documents.ts';
import type { Workload } from './workload.ts';

export interface ManifestDocument {
  /** Relative to the repository's root; `-` for standard input. */
  readonly file: string;
  readonly text: string;
}

/** What a set of manifest files describes, every object once. */
export interface Manifests {
  readonly objects: readonly ManifestObject[];
  /** Those of the objects that run pods. */
  readonly workloads: readonly Workload[];
  /** Documents that are no Kubernetes objects: values files, workflows. */
  readonly otherDocuments: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The Kubernetes objects in multi-document YAML, JSON and `List`s. A document that is broken is a diagnostic with its
 * file and line, and the others go on. Of two objects with one identity the later counts, as with `kubectl apply`.
 */
export function readManifests(documents: readonly ManifestDocument[]): Manifests {
  const diagnostics: Diagnostic[] = [];
  const objects = new Map<string, ManifestObject>();
  let otherDocuments = 0;
  for (const { file, text } of documents) {
    for (const document of splitDocuments(text.replace(/^\uFEFF/, ''))) {
      const parsed = parseDocument(document, file);
      if ('problem' in parsed) {
        diagnostics.push(parsed.problem);
        continue;
      }
      if (parsed.warning) diagnostics.push(parsed.warning);
      const source = { file, startLine: document.line, endLine: document.endLine };
      const found = objectsIn(parsed.value, { source, diagnostics });
      if (found.length === 0) otherDocuments += 1;
      for (const object of found) keep(object, { objects, diagnostics });
    }
  }
  const { workloads, diagnostics: found } = readWorkloads([...objects.values()]);
  return { objects: [...objects.values()], workloads, otherDocuments, diagnostics: [...diagnostics, ...found] };
}

interface Reading {
  readonly source: ManifestSource;
  readonly diagnostics: Diagnostic[];
}

/** A bare list of objects is what `kubectl get -o json` pipes make; a `List` may hold lists. */
function objectsIn(value: ManifestValue, reading: Reading): readonly ManifestObject[] {
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
    const message = `${kind} has no metadata.name`;
    reading.diagnostics.push({ severity: 'warning', message, place: { file: source.file, line: source.startLine } });
  }
  return {
    group,
    version: apiVersion.slice(slash + 1),
    kind,
    name: name ?? `unnamed-${source.startLine}`,
    namespace: isClusterKind(group, kind) ? '' : textAt(value, 'metadata.namespace') || 'default',
    value,
    source,
  };
}

/** Versions of one kind are one object: `extensions/v1beta1` and `apps/v1` Deployments are not told apart by name. */
function keep(
  object: ManifestObject,
  into: { readonly objects: Map<string, ManifestObject>; readonly diagnostics: Diagnostic[] },
): void {
  let address = addressOf(object);
  // What a generated name becomes is decided by the API server: never the same twice.
  for (let copy = 2; object.name.endsWith('*') && into.objects.has(address); copy += 1) {
    address = `${addressOf(object)}#${copy}`;
  }
  const before = into.objects.get(address);
  if (before) {
    const where = `${before.source.file}:${before.source.startLine}`;
    into.diagnostics.push({
      severity: 'warning',
      message: `${address} stands in ${where} too: the later one counts`,
      place: { file: object.source.file, line: object.source.startLine },
    });
  }
  into.objects.set(address, object);
}
