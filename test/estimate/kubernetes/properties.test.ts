import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '#app/estimate/difference.ts';
import type { ProjectEstimate } from '#app/estimate/estimate.ts';
import { sumProjects } from '#app/estimate/estimate-project.ts';
import { defaultPricing, type KubernetesPricing, type NodePool } from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { container, deployment, documents } from '#test/kubernetes/support.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { amount, estimateOf, resource } from './support.ts';

const book = readPriceBook(`${repositoryRoot}/dist/prices`);

const POOLS: [NodePool, ...NodePool[]] = [
  { name: 'a', provider: 'aws', region: 'eu-west-1', type: 'm6i.xlarge', count: 3 },
  { name: 'b', provider: 'aws', region: 'eu-west-1', type: 'r6i.2xlarge', count: 1, labels: { disk: 'ssd' } },
];
const BASES: readonly KubernetesPricing[] = [
  defaultPricing(),
  { basis: 'node', pools: POOLS },
  { basis: 'capacity', pools: POOLS },
  { basis: 'fargate', region: 'eu-west-1' },
  { basis: 'autopilot', region: 'us-central1' },
];

const requests = fc.record({
  cpu: fc.integer({ min: 1, max: 3000 }).map((milli) => `${milli}m`),
  memory: fc.integer({ min: 1, max: 12_000 }).map((mebi) => `${mebi}Mi`),
});
/** Containers that state all, a part or nothing of it. */
const stated = fc.oneof(
  requests,
  requests.map(({ cpu }) => ({ cpu })),
  fc.constant({}),
);
const namespace = fc.constantFrom('one', 'two');
const name = fc.constantFrom('a', 'b', 'c');

function kind(
  kindName: string,
  apiVersion: string,
  fields: { readonly of: string; readonly in: string; readonly spec: object },
): object {
  return { apiVersion, kind: kindName, metadata: { name: fields.of, namespace: fields.in }, spec: fields.spec };
}

const workload = fc.record({
  replicas: fc.integer({ min: 0, max: 60 }),
  containers: fc.array(requests, { minLength: 1, maxLength: 4 }),
});

const web = fc
  .record({
    of: name,
    in: namespace,
    replicas: fc.integer({ min: 0, max: 60 }),
    containers: fc.array(stated, { minLength: 1, maxLength: 3 }),
  })
  .map((each) =>
    deployment({
      name: each.of,
      namespace: each.in,
      spec: { replicas: each.replicas },
      pod: { containers: each.containers.map((one, index) => container(one, `c${index}`)) },
    }),
  );

/** Objects that say something about others, so that their order could matter. */
const neighbours = fc.oneof(
  fc
    .record({
      of: name,
      in: namespace,
      target: name,
      minReplicas: fc.integer({ min: 1, max: 5 }),
      more: fc.integer({ min: 0, max: 20 }),
    })
    .map((each) =>
      kind('HorizontalPodAutoscaler', 'autoscaling/v2', {
        ...each,
        spec: {
          scaleTargetRef: { kind: 'Deployment', name: each.target },
          minReplicas: each.minReplicas,
          maxReplicas: each.minReplicas + each.more,
        },
      }),
    ),
  fc.record({ of: name, in: namespace, target: name, bound: requests }).map((each) =>
    kind('VerticalPodAutoscaler', 'autoscaling.k8s.io/v1', {
      ...each,
      spec: {
        targetRef: { kind: 'Deployment', name: each.target },
        resourcePolicy: { containerPolicies: [{ containerName: '*', maxAllowed: each.bound }] },
      },
    }),
  ),
  fc.record({ of: name, in: namespace, defaultRequest: requests }).map((each) =>
    kind('LimitRange', 'v1', {
      ...each,
      spec: { limits: [{ type: 'Container', defaultRequest: each.defaultRequest }] },
    }),
  ),
  fc.record({ of: name, in: namespace, size: fc.integer({ min: 1, max: 500 }) }).map((each) =>
    kind('PersistentVolumeClaim', 'v1', {
      ...each,
      spec: { resources: { requests: { storage: `${each.size}Gi` } } },
    }),
  ),
  fc.record({ of: name, type: fc.constantFrom('gp2', 'gp3', 'io1') }).map((each) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: each.of, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: each.type, iops: '100' },
  })),
  fc.record({ of: name, in: namespace }).map((each) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: each.of, namespace: each.in, annotations: { 'alb.ingress.kubernetes.io/group.name': 'all' } },
    spec: { ingressClassName: 'alb' },
  })),
  fc
    .record({ of: name, in: namespace, one: requests })
    .map((each) =>
      kind('DaemonSet', 'apps/v1', { ...each, spec: { template: { spec: { containers: [container(each.one)] } } } }),
    ),
);

interface Identified {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Every object once: of two with one identity the later counts, and order must matter. */
const cluster = fc.uniqueArray(fc.oneof(web, neighbours), {
  minLength: 2,
  maxLength: 14,
  selector: (each) => {
    const { kind: kindName, metadata } = each as Identified;
    return `${kindName} ${metadata.namespace} ${metadata.name}`;
  },
});

const shuffled = cluster.chain((objects) =>
  fc.tuple(
    fc.constant(objects),
    fc.shuffledSubarray(objects, { minLength: objects.length, maxLength: objects.length }),
  ),
);

function costs(project: ProjectEstimate) {
  return project.resources.map((each) => [
    each.address,
    each.monthlyCost?.amount.toFixed(),
    each.range?.minimum.amount.toFixed(),
    each.range?.maximum.amount.toFixed(),
    each.components.map((row) => row.reason ?? ''),
  ]);
}

describe('estimates of manifests', () => {
  it.each(BASES)('never cost less with more replicas ($basis)', (basis) => {
    fc.assert(
      fc.property(workload, fc.integer({ min: 1, max: 50 }), ({ replicas, containers }, more) => {
        const cost = (count: number) => {
          const pod = { containers: containers.map((each, index) => container(each, `c${index}`)) };
          const project = estimateOf(documents(deployment({ spec: { replicas: count }, pod })), basis);
          return amount(resource(project, 'default/Deployment/web'));
        };
        const before = cost(replicas);
        const after = cost(replicas + more);
        // What does not fit on any node, or on any size, has no cost either way.
        if (before === null || after === null) return;
        if (basis.basis === 'capacity') expect(after).toBeGreaterThanOrEqual(before);
        else expect(after).toBeGreaterThan(before);
      }),
    );
  });

  it.each(BASES)('do not depend on the order of the documents ($basis)', (basis) => {
    fc.assert(
      fc.property(shuffled, ([objects, others]) => {
        expect(costs(estimateOf(documents(...others), basis))).toEqual(costs(estimateOf(documents(...objects), basis)));
      }),
    );
  });

  it('have no difference with themselves, and one with another cluster', () => {
    fc.assert(
      fc.property(shuffled, ([objects, others]) => {
        const deps = { book, currency: 'USD' };
        const estimate = (of: readonly object[]) => sumProjects([estimateOf(documents(...of))], deps);
        const result = difference(estimate(objects), estimate(others));
        expect(result.resources.filter((each) => each.change !== 'no-op')).toEqual([]);
        expect(result.monthlyCost === null || result.monthlyCost.amount.isZero()).toBe(true);
        const fewer = difference(estimate(objects), estimate(objects.slice(1)));
        expect(fewer.resources.filter((each) => each.change === 'delete')).toHaveLength(1);
      }),
    );
  });
});
