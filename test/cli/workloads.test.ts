import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { runFinops } from '#test/support/world.ts';

// At OpenCost's default rates a month of one CPU is 0.031611 × 730 = 23.07603, of one GiB 0.004237 × 730 = 3.09301.
const CPU = 23.07603;
const GIB = 3.09301;

function deployment(spec: string, containers: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {${spec}template: {spec: {containers: [${containers}]}}}
`;
}

const PRIOR = `${deployment('replicas: 2, ', '{name: app, resources: {requests: {cpu: 500m, memory: 1Gi}}}')}---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  template: {spec: {containers: [{name: pg, resources: {requests: {cpu: "1", memory: 4Gi}}}]}}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 10Gi}}}}]
`;

const PLANNED = `${deployment('', '{name: app, resources: {requests: {cpu: "1", memory: 2Gi}, limits: {cpu: "8"}}}, {name: log}')}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 3, maxReplicas: 12}
---
${PRIOR.slice(PRIOR.indexOf('apiVersion', 10)).replace('storage: 10Gi', 'storage: 100Gi').replace('spec:\n', 'spec:\n  replicas: 3\n')}---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {type: LoadBalancer}}
`;

const sides = () => ['--prior', folderWith({ 'app.yaml': PRIOR }), '--planned', folderWith({ 'app.yaml': PLANNED })];

interface Side {
  readonly [field: string]: unknown;
  readonly range: Readonly<Record<string, string>>;
  readonly monthlyCost: string;
}

describe('the difference of workloads', () => {
  it('holds replicas, requests, storage, range and notes of both sides in JSON', async () => {
    const ran = await runFinops(['diff', ...sides(), '--format', 'json']);
    const resources: { name: string; workload: { prior: Side; planned: Side } }[] = JSON.parse(ran.out).projects[0].diff
      .resources;
    const of = (name: string) => resources.find((each) => each.name === name)?.workload;
    const web = of('shop/Deployment/web');
    expect(web?.prior).toMatchObject({
      replicas: { minimum: 2, expected: 2, maximum: 2 },
      requests: { cpu: 0.5, memory: 2 ** 30 },
      notes: [],
    });
    expect(web?.planned).toMatchObject({
      replicas: { minimum: 3, expected: 3, maximum: 12 },
      requests: { cpu: 1, memory: 2 ** 31 },
      limits: { cpu: 8 },
      containersWithoutRequests: ['log'],
      notes: [
        'no CPU request in log: best effort',
        'no memory request in log: best effort',
        'its CPU limit is 8 times its request',
        'scaled by HorizontalPodAutoscaler web',
      ],
    });
    expect(Number(web?.prior.monthlyCost)).toBeCloseTo(2 * (0.5 * CPU + GIB), 5);
    expect(Number(web?.planned.range['minimum'])).toBeCloseTo(3 * (CPU + 2 * GIB), 5);
    expect(Number(web?.planned.range['maximum'])).toBeCloseTo(12 * (CPU + 2 * GIB), 5);
    expect(of('shop/StatefulSet/db')).toMatchObject({
      prior: { storage: 10 * 2 ** 30 },
      planned: { storage: 100 * 2 ** 30 },
    });
  });

  it('shows what changes in the table', async () => {
    const { out } = await runFinops(['diff', ...sides()]);
    expect(out).toContain('replicas 2 → 3 to 12, CPU 500m → 1, memory 1 GiB → 2 GiB');
    // 2 × 14.631025, then 3 and 12 × 29.26205.
    expect(out).toContain('monthly $29.26 → $87.79 to $351.14');
    expect(out).toContain('replicas 1 → 3, storage 10 GiB → 100 GiB');
    expect(out).toContain('note: no CPU request in log: best effort');
  });

  it('shows what changes in the comment', async () => {
    const { out } = await runFinops(['gate', ...sides(), '--format', 'markdown']);
    const rows = out.split('\n').map((line) => line.replaceAll('&nbsp;', ''));
    expect(rows).toContain('| replicas | 2 | 3 to 12 | |');
    expect(rows).toContain('| CPU | 500m | 1 | |');
    expect(rows).toContain('| storage | 10 GiB | 100 GiB | |');
    expect(rows).toContain('| ℹ️ its CPU limit is 8 times its request | | | |');
  });

  it('stands in the estimate too', async () => {
    const { out } = await runFinops(['estimate', folderWith({ 'app.yaml': PLANNED })]);
    expect(out).toContain('3 to 12 replicas, CPU 1, memory 2 GiB, monthly $87.79 to $351.14');
  });
});

/** The policies that docs/kubernetes.md shows. */
const POLICY = /```rego\n(.*?)```/s.exec(readFileSync(`${repositoryRoot}/docs/kubernetes.md`, 'utf8'))?.[1] ?? '';

describe('the policies of docs/kubernetes.md', () => {
  const folder = (manifests: string) => folderWith({ 'app.yaml': manifests, '.finops/policies/cluster.rego': POLICY });
  const small = (extra = '') =>
    deployment(`replicas: 2, ${extra}`, '{name: app, resources: {requests: {cpu: 100m, memory: 64Mi}}}');

  async function denied(manifests: string): Promise<readonly string[]> {
    const ran = await runFinops(['gate', '--planned', folder(manifests), '--format', 'json']);
    const results: { id: string; outcome: string; message: string }[] = JSON.parse(ran.out).results;
    return results
      .filter((each) => each.id.startsWith('cluster') && each.outcome !== 'pass')
      .map((each) => each.message);
  }

  it('let a small workload pass', async () => {
    expect(await denied(small())).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['demand requests', deployment('', '{name: app}'), 'shop/web: app request nothing'],
    [
      'bound replicas × size',
      deployment('replicas: 30, ', '{name: app, resources: {requests: {cpu: "1", memory: 1Gi}}}'),
      'shop/web may take 30 cores',
    ],
    [
      'forbid a load balancer',
      `${small()}---\n{apiVersion: v1, kind: Service, metadata: {name: lb, namespace: shop}, spec: {type: LoadBalancer}}\n`,
      'shop/Service/lb makes the cloud run a load balancer',
    ],
    [
      'cap a namespace',
      deployment('replicas: 20, ', '{name: app, resources: {requests: {cpu: 900m, memory: 2Gi}}}'),
      'namespace shop costs',
    ],
  ])('%s', async (_, manifests, message) => {
    expect(await denied(manifests)).toContainEqual(expect.stringContaining(message));
  });
});
