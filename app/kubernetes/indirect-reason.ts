import type { ManifestObject } from './manifest-object.ts';
import { at, listAt, textAt } from './manifest-value.ts';

/**
 * For an object that makes a controller deploy other manifests: where they stand, or what renders them. Null for all
 * others. Its own cost is nothing, but what it deploys is not in these manifests.
 */
export function indirectReason(object: ManifestObject): string | null {
  const { group, kind, value } = object;
  if (group === 'kustomize.toolkit.fluxcd.io' && kind === 'Kustomization') {
    const path = textAt(value, 'spec.path') ?? '.';
    return `it deploys ${path}: run kustomize build ${path} | finops estimate -`;
  }
  if (group === 'helm.toolkit.fluxcd.io' && kind === 'HelmRelease') {
    const chart = textAt(value, 'spec.chart.spec.chart') ?? textAt(value, 'spec.chartRef.name') ?? '<chart>';
    return `it deploys a chart: run helm template ${object.name} ${chart} --include-crds | finops estimate -`;
  }
  if (group !== 'argoproj.io' || (kind !== 'Application' && kind !== 'ApplicationSet')) return null;
  const spec = kind === 'Application' ? at(value, 'spec') : at(value, 'spec.template.spec');
  const source = at(spec, 'source') ?? listAt(spec, 'sources')[0];
  const chart = textAt(source, 'chart');
  const path = textAt(source, 'path') ?? '.';
  const rendered = chart === undefined ? path : `the chart ${chart}`;
  const command =
    chart === undefined ? `kustomize build ${path}` : `helm template ${object.name} ${chart} --include-crds`;
  return `it deploys ${rendered}: render it (${command}) | finops estimate -`;
}
