import { resolvePath } from '../file-path.ts';
import { addressOf } from '../manifest-object.ts';
import { at, flagAt, isMap, listAt, type ManifestMap, type ManifestValue, textAt } from '../manifest-value.ts';
import type { ChartRelease } from '../render-command.ts';
import { type Deployment, type DeploymentContext, leaveOut } from './deployment.ts';
import { fileFilter } from './file-filter.ts';
import { mapOf, parseValues, withParameter } from './values.ts';

/**
 * What the spec of an Argo CD Application deploys out of this repository; `name` is the application's.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ (read 2026-11-25).
 */
export function applicationDeployments(
  spec: ManifestValue | undefined,
  name: string,
  context: DeploymentContext,
): readonly Deployment[] {
  const single = at(spec, 'source');
  const sources = single === undefined ? listAt(spec, 'sources') : [single];
  return sources.flatMap((source) => {
    const path = textAt(source, 'path');
    if (path === undefined || textAt(source, 'chart') !== undefined || !context.isHere(textAt(source, 'repoURL')))
      return [];
    const directory = context.directory(path);
    if (directory === null) return [];
    const destination = textAt(spec, 'destination.namespace') ?? '';
    const forced = textAt(source, 'kustomize.namespace');
    return [
      {
        by: addressOf(context.object),
        file: context.object.source.file,
        name,
        path: directory,
        namespace: forced ? { name: forced, forced: true } : destination ? { name: destination, forced: false } : null,
        release: releaseOf(source, { name, namespace: destination, chart: directory, sources }, context),
        overlay: overlayOf(at(source, 'kustomize'), directory),
        wants: fileFilter({
          recurse: flagAt(source, 'directory.recurse'),
          include: textAt(source, 'directory.include'),
          exclude: textAt(source, 'directory.exclude'),
        }),
        substitute: null,
      },
    ];
  });
}

interface Chart {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly sources: readonly ManifestValue[];
}

/** Parameters outweigh `valuesObject`, which replaces `values`, and both outweigh the files. */
function releaseOf(source: ManifestValue, chart: Chart, context: DeploymentContext): ChartRelease {
  const helm = at(source, 'helm') ?? null;
  const object = at(helm, 'valuesObject');
  let values = isMap(object) ? mapOf(object) : parseValues(textAt(helm, 'values'), context);
  for (const parameter of listAt(helm, 'parameters')) values = withParameter(values, parameter);
  if (listAt(helm, 'fileParameters').length > 0) leaveOut('helm.fileParameters are not applied', context);
  return {
    name: textAt(helm, 'releaseName') ?? chart.name,
    namespace: textAt(helm, 'namespace') ?? chart.namespace,
    chart: chart.chart,
    valueFiles: valueFiles(helm, chart, context),
    values: Object.keys(values).length > 0 ? JSON.stringify(values) : '',
  };
}

/** Files of values beside the chart, or of another source (`$values/prod.yaml`) that is this repository too. */
function valueFiles(helm: ManifestValue, { chart, sources }: Chart, context: DeploymentContext): readonly string[] {
  return listAt(helm, 'valueFiles').flatMap((each) => {
    const [, ref, rest = ''] = /^\$([\w-]+)\/(.*)$/.exec(String(each)) ?? [];
    const referred = ref === undefined ? undefined : sources.find((source) => textAt(source, 'ref') === ref);
    const isHere = ref === undefined || context.isHere(textAt(referred, 'repoURL'));
    const path = !isHere ? null : ref === undefined ? resolvePath(String(each), chart) : resolvePath(rest, '');
    if (path !== null && context.isFile(path)) return [path];
    if (!flagAt(helm, 'ignoreMissingValueFiles'))
      leaveOut(`values file ${String(each)} is not in the repository`, context);
    return [];
  });
}

/** Fields of `source.kustomize` that change what is deployed; images and labels cost nothing. */
function overlayOf(kustomize: ManifestValue | undefined, directory: string): ManifestMap | null {
  const overlay: Record<string, ManifestValue> = {};
  for (const field of ['namePrefix', 'nameSuffix', 'patches']) {
    const value = at(kustomize, field);
    if (value !== undefined && value !== '') overlay[field] = value;
  }
  const replicas = listAt(kustomize, 'replicas').flatMap((each) => {
    const count = Number(at(each, 'count'));
    return Number.isInteger(count) ? [{ name: textAt(each, 'name') ?? '', count }] : [];
  });
  if (replicas.length > 0) overlay['replicas'] = replicas;
  const components = listAt(kustomize, 'components').flatMap((each) => resolvePath(String(each), directory) ?? []);
  if (components.length > 0) overlay['components'] = components;
  return Object.keys(overlay).length > 0 ? overlay : null;
}
