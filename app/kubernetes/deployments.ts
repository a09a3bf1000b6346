import type { Diagnostic } from '#app/errors.ts';
import { directoryOf, resolvePath } from './file-path.ts';
import type { ManifestObject } from './manifest-object.ts';
import { at, isMap, listAt, type ManifestValue, textAt } from './manifest-value.ts';
import { objectsIn } from './objects-in.ts';
import { parseDocument } from './parse-document.ts';
import type { ChartRelease } from './render-command.ts';
import { splitDocuments } from './split-documents.ts';

export interface Deployments {
  /** Charts of the repository that something deploys, with the values it gives them. */
  readonly releases: readonly ChartRelease[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Only files that name one of these are parsed here. */
const MENTIONED = /kind:\s*"?(Application|HelmRelease)\b/;

/** What Argo CD Applications and Flux HelmReleases of the files deploy out of the same repository. */
export function readDeployments(
  listing: { readonly files: readonly string[]; readonly read: (file: string) => string },
  all: readonly string[],
): Deployments {
  const releases: ChartRelease[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of listing.files) {
    const text = listing.read(file);
    if (!MENTIONED.test(text)) continue;
    for (const document of splitDocuments(text)) {
      const parsed = parseDocument(document, file);
      // What is broken is reported where the manifests are read.
      if ('problem' in parsed) continue;
      const source = { file, startLine: document.line, endLine: document.endLine };
      for (const object of objectsIn(parsed.value, { source, diagnostics: [] })) {
        releases.push(...releasesOf(object, { all, diagnostics }));
      }
    }
  }
  return { releases, diagnostics };
}

interface Context {
  readonly all: readonly string[];
  readonly diagnostics: Diagnostic[];
}

function releasesOf(object: ManifestObject, context: Context): readonly ChartRelease[] {
  if (object.kind === 'Application' && object.group === 'argoproj.io') return applicationReleases(object, context);
  if (object.kind === 'HelmRelease' && object.group === 'helm.toolkit.fluxcd.io') return helmRelease(object, context);
  return [];
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ (read 2026-11-25). */
function applicationReleases(object: ManifestObject, context: Context): readonly ChartRelease[] {
  const single = at(object.value, 'spec.source');
  const sources = single === undefined ? listAt(object.value, 'spec.sources') : [single];
  return sources.flatMap((source) => {
    const path = textAt(source, 'path');
    const chart = path === undefined ? null : resolvePath(path, '');
    if (chart === null || !isChart(chart, context.all)) return [];
    const values = { ...mapOf(at(source, 'helm.valuesObject')), ...parameters(source) };
    const release = {
      name: textAt(source, 'helm.releaseName') ?? object.name,
      namespace: textAt(object.value, 'spec.destination.namespace') ?? '',
      chart,
      valueFiles: valueFiles(listAt(source, 'helm.valueFiles'), chart, context),
      values: Object.keys(values).length > 0 ? JSON.stringify(values) : (textAt(source, 'helm.values') ?? ''),
    };
    return [release];
  });
}

/** `{name: image.tag, value: "1"}`, which `--set` would take; names with lists or escapes are left to the chart's values. */
function parameters(source: ManifestValue): Record<string, ManifestValue> {
  const result: Record<string, ManifestValue> = {};
  for (const parameter of listAt(source, 'helm.parameters')) {
    const name = textAt(parameter, 'name') ?? '';
    const value = at(parameter, 'value');
    if (value === undefined || !/^[\w-]+(\.[\w-]+)*$/.test(name)) continue;
    setPath(result, name.split('.'), value);
  }
  return result;
}

function setPath(target: Record<string, ManifestValue>, path: readonly string[], value: ManifestValue): void {
  const [first = '', ...rest] = path;
  if (first === '__proto__') return;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = { ...mapOf(Object.hasOwn(target, first) ? target[first] : undefined) };
  setPath(inner, rest, value);
  target[first] = inner;
}

/** https://fluxcd.io/flux/components/helm/helmreleases/ (read 2026-11-25). */
function helmRelease(object: ManifestObject, context: Context): readonly ChartRelease[] {
  const inRepository = textAt(object.value, 'spec.chart.spec.sourceRef.kind') === 'GitRepository';
  const stated = textAt(object.value, 'spec.chart.spec.chart');
  const chart = inRepository && stated !== undefined ? resolvePath(stated, '') : null;
  if (chart === null || !isChart(chart, context.all)) return [];
  const values = mapOf(at(object.value, 'spec.values'));
  return [
    {
      name: textAt(object.value, 'spec.releaseName') ?? object.name,
      namespace: textAt(object.value, 'spec.targetNamespace') ?? object.namespace,
      chart,
      valueFiles: valueFiles(listAt(object.value, 'spec.chart.spec.valuesFiles'), '', context),
      values: Object.keys(values).length > 0 ? JSON.stringify(values) : '',
    },
  ];
}

function isChart(directory: string, files: readonly string[]): boolean {
  return files.some((file) => /(^|\/)Chart\.ya?ml$/.test(file) && directoryOf(file) === directory);
}

/** Files of values that are in the repository; one that is not would make the tool fail, so it is left out and said. */
function valueFiles(stated: readonly ManifestValue[], directory: string, context: Context): readonly string[] {
  return stated.flatMap((each) => {
    const path = typeof each === 'string' ? resolvePath(each.replace(/^\$[\w-]+\//, '/'), directory) : null;
    if (path !== null && context.all.includes(path)) return [path];
    context.diagnostics.push({ severity: 'warning', message: `values file ${String(each)} is not in the repository` });
    return [];
  });
}

function mapOf(value: ManifestValue | undefined): Record<string, ManifestValue> {
  return isMap(value) ? { ...value } : {};
}
