import { resolvePath } from '../file-path.ts';
import { addressOf } from '../manifest-object.ts';
import { at, entriesAt, listAt, type ManifestMap, type ManifestValue, textAt } from '../manifest-value.ts';
import { type Deployment, type DeploymentContext, leaveOut, type Substitution } from './deployment.ts';
import { mapOf } from './values.ts';

/** Every manifest below the directory: Flux looks into all of them where no kustomization stands. */
const EVERY_FILE = (): boolean => true;

/** What a Flux Kustomization deploys. https://fluxcd.io/flux/components/kustomize/kustomizations/ (read 2026-11-25). */
export function fluxKustomization(context: DeploymentContext, url: string | undefined): readonly Deployment[] {
  const { value } = context.object;
  const kind = textAt(value, 'spec.sourceRef.kind') ?? 'GitRepository';
  const path =
    kind === 'GitRepository' && context.isHere(url) ? context.directory(textAt(value, 'spec.path') ?? '') : null;
  if (path === null) return [];
  const target = textAt(value, 'spec.targetNamespace');
  const { name } = context.object;
  return [
    {
      by: addressOf(context.object),
      file: context.object.source.file,
      name,
      path,
      namespace: target ? { name: target, forced: true } : null,
      release: { name, namespace: target ?? '', chart: path, valueFiles: [], values: '' },
      overlay: overlayOf(value, path),
      wants: EVERY_FILE,
      substitute: substitutionOf(value),
    },
  ];
}

function overlayOf(value: ManifestMap, path: string): ManifestMap | null {
  const overlay: Record<string, ManifestValue> = {};
  for (const field of ['namePrefix', 'nameSuffix', 'patches', 'patchesStrategicMerge', 'patchesJson6902']) {
    const stated = at(value, `spec.${field}`);
    if (stated !== undefined && stated !== '') overlay[field] = stated;
  }
  const components = listAt(value, 'spec.components').flatMap((each) => resolvePath(String(each), path) ?? []);
  if (components.length > 0) overlay['components'] = components;
  return Object.keys(overlay).length > 0 ? overlay : null;
}

/** `postBuild` replaces variables; those of ConfigMaps and Secrets are known only to the cluster. */
function substitutionOf(value: ManifestMap): Substitution | null {
  if (at(value, 'spec.postBuild') === undefined) return null;
  const values = entriesAt(value, 'spec.postBuild.substitute').map(([name, each]) => [name, String(each)] as const);
  return { values: Object.fromEntries(values), complete: listAt(value, 'spec.postBuild.substituteFrom').length === 0 };
}

/** What a Flux HelmRelease deploys. https://fluxcd.io/flux/components/helm/helmreleases/ (read 2026-11-25). */
export function fluxHelmRelease(context: DeploymentContext, url: string | undefined): readonly Deployment[] {
  const { object } = context;
  const { value } = object;
  const inRepository = textAt(value, 'spec.chart.spec.sourceRef.kind') === 'GitRepository' && context.isHere(url);
  const stated = textAt(value, 'spec.chart.spec.chart');
  const chart = inRepository && stated !== undefined ? context.directory(stated) : null;
  if (chart === null) return [];
  if (listAt(value, 'spec.valuesFrom').length > 0) leaveOut('values of valuesFrom are not applied', context);
  if (listAt(value, 'spec.postRenderers').length > 0) leaveOut('postRenderers are not applied', context);
  const values = mapOf(at(value, 'spec.values'));
  const namespace = textAt(value, 'spec.targetNamespace') ?? object.namespace;
  const name = textAt(value, 'spec.releaseName') ?? object.name;
  return [
    {
      by: addressOf(object),
      file: object.source.file,
      name,
      path: chart,
      namespace: { name: namespace, forced: false },
      release: {
        name,
        namespace,
        chart,
        valueFiles: valuesFiles(context),
        values: Object.keys(values).length > 0 ? JSON.stringify(values) : '',
      },
      overlay: null,
      wants: EVERY_FILE,
      substitute: null,
    },
  ];
}

/** Relative to the root of the source. */
function valuesFiles(context: DeploymentContext): readonly string[] {
  return listAt(context.object.value, 'spec.chart.spec.valuesFiles').flatMap((each) => {
    const path = resolvePath(String(each), '');
    if (path !== null && context.isFile(path)) return [path];
    leaveOut(`values file ${String(each)} is not in the repository`, context);
    return [];
  });
}

/** The name of the source that a Kustomization or HelmRelease refers to, with its namespace. */
export function sourceRefOf(context: Pick<DeploymentContext, 'object'>): string {
  const { object } = context;
  const path = object.kind === 'HelmRelease' ? 'spec.chart.spec.sourceRef' : 'spec.sourceRef';
  const namespace = textAt(object.value, `${path}.namespace`) ?? object.namespace;
  return `${namespace}/${textAt(object.value, `${path}.name`) ?? ''}`;
}
