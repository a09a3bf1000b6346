import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { directoryWithProgram } from '#test/support/programs.ts';
import { runFinops } from '#test/support/world.ts';

// One pod of 1 CPU and 1 GiB at OpenCost's default rates: (0.031611 + 0.004237) × 730 = 26.16904.
const POD = 26.16904;

const deployment = (name: string, replicas: number) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: shop}\nspec: {replicas: ${replicas}, template: {spec: {containers: [{name: a, resources: {requests: {cpu: "1", memory: 1Gi}}}]}}}\n`;

interface Document {
  readonly totalMonthlyCost: string;
  readonly coverage: Readonly<Record<string, number>>;
  readonly projects: readonly {
    readonly name: string;
    readonly breakdown: { readonly freeResources: readonly { readonly name: string; readonly reason: string }[] };
  }[];
}

async function estimate(
  folder: string,
  path = '',
  options: readonly string[] = [],
): Promise<Document & { readonly status: number }> {
  const ran = await runFinops(['estimate', folder, '--format', 'json', ...options], { env: { PATH: path } });
  return { ...JSON.parse(ran.out), status: ran.status };
}

describe('workloads that Terraform deploys', () => {
  it('out of files of manifests are counted once, as the resource', async () => {
    const folder = folderWith({
      'main.tf': `resource "kubernetes_manifest" "all" {
  for_each = fileset(path.module, "k8s/*.yaml")
  manifest = yamldecode(file("\${path.module}/\${each.value}"))
}
`,
      'k8s/web.yaml': deployment('web', 2),
      'k8s/api.yaml': deployment('api', 3),
      'other/more.yaml': deployment('more', 1),
    });
    const document = await estimate(folder);
    expect(document.status).toBe(0);
    expect(Number(document.totalMonthlyCost)).toBeCloseTo(6 * POD, 5);
    const free = document.projects.find((each) => each.name === 'kubernetes')?.breakdown.freeResources;
    expect(free?.map((each) => each.reason).sort()).toEqual([
      'kubernetes_manifest.all["k8s/api.yaml"] deploys it and counts it',
      'kubernetes_manifest.all["k8s/web.yaml"] deploys it and counts it',
    ]);
  });

  it('by kubectl_manifest are priced as the manifests in its text', async () => {
    const folder = folderWith({
      'main.tf': `resource "kubectl_manifest" "web" {\n  yaml_body = <<-Y\n${deployment('web', 2).replaceAll(/^/gm, '    ')}\n  Y\n}\n`,
    });
    expect(Number((await estimate(folder)).totalMonthlyCost)).toBeCloseTo(2 * POD, 5);
  });

  it('as a chart of the repository are rendered with the values of their release, and the chart is not counted again', async () => {
    const log = join(folderWith({ 'log.txt': '' }), 'log.txt');
    const helm = directoryWithProgram(
      'helm',
      `const fs = require('node:fs');
       const input = fs.readFileSync(0, 'utf8');
       fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify({ argv: process.argv.slice(2), input }) + '\\n');
       console.log(${JSON.stringify(deployment('web', 4).replace(', namespace: shop', ''))});`,
    );
    const folder = folderWith({
      'infra/main.tf': `resource "helm_release" "web" {
  name      = "front"
  chart     = "\${path.module}/../charts/web"
  namespace = "live"
  values    = [yamlencode({ replicas = 2, image = { tag = "a", name = "b" } }), "image: {tag: c}"]
  set {
    name  = "replicas"
    value = "4"
  }
}
`,
      'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
      'charts/web/templates/web.yaml': deployment('web', 1),
    });
    const document = await estimate(folder, helm, ['--render']);
    expect(document.status).toBe(0);
    expect(Number(document.totalMonthlyCost)).toBeCloseTo(4 * POD, 5);
    expect(document.coverage).toMatchObject({ priced: 1, free: 1, unpriced: 0 });
    const runs = readFileSync(log, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    const release = runs.find((each) => each.input !== '');
    expect(release.argv).toEqual([
      ...['template', '--include-crds', '--skip-tests', '--namespace', 'live', '--values', '-'],
      ...['--', 'front', './charts/web'],
    ]);
    expect(JSON.parse(release.input)).toEqual({ replicas: 4, image: { tag: 'c', name: 'b' } });
    expect(JSON.stringify(document)).toContain('"live/Deployment/web"');
  });

  it('as a chart that is not rendered, or lies elsewhere, are unpriced with what to run', async () => {
    const folder = folderWith({
      'main.tf':
        'resource "helm_release" "redis" {\n  name = "redis"\n  chart = "redis"\n  repository = "https://charts.example.org"\n}\n',
    });
    const document = await estimate(folder);
    expect(document).toMatchObject({ totalMonthlyCost: null, coverage: { unpriced: 1 } });
    expect(JSON.stringify(document)).toContain('helm template redis redis --repo https://charts.example.org');
  });
});

describe('workloads on nodes that the same Terraform pays for', () => {
  // Two m6i.large of 2 vCPU and 8 GiB: four pods of 1 CPU, whoever describes them. The price of a node is the book's.
  const POOL = `provider "aws" {
  region = "eu-west-1"
}
resource "aws_eks_node_group" "a" {
  cluster_name   = "c"
  node_role_arn  = "r"
  subnet_ids     = ["s"]
  instance_types = ["m6i.large"]
  scaling_config {
    desired_size = 2
    min_size     = 2
    max_size     = 4
  }
}
`;

  async function nodes(files: Readonly<Record<string, string>>): Promise<number> {
    const { projects } = await estimate(folderWith({ 'main.tf': POOL, ...files }));
    const document = JSON.stringify(projects.map((each) => each.breakdown));
    const rows = [...document.matchAll(/"name":"Additional nodes \(m6i.large\)"[^}]*?"monthlyQuantity":"(\d+)"/g)];
    return rows.reduce((sum, row) => sum + Number(row[1]) / 730, 0);
  }

  it('share their room, in however many projects they stand', async () => {
    expect(await nodes({ 'a.yaml': deployment('a', 4) })).toBe(0);
    expect(await nodes({ 'a.yaml': deployment('a', 6) })).toBe(1);
    // The same six pods: two projects of manifests (one of them an application of Argo CD) and one of Terraform.
    const application =
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: x}\nspec: {source: {path: x}}\n';
    const terraform = `resource "kubectl_manifest" "t" {\n  yaml_body = <<-Y\n${deployment('t', 2).replaceAll(/^/gm, '    ')}\n  Y\n}\n`;
    expect(
      await nodes({
        'a.yaml': deployment('a', 2),
        'x/x.yaml': deployment('x', 2),
        'app.yaml': application,
        'more.tf': terraform,
      }),
    ).toBe(1);
  });
});
