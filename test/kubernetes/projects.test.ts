import { describe, expect, it } from 'vitest';
import { kubernetesProjects } from '#app/kubernetes/kubernetes-projects.ts';
import { commandText } from '#app/kubernetes/render-command.ts';

function projectsOf(files: Readonly<Record<string, string>>) {
  return kubernetesProjects({
    files: Object.keys(files),
    read: (file) => files[file] ?? null,
    start: '',
    origin: null,
  });
}

const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n';

describe('the projects of a repository', () => {
  it('are its overlays, not their bases, and the files of both are not counted again', () => {
    const { projects } = projectsOf({
      'base/kustomization.yaml': 'resources: [app.yaml]',
      'base/app.yaml': deployment,
      'overlays/dev/kustomization.yaml': 'resources: [../../base]\npatches: [{path: patch.yaml}]',
      'overlays/dev/patch.yaml': deployment,
      'overlays/prod/kustomization.yaml': 'resources: [../../base]\ncomponents: [../../parts/ha]',
      'parts/ha/kustomization.yaml': 'kind: Component',
      'other/plain.yaml': deployment,
    });
    expect(projects.map(({ kind, path, files }) => [kind, path, files])).toEqual([
      ['kustomization', 'overlays/dev', []],
      ['kustomization', 'overlays/prod', []],
      ['manifests', '', ['other/plain.yaml']],
    ]);
    expect(projects[0]?.render && commandText(projects[0].render)).toBe(
      'kustomize build --load-restrictor=LoadRestrictionsNone ./overlays/dev',
    );
  });

  it('are never rendered when they load something over the network', () => {
    const { projects } = projectsOf({
      'base/kustomization.yaml': 'resources: ["https://github.com/a/b//config?ref=v1"]',
      'prod/kustomization.yaml': 'resources: [../base]',
      'charts/kustomization.yaml': 'helmCharts: [{name: redis, repo: "https://charts.example.org"}]',
    });
    expect(projects.map(({ path, render, refused }) => [path, render, refused])).toEqual([
      ['prod', null, expect.stringContaining('https://github.com/a/b')],
      ['charts', null, expect.stringContaining('https://charts.example.org')],
    ]);
  });

  it('are charts, whose templates are no manifests', () => {
    const { projects } = projectsOf({
      'chart/Chart.yaml': 'name: a',
      'chart/templates/app.yaml': 'replicas: {{ .Values.replicas }}',
      'chart/charts/sub/Chart.yaml': 'name: sub',
      'chart/values.yaml': 'replicas: 1',
    });
    expect(projects).toHaveLength(1);
    expect(projects[0]?.render && commandText(projects[0].render)).toBe(
      'helm template --include-crds --skip-tests -- chart ./chart',
    );
  });

  it('are rendered with the values of the Argo CD Applications and Flux releases that name them', () => {
    const { projects, diagnostics } = projectsOf({
      'charts/shop/Chart.yaml': 'name: shop',
      'charts/shop/values-prod.yaml': 'replicas: 3',
      'apps/shop.yaml': `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop}
spec:
  destination: {namespace: shop}
  source:
    path: charts/shop
    helm:
      valueFiles: [values-prod.yaml, missing.yaml]
      parameters: [{name: image.tag, value: "2"}]
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: "--post-renderer=evil", namespace: flux}
spec:
  chart: {spec: {chart: ./charts/shop, sourceRef: {kind: GitRepository, name: a}}}
  values: {replicas: 5}
`,
    });
    const renders = projects.flatMap((each) => each.render ?? []);
    expect(renders.map(commandText)).toEqual([
      'helm template --include-crds --skip-tests --namespace shop --values ./charts/shop/values-prod.yaml --values - -- shop ./charts/shop',
      'helm template --include-crds --skip-tests --namespace flux --values - -- post-renderer-evil ./charts/shop',
    ]);
    // `helm --set image.tag=2`, which a parameter stands for, makes a number of it.
    expect(renders.map((each) => each.input)).toEqual(['{"image":{"tag":2}}', '{"replicas":5}']);
    expect(diagnostics).toMatchObject([{ message: expect.stringContaining('missing.yaml') }]);
  });

  it('that are broken are reported with their line', () => {
    const { diagnostics } = projectsOf({ 'a/kustomization.yaml': 'resources: [\n' });
    expect(diagnostics).toMatchObject([{ severity: 'error', place: { file: 'a/kustomization.yaml' } }]);
  });
});
