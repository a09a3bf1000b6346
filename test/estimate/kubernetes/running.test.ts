import { describe, expect, it } from 'vitest';
import {
  type KubernetesPricing,
  type NodePricing,
  openCostDefaults,
} from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import { decimal } from '#app/measure/decimal.ts';
import { container, deployment, documents } from '#test/kubernetes/support.ts';
import { amount, estimateOf, resource } from './support.ts';

function scaler(spec: object, version = 'v2'): object {
  return {
    apiVersion: `autoscaling/${version}`,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec },
  };
}

function replicasOf(...objects: readonly object[]) {
  return resource(estimateOf(documents(...objects)), 'default/Deployment/web').workload?.replicas;
}

describe('a HorizontalPodAutoscaler', () => {
  it('gives the range, and the fewest replicas where none are stated', () => {
    expect(replicasOf(deployment({}), scaler({ minReplicas: 2, maxReplicas: 10 }))).toEqual({
      minimum: 2,
      expected: 2,
      maximum: 10,
    });
    expect(replicasOf(deployment({}), scaler({ maxReplicas: 4 }, 'v1'))).toMatchObject({ minimum: 1, maximum: 4 });
  });

  it('keeps the stated replicas within its bounds', () => {
    const hpa = scaler({ minReplicas: 2, maxReplicas: 10 });
    expect(replicasOf(deployment({ spec: { replicas: 5 } }), hpa)).toMatchObject({ expected: 5 });
    expect(replicasOf(deployment({ spec: { replicas: 1 } }), hpa)).toMatchObject({ expected: 2 });
    expect(replicasOf(deployment({ spec: { replicas: 50 } }), hpa)).toMatchObject({ expected: 10 });
  });

  it('leaves what stands at zero alone', () => {
    const stopped = deployment({ spec: { replicas: 0 } });
    expect(replicasOf(stopped, scaler({ minReplicas: 2, maxReplicas: 10 }))).toMatchObject({ minimum: 0, expected: 0 });
  });

  it('without a maximum, or with one below the minimum, makes the amount unknown', () => {
    for (const spec of [{}, { minReplicas: 5, maxReplicas: 2 }, { maxReplicas: 'many' }]) {
      const project = estimateOf(documents(deployment({}), scaler(spec)));
      expect(resource(project, 'default/Deployment/web')).toMatchObject({ support: 'unknown', monthlyCost: null });
      expect(project.diagnostics).toMatchObject([{ severity: 'error', place: { file: 'app.yaml' } }]);
    }
  });

  it('costs at its bounds what Google’s estimator publishes for its example', () => {
    // facts/kubernetes-costing.md, section 4: 10 to 20 pods of 2 CPU and 8Gi at 16.227823 and 2.0257258e-9 a month.
    const rates = {
      ...openCostDefaults(),
      cpu: decimal('16.227823').dividedBy(730),
      memory: decimal('2.0257258e-9').times(decimal(2).pow(30)).dividedBy(730),
    };
    const basis: KubernetesPricing = { basis: 'opencost', rates, origin: 'configuration' };
    const pod = { containers: [container({ cpu: '2', memory: '8Gi' })] };
    const hpa = scaler({ minReplicas: 10, maxReplicas: 20, targetCPUUtilizationPercentage: 60 }, 'v1');
    const { range } = resource(estimateOf(documents(deployment({ pod }), hpa), basis), 'default/Deployment/web');
    expect(range?.minimum.amount.toNumber()).toBeCloseTo(498.565, 3);
    expect(range?.maximum.amount.toNumber()).toBeCloseTo(997.13, 2);
    // Its third figure buys the 40 % that a target of 60 % keeps free: 14 pods' worth.
    expect(range?.minimum.amount.times('1.4').toNumber()).toBeCloseTo(697.991, 3);
  });
});

describe('other autoscalers', () => {
  it('of KEDA scale from zero to a hundred where nothing is stated', () => {
    const keda = {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'web' },
      spec: { scaleTargetRef: { name: 'web' } },
    };
    expect(replicasOf(deployment({}), keda)).toEqual({ minimum: 0, expected: 0, maximum: 100 });
  });

  it('that change requests give a range, unless they only recommend', () => {
    const vertical = (mode: unknown) => ({
      apiVersion: 'autoscaling.k8s.io/v1',
      kind: 'VerticalPodAutoscaler',
      metadata: { name: 'web' },
      spec: {
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        updatePolicy: { updateMode: mode },
        resourcePolicy: {
          containerPolicies: [
            { containerName: '*', minAllowed: { cpu: '100m', memory: '256Mi' }, maxAllowed: { cpu: 2, memory: '4Gi' } },
          ],
        },
      },
    });
    const range = (mode: unknown) =>
      resource(estimateOf(documents(deployment({}), vertical(mode))), 'default/Deployment/web').range;
    // 730 × (0.1 × 0.031611 + 0.25 × 0.004237) and 730 × (2 × 0.031611 + 4 × 0.004237)
    expect(range('Auto')?.minimum.amount.toNumber()).toBeCloseTo(3.0808555, 9);
    expect(range('Auto')?.maximum.amount.toNumber()).toBeCloseTo(58.5241, 9);
    const small = deployment({ pod: { containers: [container({ cpu: '50m', memory: '64Mi' })] } });
    const raised = resource(estimateOf(documents(small, vertical('Auto'))), 'default/Deployment/web').range;
    expect(raised?.expected.amount.toNumber()).toBeCloseTo(3.0808555, 9);
    expect(range('Off')?.minimum.amount).toEqual(range('Off')?.maximum.amount);
  });
});

describe('an Argo Rollout', () => {
  it('costs what its template or the Deployment it refers to does', () => {
    const rollout = (spec: object) => ({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'canary' },
      spec: { replicas: 2, ...spec },
    });
    const inline = rollout({ template: { spec: { containers: [container({ cpu: '1', memory: '1Gi' })] } } });
    const address = 'default/Rollout.argoproj.io/canary';
    // 2 × (0.031611 + 0.004237) × 730
    expect(amount(resource(estimateOf(documents(inline)), address))).toBeCloseTo(52.33808, 9);
    const referring = rollout({ workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } });
    const web = deployment({ spec: { replicas: 0 }, pod: { containers: [container({ cpu: '1', memory: '1Gi' })] } });
    expect(amount(resource(estimateOf(documents(referring, web)), address))).toBeCloseTo(52.33808, 9);
  });
});

function job(spec: object, pod: object = {}): object {
  return {
    ...spec,
    template: { spec: { containers: [container({ cpu: '500m', memory: '1Gi' })], ...pod } },
  };
}

function cronJob(spec: object, jobSpec: object = {}): object {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'report' },
    spec: { schedule: '*/10 * * * *', jobTemplate: { spec: job({ completions: 2, ...jobSpec }) }, ...spec },
  };
}

describe('a CronJob', () => {
  const stated = (_address: string, key: string): number | undefined => (key === 'run_minutes' ? 5 : undefined);
  const cpuHours = (object: object, usage = stated) =>
    resource(estimateOf(documents(object), undefined, { stated: usage }), 'default/CronJob/report')
      .components.find((each) => each.name === 'CPU')
      ?.monthlyQuantity?.toNumber();

  it('every ten minutes, for five, with two completions of half a core is 365 core-hours a month', () => {
    expect(cpuHours(cronJob({}))).toBeCloseTo(365, 9);
  });

  it('that is suspended or never runs costs nothing, and says why', () => {
    expect(cpuHours(cronJob({ suspend: true }))).toBe(0);
    const never = documents(cronJob({ schedule: '0 0 31 2 *' }));
    expect(never.diagnostics).toMatchObject([{ severity: 'warning', message: expect.stringContaining('never runs') }]);
  });

  it('with a schedule that is none is unknown', () => {
    const project = estimateOf(documents(cronJob({ schedule: 'often' })));
    expect(resource(project, 'default/CronJob/report')).toMatchObject({ support: 'unknown', monthlyCost: null });
    expect(project.diagnostics).toMatchObject([{ severity: 'error' }]);
  });

  it('that forbids overlap runs at most all the time', () => {
    const long = (_address: string, key: string): number | undefined => (key === 'run_minutes' ? 60 : undefined);
    // 6 runs an hour of an hour each: 12 pods at once where they may overlap.
    expect(cpuHours(cronJob({}), long)).toBeCloseTo(12 * 0.5 * 730, 6);
    expect(cpuHours(cronJob({ concurrencyPolicy: 'Forbid' }, { parallelism: 2 }), long)).toBeCloseTo(2 * 0.5 * 730, 9);
  });

  it('whose length nobody states depends on usage; a deadline bounds it from above', () => {
    const none = () => undefined;
    const plain = resource(estimateOf(documents(cronJob({})), undefined, { stated: none }), 'default/CronJob/report');
    expect(plain.components[0]).toMatchObject({ priceState: 'usage', monthlyCost: null });
    const bounded = estimateOf(documents(cronJob({}, { activeDeadlineSeconds: 300 })), undefined, { stated: none });
    expect(resource(bounded, 'default/CronJob/report').components[0]).toMatchObject({
      priceState: 'priced',
      quantityOrigin: 'assumed',
      flags: expect.arrayContaining(['upper-bound:activeDeadlineSeconds']),
    });
  });
});

describe('a Job', () => {
  it('runs once, apart from the month, unless somebody states how often', () => {
    const once = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate' }, spec: job({}) };
    const rows = resource(estimateOf(documents(once)), 'default/Job/migrate').components;
    expect(rows[0]).toMatchObject({ priceState: 'usage', reason: expect.stringContaining('monthly_runs') });
  });
});

describe('a DaemonSet', () => {
  const daemon = (pod: object = {}) => ({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: { template: { spec: { containers: [container({ cpu: '1', memory: '1Gi' })], ...pod } } },
  });
  const basis: NodePricing = {
    basis: 'node',
    pools: [
      { name: 'a', provider: 'aws', region: 'eu-west-1', type: 'm6i.xlarge', count: 3, labels: { team: 'a' } },
      {
        name: 'gpu',
        provider: 'aws',
        region: 'eu-west-1',
        type: 'm6i.xlarge',
        count: 2,
        taints: [{ key: 'gpu', value: 'true', effect: 'NO_SCHEDULE' }],
      },
    ],
  };
  const nodes = (pod: object) =>
    resource(estimateOf(documents(daemon(pod)), basis), 'default/DaemonSet/agent').workload?.replicas.expected;

  it('runs on every node whose taints it tolerates and whose labels it selects', () => {
    expect(nodes({})).toBe(3);
    expect(nodes({ tolerations: [{ operator: 'Exists' }] })).toBe(5);
    expect(nodes({ tolerations: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }] })).toBe(5);
    expect(nodes({ nodeSelector: { team: 'b' } })).toBe(0);
  });

  it('on nodes that nobody counted depends on usage', () => {
    const rows = resource(estimateOf(documents(daemon())), 'default/DaemonSet/agent').components;
    expect(rows[0]).toMatchObject({ priceState: 'usage', reason: expect.stringContaining('nodes') });
  });
});
