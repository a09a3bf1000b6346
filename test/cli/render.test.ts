import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { directoryOfProgram, directoryWithProgram } from '#test/support/programs.ts';
import { runFinops } from '#test/support/world.ts';

// One pod of 1 CPU and 1 GiB at OpenCost's default rates: (0.031611 + 0.004237) × 730 = 26.16904.
const POD = 26.16904;

function deployment(replicas: number | string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  template: {spec: {containers: [{name: app, resources: {requests: {cpu: "1", memory: 1Gi}}}]}}
`;
}

function overlay(replicas: number): Record<string, string> {
  return {
    'base/kustomization.yaml': 'resources: [web.yaml]',
    'base/web.yaml': deployment(1),
    'prod/kustomization.yaml': `namespace: shop\nresources: [../base]\nreplicas: [{name: web, count: ${replicas}}]\n`,
  };
}

const CHART = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
  'charts/web/values.yaml': 'replicas: 1\n',
  'charts/web/templates/web.yaml': deployment('{{ .Values.replicas }}'),
  'charts/web/templates/tests/never.yaml': `${deployment(9)}`.replace(
    'metadata: {name: web}',
    'metadata: {name: t, annotations: {helm.sh/hook: test}}',
  ),
};

function application(values: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  destination: {namespace: shop}
  source: {repoURL: "https://git.example.org/a/b", path: charts/web, helm: {valuesObject: ${values}}}
`;
}

/** Prints the Deployment with as many replicas as it has arguments, after it has told what it was run with. */
function spy(name: string, log: string): string {
  return directoryWithProgram(
    name,
    `const fs = require('node:fs');
     const input = fs.readFileSync(0, 'utf8');
     const files = fs.readdirSync('.', { recursive: true }).sort();
     fs.writeFileSync(${JSON.stringify(log)}, JSON.stringify({ argv: process.argv.slice(2), env: process.env, cwd: process.cwd(), input, files }));
     console.log(${JSON.stringify(deployment(3))});`,
  );
}

async function document(argv: readonly string[], path: string) {
  const ran = await runFinops([...argv, '--format', 'json'], { env: { PATH: path, SECRET: 'hidden' } });
  return { ...ran, document: JSON.parse(ran.out) };
}

describe('a chart or kustomization', () => {
  it('is not rendered unless somebody says so, and the error says what to run', async () => {
    const log = join(folderWith({}), 'log.json');
    const ran = await runFinops(['estimate', folderWith(overlay(2))], { env: { PATH: spy('kustomize', log) } });
    expect(ran.status).toBe(3);
    expect(ran.err).toContain('kustomize build --load-restrictor=LoadRestrictionsNone ./prod');
    expect(ran.err).toContain('--render');
    expect(() => readFileSync(log)).toThrow('ENOENT');
  });

  it('is built by kustomize with the flags of Flux, over its own files, without the environment', async () => {
    const log = join(folderWith({}), 'log.json');
    const folder = folderWith({ ...overlay(2), 'secret.txt': 'not a part of it' });
    const { status, document: result } = await document(['estimate', folder, '--render'], spy('kustomize', log));
    expect(status).toBe(0);
    expect(Number(result.totalMonthlyCost)).toBeCloseTo(3 * POD, 5);
    const ran = JSON.parse(readFileSync(log, 'utf8'));
    expect(ran.argv).toEqual(['build', '--load-restrictor=LoadRestrictionsNone', './prod']);
    expect(ran.files).toEqual(['base', 'base/kustomization.yaml', 'base/web.yaml', 'prod', 'prod/kustomization.yaml']);
    expect(ran.env).toMatchObject({ PATH: '', KUBECONFIG: '/dev/null', HTTPS_PROXY: 'http://127.0.0.1:9' });
    expect(ran.env).not.toHaveProperty('SECRET');
    expect(ran.cwd).not.toContain(folder);
  });

  it('is templated by helm with the flags of Argo CD and the values of its Application', async () => {
    const log = join(folderWith({}), 'log.json');
    const folder = folderWith({ ...CHART, 'apps/web.yaml': application('{replicas: 4}') });
    const { status, document: result } = await document(['estimate', folder, '--render'], spy('helm', log));
    expect(status).toBe(0);
    const ran = JSON.parse(readFileSync(log, 'utf8'));
    expect(ran.argv).toEqual([
      ...['template', '--include-crds', '--skip-tests', '--namespace', 'shop', '--values', '-'],
      ...['--', 'web', './charts/web'],
    ]);
    expect(ran.input).toBe('{"replicas":4}');
    const names = result.projects.flatMap((project: never) =>
      JSON.stringify(project).match(/"shop\/Deployment\/web"/g),
    );
    expect(names).toContain('"shop/Deployment/web"');
  });

  it('is rendered where the configuration says so, and the tool of the repository itself is never run', async () => {
    const log = join(folderWith({}), 'log.json');
    const folder = folderWith({ ...overlay(2), '.github/finops.yml': 'version: 1\nkubernetes: {render: true}\n' });
    const outside = spy('kustomize', log);
    expect((await runFinops(['estimate', folder], { env: { PATH: outside } })).status).toBe(0);
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/kustomize'), '#!/bin/sh\nexit 0\n');
    chmodSync(join(folder, 'bin/kustomize'), 0o755);
    const ran = await runFinops(['estimate', folder], { env: { PATH: `bin:${join(folder, 'bin')}` } });
    expect(ran.status).toBe(3);
    expect(ran.err).toContain('kustomize is not in PATH');
  });

  it('that fails, hangs or floods is one line that names it', async () => {
    const fails = directoryWithProgram('kustomize', 'console.error("Error: no such field"); process.exit(1);');
    const failed = await runFinops(['estimate', folderWith(overlay(2)), '--render'], { env: { PATH: fails } });
    expect(failed.status).toBe(3);
    expect(failed.err).toContain('prod/kustomization.yaml: the kustomization prod is not estimated');
    expect(failed.err).toContain('kustomize failed: Error: no such field');
    const floods = directoryWithProgram('kustomize', 'for (;;) require("node:fs").writeSync(1, "x".repeat(1 << 20));');
    const flooded = await runFinops(['estimate', folderWith(overlay(2)), '--render'], { env: { PATH: floods } });
    expect(flooded.err).toContain('kustomize printed more than 64 MiB');
  });

  it.each([
    [
      'a remote base',
      { 'prod/kustomization.yaml': 'resources: ["https://github.com/a/b//c?ref=v1"]' },
      'nothing is fetched',
    ],
    [
      'a file of the machine',
      { 'prod/kustomization.yaml': 'configMapGenerator: [{name: a, files: [a=/etc/passwd]}]' },
      '/etc/passwd',
    ],
    [
      'a file above it',
      { 'prod/kustomization.yaml': 'secretGenerator: [{name: a, envs: [../../../.env]}]' },
      'lies outside',
    ],
    [
      'a plugin with such a file',
      {
        'prod/kustomization.yaml': 'generators: [g.yaml]',
        'prod/g.yaml': 'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: a}\nfiles: [/etc/passwd]\n',
      },
      '/etc/passwd',
    ],
    [
      'a plugin in place with such a file',
      {
        'prod/kustomization.yaml':
          'generators:\n- |-\n  apiVersion: builtin\n  kind: ConfigMapGenerator\n  metadata: {name: a}\n  files: [a=/etc/passwd]\n',
      },
      '/etc/passwd',
    ],
    [
      'a directory of plugins with such a file',
      {
        'prod/kustomization.yaml': 'transformers: [../plugins]',
        'plugins/kustomization.yaml': 'resources: [t.yaml]',
        'plugins/t.yaml':
          'apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: a}\npath: ../../../etc/passwd\n',
      },
      '../../../etc/passwd',
    ],
  ])('that loads %s is refused', async (_, files, said) => {
    const log = join(folderWith({}), 'log.json');
    const ran = await runFinops(['estimate', folderWith(files as never), '--render'], {
      env: { PATH: spy('kustomize', log) },
    });
    expect(ran.status).toBe(3);
    expect(ran.err).toContain(said);
    expect(() => readFileSync(log)).toThrow('ENOENT');
  });

  it('that renders applications has them followed, those of a kustomization as they come out of it', async () => {
    const app = (name: string, path: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}}\nspec: {destination: {namespace: live}, source: {path: ${path}}}\n`;
    // An app of apps: a chart whose templates are applications, one of which deploys a kustomization of another.
    const helm = directoryWithProgram(
      'helm',
      `console.log(${JSON.stringify(`---\n# Source: apps/templates/a.yaml\n${app('more', 'more')}`)});`,
    );
    const kustomize = directoryWithProgram(
      'kustomize',
      `console.log(${JSON.stringify(app('shop', 'shop').replace('{name: shop}', '{name: shop, namespace: argocd}'))});`,
    );
    const folder = folderWith({
      'apps/Chart.yaml': 'apiVersion: v2\nname: apps\nversion: 0.1.0\n',
      'apps/templates/a.yaml': 'not read raw: {{ .Values }}',
      'more/kustomization.yaml': 'namespace: argocd\nresources: [shop.yaml]\n',
      'more/shop.yaml': app('shop', 'shop'),
      'shop/web.yaml': deployment(2),
    });
    const { status, document: result } = await document(['estimate', folder, '--render'], `${helm}:${kustomize}`);
    expect(status).toBe(0);
    expect(Number(result.totalMonthlyCost)).toBeCloseTo(2 * POD, 5);
    expect(JSON.stringify(result)).toContain('"live/Deployment/web"');
    expect(result.coverage).toMatchObject({ priced: 1, free: 2, unsupported: 0 });
  });

  it('whose files are links out of the repository gets none of them', async () => {
    const secret = join(folderWith({ 'secret.yaml': 'never' }), 'secret.yaml');
    const log = join(folderWith({}), 'log.json');
    const folder = folderWith({ ...overlay(2), 'prod/patch.txt': '' });
    symlinkSync(secret, join(folder, 'base/link.yaml'));
    writeFileSync(join(folder, 'base/kustomization.yaml'), 'resources: [web.yaml, link.yaml]');
    await runFinops(['estimate', folder, '--render'], { env: { PATH: spy('kustomize', log) } });
    expect(JSON.parse(readFileSync(log, 'utf8')).files).not.toContain('base/link.yaml');
  });
});

const kustomize = directoryOfProgram('kustomize');
const helm = directoryOfProgram('helm');

describe.skipIf(kustomize === null)('kustomize itself', () => {
  it('builds overlays with their bases', async () => {
    const { status, document: result } = await document(
      ['estimate', folderWith(overlay(2)), '--render'],
      kustomize ?? '',
    );
    expect(status).toBe(0);
    expect(Number(result.totalMonthlyCost)).toBeCloseTo(2 * POD, 5);
    const [project] = result.projects;
    expect(project.breakdown.resources[0]).toMatchObject({
      name: 'shop/Deployment/web',
      metadata: { filename: 'prod/kustomization.yaml' },
    });
  });

  it('builds both sides of a git change', async () => {
    const folder = folderWith(overlay(2));
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args]);
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'a');
    writeFileSync(join(folder, 'prod/kustomization.yaml'), overlay(5)['prod/kustomization.yaml'] ?? '');
    const { status, document: result } = await document(
      ['diff', '--git-base', 'main', folder, '--render'],
      kustomize ?? '',
    );
    expect(status).toBe(0);
    expect(Number(result.pastTotalMonthlyCost)).toBeCloseTo(2 * POD, 5);
    expect(Number(result.totalMonthlyCost)).toBeCloseTo(5 * POD, 5);
    const gated = await runFinops(['gate', '--git-base', 'main', folder, '--render'], {
      env: { PATH: kustomize ?? '' },
    });
    expect(gated.status).not.toBe(5);
  });

  it('puts what Flux patches on top, and replaces its variables', async () => {
    const folder = folderWith({
      'apps/web/kustomization.yaml': 'resources: [web.yaml]',
      'apps/web/web.yaml': deployment('${count:=2}'),
      'clusters/prod/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  path: ./apps/web
  targetNamespace: shop
  sourceRef: {kind: GitRepository, name: flux-system}
  postBuild: {substitute: {count: "3"}}
  patches:
  - target: {kind: Deployment, name: web}
    patch: '[{"op": "replace", "path": "/spec/template/spec/containers/0/resources/requests/cpu", "value": "2"}]'
`,
    });
    const { status, document: result } = await document(['estimate', folder, '--render'], kustomize ?? '');
    expect(status).toBe(0);
    // 3 pods of 2 CPU and 1 GiB.
    expect(Number(result.totalMonthlyCost)).toBeCloseTo(3 * 730 * (2 * 0.031611 + 0.004237), 5);
  });
});

describe.skipIf(helm === null)('helm itself', () => {
  it('templates a chart once for each Application, with its values and without its tests', async () => {
    const folder = folderWith({ ...CHART, 'apps/web.yaml': application('{replicas: 4}') });
    const { status, document: result } = await document(['estimate', folder, '--render'], helm ?? '');
    expect(status).toBe(0);
    expect(Number(result.totalMonthlyCost)).toBeCloseTo(4 * POD, 5);
    const project = result.projects.find((each: { name: string }) => each.name === 'charts/web (web)');
    expect(project.breakdown.resources[0].metadata.filename).toBe('charts/web/templates/web.yaml');
  });

  it('puts the charts of the repository that it depends on in their place, and counts them once', async () => {
    const depends = (path: string) =>
      `dependencies: [{name: web, alias: shop, version: 0.1.0, repository: "${path}"}]\n`;
    const folder = folderWith({
      ...CHART,
      'charts/all/Chart.yaml': `apiVersion: v2\nname: all\nversion: 0.1.0\n${depends('file://../web')}`,
      'charts/all/values.yaml': 'shop: {replicas: 5}\n',
    });
    const { status, document: result } = await document(['estimate', folder, '--render'], helm ?? '');
    expect(status).toBe(0);
    expect(result.projects.map((each: { name: string }) => each.name)).toEqual(['charts/all']);
    expect(Number(result.totalMonthlyCost)).toBeCloseTo(5 * POD, 5);
    // A path out of the repository, or of the author's machine, is not followed.
    for (const path of ['file://../../../other', 'file:///etc']) {
      writeFileSync(
        join(folder, 'charts/all/Chart.yaml'),
        `apiVersion: v2\nname: all\nversion: 0.1.0\n${depends(path)}`,
      );
      const ran = await runFinops(['estimate', join(folder, 'charts/all'), '--render'], { env: { PATH: helm ?? '' } });
      expect(ran.status).toBe(3);
      expect(ran.err).toContain('helm dependency build');
    }
  });

  it('says what to run where a dependency of the chart is missing', async () => {
    const chart = `${CHART['charts/web/Chart.yaml']}dependencies: [{name: redis, version: 1.0.0, repository: "https://charts.example.org"}]\n`;
    const folder = folderWith({ ...CHART, 'charts/web/Chart.yaml': chart });
    const ran = await runFinops(['estimate', folder, '--render'], { env: { PATH: helm ?? '' } });
    expect(ran.status).toBe(3);
    expect(ran.err).toContain('helm dependency build');
  });
});
