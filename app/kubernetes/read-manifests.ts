import type { Diagnostic } from '#app/errors.ts';
import type { ManifestObject, ManifestSource } from './manifest-object.ts';
import type { ManifestMap } from './manifest-value.ts';
import type { NamespaceRule } from './namespace-rule.ts';
import { ObjectSet } from './object-set.ts';
import { objectsIn } from './objects-in.ts';
import { parseDocument } from './parse-document.ts';
import { readWorkloads } from './read-workloads.ts';
import { splitDocuments } from './split-documents.ts';
import type { Workload } from './workload.ts';

export interface ManifestDocument {
  /** Relative to the repository's root; `-` for standard input. */
  readonly file: string;
  readonly text: string;
  /** Where whoever deploys it puts what it describes. */
  readonly namespace?: NamespaceRule | null;
  /** True for what a tool wrote: its lines are none of the file's. */
  readonly isRendered?: boolean;
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
 * file and line, and the others go on.
 */
export function readManifests(documents: readonly ManifestDocument[]): Manifests {
  const diagnostics: Diagnostic[] = [];
  const set = new ObjectSet();
  let otherDocuments = 0;
  for (const { file, text, namespace = null, isRendered = false } of documents) {
    for (const document of splitDocuments(text.replace(/^\uFEFF/, ''))) {
      const parsed = parseDocument(document, file);
      if ('problem' in parsed) {
        diagnostics.push(parsed.problem);
        continue;
      }
      if (parsed.warning) diagnostics.push(parsed.warning);
      const source = isRendered
        ? { file, startLine: 1, endLine: 1 }
        : { file, startLine: document.line, endLine: document.endLine };
      const found = objectsIn(parsed.value, { source, diagnostics, namespace });
      if (found.length === 0) otherDocuments += 1;
      for (const object of found) set.add(object);
    }
  }
  const { workloads, diagnostics: more } = readWorkloads(set.objects);
  return {
    objects: set.objects,
    workloads,
    otherDocuments,
    diagnostics: [...diagnostics, ...set.diagnostics, ...more],
  };
}

/** An object that something other than a file of manifests states. */
export interface StatedObject {
  readonly value: ManifestMap;
  readonly source: ManifestSource;
}

/** The manifests that are stated elsewhere, and for each object by what. Nothing is left out as a duplicate. */
export function manifestsOf<S extends StatedObject>(
  stated: readonly S[],
): { readonly manifests: Manifests; readonly origins: ReadonlyMap<ManifestObject, S> } {
  const diagnostics: Diagnostic[] = [];
  const origins = new Map<ManifestObject, S>();
  for (const each of stated) {
    for (const object of objectsIn(each.value, { source: each.source, diagnostics })) origins.set(object, each);
  }
  const objects = [...origins.keys()];
  const { workloads, diagnostics: more } = readWorkloads(objects);
  const manifests = { objects, workloads, otherDocuments: 0, diagnostics: [...diagnostics, ...more] };
  return { manifests, origins };
}
