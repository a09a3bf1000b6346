import { describe, expect, it } from 'vitest';
import {
  defaultPricing,
  type KubernetesPricing,
  type NodePricing,
} from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import { parseDiscounts } from '#app/pricing/discount-file.ts';
import { withDiscounts } from '#app/pricing/discounts.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { container, deployment, documents } from '#test/kubernetes/support.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { amount, estimateOf, resource } from './support.ts';

// A pod of 1 CPU and 1 GiB at OpenCost's default rates: (0.031611 + 0.004237) × 730 a month.
const POD = 26.16904;
const one = { containers: [container({ cpu: '1', memory: '1Gi' })] };

function object(kind: string, apiVersion: string, spec: object, metadata: object = {}): object {
  return { apiVersion, kind, metadata: { name: 'web', ...metadata }, spec };
}

function web(spec: object = {}): object {
  return deployment({ spec, pod: one });
}

function hpa(name: string, spec: object, apiVersion = 'autoscaling/v2'): object {
  return object(
    'HorizontalPodAutoscaler',
    apiVersion,
    { scaleTargetRef: { kind: 'Deployment', name: 'web' }, ...spec },
    { name },
  );
}

function range(of: ReturnType<typeof resource>): readonly (number | undefined)[] {
  return [of.range?.minimum, of.range?.expected, of.range?.maximum].map((each) => each && each.amount.toNumber() / POD);
}

describe('autoscalers', () => {
  it.each(['autoscaling/v1', 'autoscaling/v2', 'autoscaling/v2beta2'])('of %s bound the replicas', (version) => {
    const project = estimateOf(documents(web(), hpa('a', { minReplicas: 2, maxReplicas: 6 }, version)));
    expect(range(resource(project, 'default/Deployment/web'))).toEqual([2, 2, 6]);
  });

  it('that are several for one workload count with both ranges in any order, and say so', () => {
    const first = hpa('a', { minReplicas: 2, maxReplicas: 4 });
    const second = hpa('b', { minReplicas: 1, maxReplicas: 9 });
    for (const scalers of [
      [first, second],
      [second, first],
    ]) {
      const project = estimateOf(documents(web(), ...scalers));
      expect(range(resource(project, 'default/Deployment/web'))).toEqual([1, 1, 9]);
      expect(project.diagnostics).toMatchObject([
        { severity: 'warning', message: expect.stringContaining('both ranges') },
      ]);
    }
  });

  it('whose target is not there say so and cost nothing', () => {
    const project = estimateOf(documents(hpa('a', { maxReplicas: 4 })));
    expect(project.diagnostics).toMatchObject([
      { message: expect.stringContaining('Deployment web, which it scales') },
    ]);
    expect(project.resources[0]?.support).toBe('free');
  });

  // minReplicas may be 0 with the feature HPAScaleToZero: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/
  it('may scale to zero', () => {
    const project = estimateOf(documents(web({ replicas: 1 }), hpa('a', { minReplicas: 0, maxReplicas: 3 })));
    expect(range(resource(project, 'default/Deployment/web'))).toEqual([0, 1, 3]);
  });

  // https://keda.sh/docs/latest/reference/scaledobject-spec/ and /scaledjob-spec/
  it('of KEDA keep idle replicas, paused ones, and run jobs of several pods', () => {
    const scaled = (spec: object, annotations: object = {}) =>
      object(
        'ScaledObject',
        'keda.sh/v1alpha1',
        { scaleTargetRef: { name: 'web' }, ...spec },
        { name: 's', annotations },
      );
    const idle = documents(web(), scaled({ idleReplicaCount: 0, minReplicaCount: 2, maxReplicaCount: 5 }));
    expect(range(resource(estimateOf(idle), 'default/Deployment/web'))).toEqual([0, 0, 5]);
    const paused = documents(web(), scaled({ maxReplicaCount: 5 }, { 'autoscaling.keda.sh/paused-replicas': '3' }));
    expect(range(resource(estimateOf(paused), 'default/Deployment/web'))).toEqual([3, 3, 3]);
    const jobTargetRef = { parallelism: 2, template: { spec: one } };
    const job = object('ScaledJob', 'keda.sh/v1alpha1', { jobTargetRef, maxReplicaCount: 7 });
    expect(range(resource(estimateOf(documents(job)), 'default/ScaledJob.keda.sh/web'))).toEqual([0, 0, 14]);
  });

  // controlledResources: https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/api.md
  it('that are vertical change only the resources that they control', () => {
    const policy = {
      containerName: '*',
      controlledResources: ['cpu'],
      minAllowed: { cpu: '500m', memory: '1Ki' },
      maxAllowed: { cpu: '2', memory: '64Gi' },
    };
    const vpa = object('VerticalPodAutoscaler', 'autoscaling.k8s.io/v1', {
      targetRef: { kind: 'Deployment', name: 'web' },
      resourcePolicy: { containerPolicies: [policy] },
    });
    const found = resource(estimateOf(documents(web(), vpa)), 'default/Deployment/web');
    expect(found.range?.minimum.amount.toNumber()).toBeCloseTo(730 * (0.5 * 0.031611 + 0.004237), 9);
    expect(found.range?.maximum.amount.toNumber()).toBeCloseTo(730 * (2 * 0.031611 + 0.004237), 9);
    expect(found.workload?.notes).toContainEqual('VerticalPodAutoscaler web changes its requests');
  });
});

describe('jobs', () => {
  const stated = (_: string, key: string): number | undefined => ({ run_minutes: 60, monthly_runs: 10 })[key];
  const job = (spec: object) => object('Job', 'batch/v1', { template: { spec: one }, ...spec });
  // A pod for an hour ten times a month: 10/730 of a pod.
  it.each<[string, object, number]>([
    ['completions', { completions: 3, parallelism: 2 }, 3],
    ['completions with an index', { completions: 4, completionMode: 'Indexed', parallelism: 4 }, 4],
    ['a work queue of so many pods at once', { parallelism: 5 }, 5],
    ['one pod', {}, 1],
    ['nothing while it is suspended', { suspend: true, completions: 3 }, 0],
    ['nothing without parallelism', { parallelism: 0 }, 0],
  ])('run %s', (_, spec, pods) => {
    const found = resource(estimateOf(documents(job(spec)), undefined, { stated }), 'default/Job/web');
    expect(amount(found)).toBeCloseTo((POD * 10 * pods) / 730, 9);
  });

  // sigs.k8s.io/yaml reads YAML 1.1, in which these words are true.
  it.each([true, 'yes', 'on', 'Y'])('are suspended by %s', (suspend) => {
    const found = resource(estimateOf(documents(job({ suspend })), undefined, { stated }), 'default/Job/web');
    expect(amount(found)).toBe(0);
  });

  it('of a schedule cost the same in every time zone, and of a zone that does not exist nobody knows', () => {
    const cron = (timeZone: string) =>
      object('CronJob', 'batch/v1', {
        schedule: '0 3 * * *',
        timeZone,
        jobTemplate: { spec: { template: { spec: one } } },
      });
    const cost = (zone: string) =>
      resource(estimateOf(documents(cron(zone)), undefined, { stated }), 'default/CronJob/web');
    // 730 / 24 runs a month, each of an hour.
    expect(amount(cost('Europe/Berlin'))).toBeCloseTo(POD / 24, 9);
    expect(amount(cost('Etc/UTC'))).toBeCloseTo(POD / 24, 9);
    expect(cost('Mars/Olympus').support).toBe('unknown');
  });
});

describe('a Rollout that refers to a Deployment', () => {
  const rollout = (scaleDown?: string) =>
    object('Rollout', 'argoproj.io/v1alpha1', {
      replicas: 3,
      workloadRef: { kind: 'Deployment', name: 'web', ...(scaleDown ? { scaleDown } : {}) },
    });
  // https://argo-rollouts.readthedocs.io/en/stable/migrating/: `never` is the default and leaves the Deployment alone.
  it.each([
    [undefined, 2],
    ['never', 2],
    ['onsuccess', 0],
    ['progressively', 0],
  ])('with scaleDown %s leaves %d of its replicas', (scaleDown, replicas) => {
    const project = estimateOf(documents(web({ replicas: 2 }), rollout(scaleDown)));
    expect(amount(resource(project, 'default/Deployment/web'))).toBeCloseTo(POD * replicas, 9);
    expect(amount(resource(project, 'default/Rollout.argoproj.io/web'))).toBeCloseTo(POD * 3, 9);
  });
});

describe('objects that change nothing about the bill', () => {
  it('are a paused rollout, a PodDisruptionBudget and a ResourceQuota', () => {
    const project = estimateOf(
      documents(
        web({ paused: true, replicas: 2 }),
        object('PodDisruptionBudget', 'policy/v1', { minAvailable: 1 }),
        object('ResourceQuota', 'v1', { hard: { 'requests.cpu': '1' } }),
      ),
    );
    expect(amount(project)).toBeCloseTo(2 * POD, 9);
    expect(project.resources.map((each) => each.support).sort()).toEqual(['free', 'free', 'priced']);
  });
});

describe('a pod-level request', () => {
  it('replaces what its containers request', () => {
    const pod = {
      resources: { requests: { cpu: '1', memory: '1Gi' } },
      containers: [container({ cpu: '200m' }), { name: 'b' }],
    };
    expect(amount(estimateOf(documents(deployment({ pod }))))).toBeCloseTo(POD, 9);
  });
});

describe('nodes', () => {
  const basis: NodePricing = {
    basis: 'node',
    pools: [
      { name: 'cpu', provider: 'google', region: 'us-central1', type: 'n1-standard-4', count: 3 },
      {
        name: 'gpu',
        provider: 'google',
        region: 'us-central1',
        type: 'n1-standard-4',
        count: 2,
        labels: { 'cloud.google.com/gke-accelerator': 'nvidia-tesla-t4' },
        taints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NO_SCHEDULE' }],
        accelerators: { type: 'nvidia-tesla-t4', count: 1 },
      },
    ],
  };
  const daemon = (pod: object) => object('DaemonSet', 'apps/v1', { template: { spec: { ...one, ...pod } } });
  const required = (...matchExpressions: object[]) => ({
    affinity: {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
    },
    tolerations: [{ operator: 'Exists' }],
  });
  // https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#operators
  it.each<[string, object, number]>([
    ['In', { key: 'cloud.google.com/gke-accelerator', operator: 'In', values: ['nvidia-tesla-t4', 'x'] }, 2],
    ['NotIn', { key: 'cloud.google.com/gke-nodepool', operator: 'NotIn', values: ['gpu'] }, 3],
    ['Exists', { key: 'cloud.google.com/gke-accelerator', operator: 'Exists' }, 2],
    ['DoesNotExist', { key: 'cloud.google.com/gke-accelerator', operator: 'DoesNotExist' }, 3],
    ['In an architecture that nobody states', { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }, 5],
  ])('are chosen by a required affinity with %s', (_, expression, nodes) => {
    const found = resource(estimateOf(documents(daemon(required(expression))), basis), 'default/DaemonSet/web');
    expect(found.workload?.replicas.expected).toBe(nodes);
  });

  it('with GPUs run the pods that ask for them, and their whole price is shared', () => {
    const resources = {
      requests: { cpu: '4', memory: '15Gi', 'nvidia.com/gpu': '1' },
      limits: { 'nvidia.com/gpu': '1' },
    };
    const found = resource(
      estimateOf(documents(deployment({ pod: { containers: [{ name: 'a', resources }] } })), basis),
      'default/Deployment/web',
    );
    // All of a node: n1-standard-4 at 0.189999 and one T4 at 0.35 an hour in us-central1 (the price book's list prices).
    expect(amount(found)).toBeCloseTo(730 * (0.189999 + 0.35), 6);
    expect(amount(resource(estimateOf(documents(web()), basis), 'default/Deployment/web'))).toBeLessThan(
      730 * 0.189999,
    );
  });

  it('without TPUs leave them unpriced with the reason', () => {
    const resources = { requests: { cpu: '1', memory: '1Gi' }, limits: { 'google.com/tpu': '4' } };
    const pod = { containers: [{ name: 'a', resources }] };
    for (const pricing of [basis, undefined]) {
      const rows = resource(estimateOf(documents(deployment({ pod })), pricing), 'default/Deployment/web').components;
      expect(rows.filter((row) => row.priceState === 'unpriced')).toMatchObject([
        { name: expect.stringContaining('google.com/tpu'), reason: expect.any(String) },
      ]);
    }
  });
});

describe('load balancers by class', () => {
  const aws: NodePricing = {
    basis: 'node',
    pools: [{ name: 'a', provider: 'aws', region: 'eu-west-1', type: 'm6i.xlarge', count: 1 }],
  };
  const ingress = (name: string, className?: string) =>
    object('Ingress', 'networking.k8s.io/v1', className ? { ingressClassName: className } : {}, { name });
  const ingressClass = (controller: string, spec: object = {}, annotations: object = {}) =>
    object('IngressClass', 'networking.k8s.io/v1', { controller, ...spec }, { name: 'front', annotations });
  const supports = (...objects: readonly object[]) =>
    estimateOf(documents(...objects), aws)
      .resources.filter((each) => each.type === 'kubernetes_ingress' || each.type === 'kubernetes_gateway')
      .map((each) => each.support);

  it('follow the controller that an IngressClass names', () => {
    expect(supports(ingress('a', 'front'), ingressClass('ingress.k8s.aws/alb'))).toEqual(['priced']);
    expect(supports(ingress('a', 'front'), ingressClass('k8s.io/ingress-nginx'))).toEqual(['free']);
    expect(supports(ingress('a', 'front'))).toEqual(['unpriced']);
  });

  it('follow the default class where an Ingress states none', () => {
    const annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
    expect(supports(ingress('a'), ingressClass('eks.amazonaws.com/alb', {}, annotations))).toEqual(['priced']);
  });

  it('are shared where the parameters of the class name a group', () => {
    const parameters = { apiGroup: 'elbv2.k8s.aws', kind: 'IngressClassParams', name: 'shared' };
    const params = object(
      'IngressClassParams',
      'elbv2.k8s.aws/v1beta1',
      { group: { name: 'all' } },
      { name: 'shared' },
    );
    expect(
      supports(
        ingress('a', 'front'),
        ingress('b', 'front'),
        ingressClass('ingress.k8s.aws/alb', { parameters }),
        params,
      ),
    ).toEqual(['priced', 'free']);
  });

  it('of products with prices of their own are unpriced', () => {
    const gateway = (name: string, gatewayClassName: string) =>
      object('Gateway', 'gateway.networking.k8s.io/v1', { gatewayClassName }, { name });
    expect(
      supports(gateway('a', 'amazon-vpc-lattice'), gateway('b', 'azure-alb-external'), gateway('c', 'istio')),
    ).toEqual(['unpriced', 'unpriced', 'priced']);
  });
});

describe('a volume on the disks of the nodes', () => {
  it('costs nothing under any basis', () => {
    const storageClass = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      provisioner: 'k8s.io/minikube-hostpath',
    };
    const claim = (storageClassName: string) =>
      object('PersistentVolumeClaim', 'v1', { storageClassName, resources: { requests: { storage: '10Gi' } } });
    const support = (name: string) =>
      resource(estimateOf(documents(claim(name), storageClass)), 'default/PersistentVolumeClaim/web').support;
    expect([support('fast'), support('another')]).toEqual(['free', 'priced']);
  });
});

describe('a pool of spot nodes', () => {
  it('is priced on demand and says so', () => {
    const pool = {
      name: 'a',
      provider: 'aws',
      region: 'eu-west-1',
      type: 'm6i.xlarge',
      count: 1,
      isSpot: true,
    } as const;
    const flags = (isSpot: boolean) => {
      const { isSpot: _spot, ...plain } = pool;
      const basis: NodePricing = { basis: 'node', pools: [isSpot ? pool : plain] };
      return resource(estimateOf(documents(web()), basis), 'default/Deployment/web').components[0]?.flags;
    };
    expect(flags(true)).toContain('spot-upper-bound');
    expect(flags(false)).not.toContain('spot-upper-bound');
  });

  it('of Google is priced as the list has its Spot machines', () => {
    // n2d-standard-4 of us-central1 0.048912 an hour as Spot (scripts/price-facts/google-spot.csv); the pod of one CPU and one GiB
    // has the share of OpenCost's base rates: (0.031611 + 0.004237) of 4 × 0.031611 + 16 × 0.004237.
    const pool = { name: 'a', provider: 'google', region: 'us-central1', type: 'n2d-standard-4', count: 1 } as const;
    const basis: NodePricing = { basis: 'node', pools: [{ ...pool, isSpot: true }] };
    const found = resource(estimateOf(documents(web()), basis), 'default/Deployment/web');
    expect(amount(found)).toBeCloseTo((0.048912 * 730 * 0.035848) / (4 * 0.031611 + 16 * 0.004237), 3);
    expect(found.components[0]?.flags).toContain('spot-price');
  });
});

describe('what nobody states of a workload', () => {
  it('is not known, never zero: replicas of a DaemonSet without node pools, volumes without a readable size', () => {
    const spec = { template: { metadata: { labels: { app: 'web' } }, spec: one } };
    const agents = estimateOf(documents(object('DaemonSet', 'apps/v1', spec)));
    expect(resource(agents, 'default/DaemonSet/web').workload?.replicas).toEqual({
      minimum: null,
      expected: null,
      maximum: null,
    });
    const claim = (size: string) => ({
      metadata: { name: size },
      spec: { resources: { requests: { storage: size } } },
    });
    const sized = (...sizes: readonly string[]) => {
      const set = object('StatefulSet', 'apps/v1', { ...spec, volumeClaimTemplates: sizes.map(claim) });
      return resource(estimateOf(documents(set)), 'default/StatefulSet/web').workload?.storage;
    };
    expect([sized(), sized('1Gi', '2Gi'), sized('1Gi', 'ten')]).toEqual([0, 3 * 2 ** 30, null]);
  });
});

describe('a rate under a contract', () => {
  it('shows the list price beside it, for workloads as for other resources', () => {
    // A tenth off: every share of the node's price is nine tenths of the listed one.
    const discounts = parseDiscounts('version: 1\ndiscounts: [{ service: ec2, percent: 10 }]\n', 'discounts.yml');
    const listed = readPriceBook(`${repositoryRoot}/dist/prices`);
    const book = withDiscounts(listed, { discounts, contracted: null, account: null, date: '2026-11-25' });
    const pool = { name: 'a', provider: 'aws', region: 'eu-west-1', type: 'm6i.xlarge', count: 1 } as const;
    const rows = (overrides: { book?: typeof book } = {}) =>
      resource(estimateOf(documents(web()), { basis: 'node', pools: [pool] }, overrides), 'default/Deployment/web')
        .components;
    const [plain, contracted] = [rows()[0], rows({ book })[0]];
    expect(plain?.listUnitPrice).toBeUndefined();
    expect(contracted?.listUnitPrice?.toFixed(12)).toBe(plain?.unitPrice?.toFixed(12));
    expect(contracted?.unitPrice?.toFixed(12)).toBe(plain?.unitPrice?.times('0.9').toFixed(12));
    expect(contracted?.flags).toContain('contracted');
  });
});

describe('a pod that asks for more than CPU and memory', () => {
  const requests = {
    cpu: '1',
    memory: '1Gi',
    'hugepages-2Mi': '512Mi',
    'ephemeral-storage': '30Gi',
  };
  const rowsUnder = (basis?: KubernetesPricing, more: Readonly<Record<string, string>> = {}) => {
    const pod = { containers: [container({ ...requests, ...more })] };
    const estimate = resource(estimateOf(documents(deployment({ pod })), basis), 'default/Deployment/web');
    return estimate.components.map((row) => [row.name, row.monthlyQuantity?.toNumber() ?? null, row.priceState]);
  };

  it('pays for huge pages as for memory, not for the disk of its node, and nobody knows what a device costs', () => {
    expect(rowsUnder(defaultPricing(), { 'example.com/fpga': '2' })).toEqual([
      ['CPU', 730, 'priced'],
      ['Memory', 730, 'priced'],
      ['Device (example.com/fpga)', 1460, 'unpriced'],
      ['Huge pages (hugepages-2Mi)', 365, 'priced'],
    ]);
  });

  it('pays for its disk on Fargate above the 20 GiB that are included', () => {
    // https://aws.amazon.com/fargate/pricing/: 20 GB of ephemeral storage are included; 10 GiB × 730 hours remain.
    expect(rowsUnder({ basis: 'fargate', region: 'us-east-1' })).toContainEqual(['Ephemeral storage', 7300, 'priced']);
  });

  it('pays for all of its disk on Autopilot', () => {
    const rows = rowsUnder({ basis: 'autopilot', region: 'us-central1' });
    expect(rows).toContainEqual(['Ephemeral storage', 21_900, 'priced']);
  });
});
