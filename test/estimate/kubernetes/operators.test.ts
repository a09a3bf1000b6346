import { describe, expect, it } from 'vitest';
import { operators } from '#app/kubernetes/operators/registry.ts';
import { container, documents } from '#test/kubernetes/support.ts';
import { amount, estimateOf, resource } from './support.ts';

const resources = { requests: { cpu: '1', memory: '1Gi' } };
/** One pod of one vCPU and one GiB for 730 hours at OpenCost's rates: (0.031611 + 0.004237) × 730. */
const POD = 26.16904;
const template = { spec: { containers: [container({ cpu: '1', memory: '1Gi' })] } };

function custom(apiVersion: string, kind: string, spec: object): object {
  return { apiVersion, kind, metadata: { name: 'it' }, spec };
}

function estimateOfCustom(apiVersion: string, kind: string, spec: object) {
  const group = apiVersion.split('/')[0];
  return resource(estimateOf(documents(custom(apiVersion, kind, spec))), `default/${kind}.${group}/it`);
}

describe('custom resources of well-known operators', () => {
  it('Prometheus runs a pod for each replica of each shard, with its disk', () => {
    const estimate = estimateOfCustom('monitoring.coreos.com/v1', 'Prometheus', {
      replicas: 2,
      shards: 3,
      resources,
      storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '100Gi' } } } } },
    });
    expect(amount(estimate)).toBeCloseTo(6 * POD + 6 * 4, 4);
    expect(estimate.workload?.replicas.expected).toBe(6);
  });

  it('Kafka runs brokers and ZooKeeper, each with their own size', () => {
    const estimate = estimateOfCustom('kafka.strimzi.io/v1beta2', 'Kafka', {
      kafka: {
        replicas: 3,
        resources,
        storage: { type: 'jbod', volumes: [{ type: 'persistent-claim', size: '50Gi' }] },
      },
      zookeeper: { replicas: 2, resources, storage: { type: 'ephemeral' } },
    });
    expect(amount(estimate)).toBeCloseTo(5 * POD + 3 * 2, 4);
    expect(estimate.components.map((each) => [each.path[0], each.name])).toEqual([
      ['kafka', 'CPU'],
      ['kafka', 'Memory'],
      ['kafka', 'Storage'],
      ['zookeeper', 'CPU'],
      ['zookeeper', 'Memory'],
    ]);
  });

  it('Ray runs a head and workers within their bounds', () => {
    const estimate = estimateOfCustom('ray.io/v1', 'RayService', {
      rayClusterConfig: {
        enableInTreeAutoscaling: true,
        headGroupSpec: { template },
        workerGroupSpecs: [{ groupName: 'small', replicas: 2, minReplicas: 1, maxReplicas: 5, template }],
      },
    });
    expect(amount(estimate)).toBeCloseTo(3 * POD, 9);
    expect(estimate.range?.minimum.amount.toNumber()).toBeCloseTo(2 * POD, 9);
    expect(estimate.range?.maximum.amount.toNumber()).toBeCloseTo(6 * POD, 9);
  });

  it('PostgreSQL runs its instances, by either operator', () => {
    const cnpg = { instances: 3, resources, storage: { size: '10Gi' }, walStorage: { size: '5Gi' } };
    expect(amount(estimateOfCustom('postgresql.cnpg.io/v1', 'Cluster', cnpg))).toBeCloseTo(3 * POD + 3 * 0.6, 4);
    const zalando = { numberOfInstances: 2, resources, volume: { size: '10Gi' } };
    expect(amount(estimateOfCustom('acid.zalan.do/v1', 'postgresql', zalando))).toBeCloseTo(2 * POD + 2 * 0.4, 4);
  });

  it('Elasticsearch, leaders with workers and Knative run what they state', () => {
    const sets = [{ name: 'data', count: 2, podTemplate: template }];
    const elastic = estimateOfCustom('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', { nodeSets: sets });
    expect(amount(elastic)).toBeCloseTo(2 * POD, 9);
    const leader = { replicas: 2, leaderWorkerTemplate: { size: 4, workerTemplate: template } };
    const set = estimateOfCustom('leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', leader);
    expect(amount(set)).toBeCloseTo(8 * POD, 9);
    const annotations = { 'autoscaling.knative.dev/min-scale': '2', 'autoscaling.knative.dev/max-scale': '4' };
    const service = estimateOfCustom('serving.knative.dev/v1', 'Service', {
      template: { metadata: { annotations }, ...template },
    });
    expect(amount(service)).toBeCloseTo(2 * POD, 9);
    expect(service.range?.maximum.amount.toNumber()).toBeCloseTo(4 * POD, 9);
  });

  it('that state no resources are unpriced, never zero', () => {
    const estimate = estimateOfCustom('monitoring.coreos.com/v1', 'Alertmanager', { replicas: 3 });
    expect(estimate).toMatchObject({ support: 'unpriced', monthlyCost: null });
  });

  it('of a kind that no adapter knows are unsupported and named', () => {
    const estimate = estimateOfCustom('example.org/v1', 'Widget', {});
    expect(estimate).toMatchObject({ support: 'unsupported', reason: 'example.org/v1 Widget is not estimated' });
  });

  it('that deploy other manifests say what renders them', () => {
    const release = { chart: { spec: { chart: 'redis', sourceRef: { kind: 'HelmRepository', name: 'a' } } } };
    const helm = estimateOfCustom('helm.toolkit.fluxcd.io/v2', 'HelmRelease', release);
    expect(helm).toMatchObject({ support: 'unsupported', reason: expect.stringContaining('helm template it redis') });
    const application = estimateOfCustom('argoproj.io/v1alpha1', 'Application', { source: { path: 'apps/shop' } });
    expect(application.reason).toContain('kustomize build apps/shop');
  });

  it('have adapters that name their source', () => {
    for (const operator of operators) expect(operator.source).toMatch(/^https:\/\/.*\(read \d{4}-\d\d-\d\d\)$/);
  });
});
