import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globMatches } from '#app/kubernetes/gitops/glob.ts';
import { repositoryName } from '#app/kubernetes/gitops/same-repository.ts';
import { type KubernetesProject, kubernetesProjects } from '#app/kubernetes/kubernetes-projects.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n';

function projectsOf(files: Readonly<Record<string, string>>, origin: string | null = null) {
  const read = (file: string): string | null => files[file] ?? null;
  return kubernetesProjects({ files: Object.keys(files), read, start: '', origin });
}

function shown({ name, kind, files, namespace, deployedBy }: KubernetesProject) {
  return { name, kind, files, namespace, deployedBy };
}

function application(source: string, name = 'shop'): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}, namespace: argocd}
spec: {destination: {namespace: live}, source: ${source}}
`;
}

describe('an Argo CD Application', () => {
  it('of a directory deploys its manifests into the destination, and they are counted there alone', () => {
    const { projects } = projectsOf({
      'apps/shop.yaml': application('{repoURL: "https://git.example.org/a/b", path: shop}'),
      'shop/web.yaml': deployment,
      'shop/deep/db.yaml': deployment,
    });
    expect(projects.map(shown)).toEqual([
      {
        name: 'shop (shop)',
        kind: 'manifests',
        files: ['shop/web.yaml'],
        namespace: { name: 'live', forced: false },
        deployedBy: 'argocd/Application.argoproj.io/shop',
      },
      // Without `directory.recurse` what lies deeper is not deployed by it.
      {
        name: 'kubernetes',
        kind: 'manifests',
        files: ['apps/shop.yaml', 'shop/deep/db.yaml'],
        namespace: null,
        deployedBy: null,
      },
    ]);
  });

  it.each([
    ['{directory: {recurse: true}}', ['shop/a.yaml', 'shop/b.yaml', 'shop/x/c.yaml']],
    ['{directory: {include: "a.*"}}', ['shop/a.yaml']],
    ['{directory: {recurse: true, exclude: "{b.yaml,x/*}"}}', ['shop/a.yaml']],
  ])('takes the files that %s selects', (options, files) => {
    const source = `{path: shop, ${options.slice(1)}`;
    const { projects } = projectsOf({
      'app.yaml': application(source),
      'shop/a.yaml': deployment,
      'shop/b.yaml': deployment,
      'shop/x/c.yaml': deployment,
    });
    expect(projects[0]?.files).toEqual(files);
  });

  it('of a kustomization puts its own fields on top', () => {
    const { projects } = projectsOf({
      'app.yaml': application(
        '{path: shop, kustomize: {namePrefix: x-, replicas: [{name: a, count: "3"}], namespace: y}}',
      ),
      'shop/kustomization.yaml': 'resources: [web.yaml]',
      'shop/web.yaml': deployment,
    });
    expect(projects).toHaveLength(2);
    expect(projects[0]).toMatchObject({ kind: 'kustomization', namespace: { name: 'y', forced: true } });
    expect(JSON.parse(projects[0]?.render?.overlay?.text ?? '')).toMatchObject({
      namePrefix: 'x-',
      replicas: [{ name: 'a', count: 3 }],
      resources: ['../shop'],
    });
  });

  it('takes values of another source of the same repository, and its text of values below its parameters', () => {
    const { projects } = projectsOf({
      'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop}
spec:
  sources:
  - {repoURL: "https://git.example.org/a/b", ref: vals}
  - repoURL: https://git.example.org/a/b.git
    path: chart
    helm:
      valueFiles: [$vals/env/prod.yaml]
      values: "replicas: 2\\nimage: {tag: x}"
      parameters: [{name: image.tag, value: "2", forceString: true}, {name: on, value: "true"}]
`,
      'chart/Chart.yaml': 'name: shop',
      'env/prod.yaml': 'a: 1',
    });
    const [chart] = projects.filter((each) => each.kind === 'chart');
    expect(chart?.render?.arguments).toContain('./env/prod.yaml');
    expect(JSON.parse(chart?.render?.input ?? '')).toEqual({ replicas: 2, image: { tag: '2' }, on: true });
  });

  it('of another repository is left alone where the repository knows its own address', () => {
    const files = {
      'a.yaml': application('{repoURL: "git@git.example.org:team/this.git", path: shop}', 'ours'),
      'b.yaml': application('{repoURL: "https://git.example.org/team/other", path: shop}', 'theirs'),
      'shop/web.yaml': deployment,
    };
    const named = projectsOf(files, 'https://user@git.example.org/Team/This').projects.map((each) => each.name);
    expect(named).toEqual(['shop (ours)', 'kubernetes']);
    expect(projectsOf(files).projects.map((each) => each.name)).toEqual(['shop (ours)', 'shop (theirs)', 'kubernetes']);
  });
});

describe('an ApplicationSet', () => {
  const set = (generators: string, path: string, name: string) => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: set, namespace: argocd}
spec:
  generators: ${generators}
  template:
    metadata: {name: "${name}"}
    spec: {destination: {namespace: "${name}"}, source: {path: "${path}"}}
`;

  it.each([
    ['[{list: {elements: [{env: dev}, {env: prod}]}}]', 'envs/{{env}}', '{{env}}'],
    ['[{list: {elements: [{env: dev}, {env: prod}]}}]', 'envs/{{ .env }}', '{{.env}}'],
    ['[{git: {directories: [{path: envs/*}, {path: envs/test, exclude: true}]}}]', '{{path}}', '{{path.basename}}'],
    [
      '[{git: {directories: [{path: envs/*}, {path: envs/test, exclude: true}]}}]',
      '{{.path.path}}',
      '{{.path.basename}}',
    ],
  ])('of %s deploys %s once for each', (generators, path, name) => {
    const { projects } = projectsOf({
      'set.yaml': set(generators, path, name),
      'envs/dev/a.yaml': deployment,
      'envs/prod/a.yaml': deployment,
      'envs/test/a.yaml': deployment,
    });
    expect(projects.map((each) => [each.name, each.namespace?.name ?? null])).toEqual([
      ['envs/dev (dev)', 'dev'],
      ['envs/prod (prod)', 'prod'],
      ['kubernetes', null],
    ]);
  });

  const inFiles = '[{git: {files: [{path: "config/*/app.json"}]}}]';

  it.each([
    [inFiles, 'envs/{{stage}}', '{{stage}}'],
    [inFiles, 'envs/{{ .stage }}', '{{.path.basename}}'],
    ['[{git: {files: [{path: "**/all.yaml"}], values: {to: "{{name}}"}}}]', 'envs/{{name}}', '{{values.to}}'],
    [
      '[{matrix: {generators: [{list: {elements: [{stage: dev}, {stage: prod}]}}, {git: {directories: [{path: "envs/{{stage}}"}]}}]}}]',
      '{{path}}',
      '{{stage}}',
    ],
    [
      '[{merge: {mergeKeys: [stage], generators: [{list: {elements: [{stage: dev, to: wrong}, {stage: prod, to: prod}]}}, {list: {elements: [{stage: dev, to: dev}, {stage: other, to: x}]}}]}}]',
      'envs/{{stage}}',
      '{{to}}',
    ],
    [
      '[{list: {elements: [{stage: dev, on: "1"}, {stage: prod, on: "1"}, {stage: test, on: "0"}]}, selector: {matchLabels: {on: "1"}}}]',
      'envs/{{stage}}',
      '{{stage}}',
    ],
    [
      '[{git: {directories: [{path: envs/*}, {path: envs/test, exclude: true}], pathParamPrefix: at}}]',
      '{{at.path}}',
      '{{at.path.basename}}',
    ],
  ])('of %s takes the parameters from there', (generators, path, name) => {
    const { projects, diagnostics } = projectsOf({
      'set.yaml': set(generators, path, name),
      'envs/dev/a.yaml': deployment,
      'envs/prod/a.yaml': deployment,
      'envs/test/a.yaml': deployment,
      'config/dev/app.json': '{"stage": "dev"}',
      'config/prod/app.json': '{"stage": "prod"}',
      'config/all.yaml': '- name: dev\n- name: prod\n',
    });
    expect(projects.map((each) => [each.name, each.namespace?.name ?? null])).toEqual([
      ['envs/dev (dev)', 'dev'],
      ['envs/prod (prod)', 'prod'],
      ['kubernetes', null],
    ]);
    expect(diagnostics).toEqual([]);
  });

  it('whose generators multiply without end is bounded, and says so', () => {
    const elements = Array.from({ length: 100 }, (_, at) => `{n${at}: x, to: a}`).join(', ');
    const list = `{list: {elements: [${elements}]}}`;
    const product = `{matrix: {generators: [${list}, {matrix: {generators: [${list}, ${list}]}}]}}`;
    const { projects, diagnostics } = projectsOf({
      'set.yaml': set(`[${product}]`, '{{to}}', '{{to}}'),
      'a/x.yaml': deployment,
    });
    expect(projects.length).toBeLessThanOrEqual(201);
    expect(diagnostics).toMatchObject([{ message: expect.stringContaining('first 200 applications') }]);
  });

  it('whose generator reads a file that is none says so', () => {
    const { diagnostics } = projectsOf({
      'set.yaml': set('[{git: {files: [{path: "config.json"}]}}]', '{{a}}', '{{a}}'),
      'config.json': '[1, {"a": "x"}]',
    });
    expect(diagnostics).toMatchObject([{ message: expect.stringContaining('config.json, which holds no object') }]);
  });

  it('whose generator asks a cluster says that it is not followed', () => {
    const { projects, diagnostics } = projectsOf({
      'set.yaml': set('[{clusters: {}}]', 'a', 'b'),
      'a/x.yaml': deployment,
    });
    expect(projects.map((each) => each.name)).toEqual(['kubernetes']);
    expect(diagnostics).toMatchObject([{ severity: 'warning', message: expect.stringContaining('clusters') }]);
  });
});

describe('Flux', () => {
  const kustomization = (spec: string, name = 'apps') => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: ${name}, namespace: flux-system}
spec: {sourceRef: {kind: GitRepository, name: flux-system}, ${spec}}
`;

  it('deploys everything below a path without a kustomization, into its target namespace', () => {
    const { projects } = projectsOf({
      'clusters/apps.yaml': kustomization('path: ./apps, targetNamespace: live'),
      'apps/a.yaml': deployment,
      'apps/deep/b.yaml': deployment,
    });
    expect(projects.map(shown)[0]).toEqual({
      name: 'apps (apps)',
      kind: 'manifests',
      files: ['apps/a.yaml', 'apps/deep/b.yaml'],
      namespace: { name: 'live', forced: true },
      deployedBy: 'flux-system/Kustomization.kustomize.toolkit.fluxcd.io/apps',
    });
  });

  it('deploys only out of the repository that its source names', () => {
    const source = (name: string, url: string) =>
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: ${name}, namespace: flux-system}\nspec: {url: "${url}"}\n`;
    const files = {
      'sources.yaml': `${source('flux-system', 'ssh://git@git.example.org/a/this')}---\n${source('other', 'https://git.example.org/a/other')}`,
      'apps.yaml': kustomization('path: ./apps').replace('name: flux-system}', 'name: other}'),
      'apps/a.yaml': deployment,
    };
    expect(projectsOf(files, 'https://git.example.org/a/this.git').projects.map((each) => each.name)).toEqual([
      'kubernetes',
    ]);
  });

  it('says which values of a release it does not know', () => {
    const { diagnostics } = projectsOf({
      'release.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: shop, namespace: live}
spec:
  chart: {spec: {chart: ./chart, sourceRef: {kind: GitRepository, name: flux-system}}}
  valuesFrom: [{kind: Secret, name: values}]
`,
      'chart/Chart.yaml': 'name: shop',
    });
    expect(diagnostics).toMatchObject([
      { message: expect.stringContaining('valuesFrom'), place: { file: 'release.yaml' } },
    ]);
  });
});

describe('what a controller deploys', () => {
  it('is counted once, in its namespace, and its object is free and says where', async () => {
    const pod = '{containers: [{name: app, resources: {requests: {cpu: "1", memory: 1Gi}}}]}';
    const folder = folderWith({
      'apps/shop.yaml': application('{repoURL: "https://git.example.org/a/b", path: shop}'),
      'shop/web.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: ${pod}}}\n`,
    });
    const ran = await runFinops(['estimate', folder, '--format', 'json']);
    expect(ran.status).toBe(0);
    const document = JSON.parse(ran.out);
    // One pod of 1 CPU and 1 GiB at OpenCost's default rates: (0.031611 + 0.004237) × 730.
    expect(Number(document.totalMonthlyCost)).toBeCloseTo(26.16904, 5);
    const resources = document.projects.flatMap(
      (each: { breakdown: { resources: { name: string }[] } }) => each.breakdown.resources,
    );
    expect(resources.map((each: { name: string }) => each.name)).toEqual(['live/Deployment/web']);
    expect(document.coverage).toMatchObject({ priced: 1, free: 1, unsupported: 0 });
  });
});

describe('the address of a repository', () => {
  it.each([
    'https://git.example.org/Team/Shop.git',
    'https://user:token@git.example.org/team/shop/',
    'git@git.example.org:team/shop.git',
    'ssh://git@git.example.org:22/team/shop',
  ])('%s names team/shop', (url) => {
    expect(repositoryName(url)).toBe('team/shop');
  });
});

describe('a glob', () => {
  it.each([
    ['*.yaml', 'a.yaml', true],
    ['*.yaml', 'x/a.yaml', false],
    ['**/*.yaml', 'a.yaml', true],
    ['**/*.yaml', 'x/y/a.yaml', true],
    ['x/**', 'x/y/a.yaml', true],
    ['x/*', 'x/y/a.yaml', false],
    ['x/?.yaml', 'x/a.yaml', true],
    ['x/?.yaml', 'x/ab.yaml', false],
    ['a.c', 'abc', false],
    ['envs/*', 'envs/dev', true],
    ['', 'a', false],
  ])('%s on %s is %s', (glob, path, expected) => {
    expect(globMatches(glob, path)).toBe(expected);
  });

  it('made to explode does not', () => {
    expect(globMatches(`${'*a'.repeat(100)}b`, 'a'.repeat(300))).toBe(false);
    expect(globMatches('**/'.repeat(90), 'a/'.repeat(300))).toBe(true);
  });
});

describe('objects of controllers that say anything at all', () => {
  const key = fc.constantFrom(
    'source',
    'sources',
    'path',
    'helm',
    'parameters',
    'name',
    'value',
    'values',
    'valueFiles',
    'kustomize',
    'patches',
    'components',
    'replicas',
    'directory',
    'include',
    'generators',
    'list',
    'elements',
    'git',
    'directories',
    'matrix',
    'merge',
    'mergeKeys',
    'selector',
    'template',
    'spec',
    'chart',
    'sourceRef',
    'postBuild',
    'substitute',
    'destination',
    'namespace',
    'resources',
    'files',
    'configMapGenerator',
    'generators',
    '__proto__',
  );
  const leaf = fc.oneof(
    fc.constantFrom('shop', '../..', '/', './', '', '**', '{{path}}', '$v/a.yaml', 'x: [', 'a.b.c'),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  const kinds = [
    ['argoproj.io/v1alpha1', 'Application'],
    ['argoproj.io/v1alpha1', 'ApplicationSet'],
    ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'],
    ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'],
  ] as const;

  it('never throw, and no project leaves the repository', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), tree, tree, ([apiVersion, kind], spec, kustomization) => {
        const files = {
          'a.yaml': JSON.stringify({ apiVersion, kind, metadata: { name: 'a' }, spec }, null, 1),
          'k/kustomization.yaml': JSON.stringify(kustomization),
          'shop/web.yaml': deployment,
          'chart/Chart.yaml': 'name: a',
        };
        for (const project of projectsOf(files).projects) {
          expect(project.path.split('/')).not.toContain('..');
          for (const source of project.sources) expect(source.split('/')).not.toContain('..');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are followed in JSON too', () => {
    const spec = { source: { path: 'shop' } };
    const files = {
      'a.json': JSON.stringify({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'a' },
        spec,
      }),
      'shop/web.yaml': deployment,
    };
    expect(projectsOf(files).projects[0]?.name).toBe('shop (a)');
  });

  it('with a parameter of a thousand parts are left to the chart', () => {
    const name = Array(5000).fill('a').join('.');
    const { projects } = projectsOf({
      'app.yaml': application(`{path: chart, helm: {parameters: [{name: ${name}, value: x}]}}`),
      'chart/Chart.yaml': 'name: a',
    });
    expect(projects[0]?.render?.input).toBe('');
  });
});
