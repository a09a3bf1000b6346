import { describe, expect, it } from 'vitest';
import type { NodePricing } from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import { container, documents } from '#test/kubernetes/support.ts';
import { amount, estimateOf, resource } from './support.ts';

const aws: NodePricing = pool('aws', 'eu-west-1', 'm6i.xlarge');
const google: NodePricing = pool('google', 'us-central1', 'e2-standard-4');
const azure: NodePricing = pool('azure', 'westeurope', 'Standard_D4s_v5');

function pool(provider: 'aws' | 'azure' | 'google', region: string, type: string): NodePricing {
  return { basis: 'node', pools: [{ name: 'a', provider, region, type, count: 3 }] };
}

function claim(overrides: { storage?: string; className?: string; name?: string } = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: overrides.name ?? 'data' },
    spec: {
      resources: { requests: { storage: overrides.storage ?? '100Gi' } },
      ...(overrides.className === undefined ? {} : { storageClassName: overrides.className }),
    },
  };
}

function storageClass(provisioner: string, parameters: object, name = 'fast', annotations = {}): object {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations },
    provisioner,
    parameters,
  };
}

const dataOf = (basis: NodePricing | undefined, ...objects: readonly object[]) =>
  resource(estimateOf(documents(...objects), basis), 'default/PersistentVolumeClaim/data');

describe('a claim', () => {
  it('costs 0.04 a GiB and month at the default rate of OpenCost', () => {
    expect(amount(dataOf(undefined, claim()))).toBeCloseTo(4, 5);
  });

  it('costs what the disk of its class costs', () => {
    // gp3 in eu-west-1: 0.088; pd-ssd in us-central1: 0.17, in two zones 0.34.
    const gp3 = dataOf(aws, claim({ className: 'fast' }), storageClass('ebs.csi.aws.com', { type: 'gp3' }));
    expect(amount(gp3)).toBeCloseTo(8.8, 9);
    const ssd = { type: 'pd-ssd', 'replication-type': 'regional-pd' };
    const regional = dataOf(google, claim({ className: 'fast' }), storageClass('pd.csi.storage.gke.io', ssd));
    expect(amount(regional)).toBeCloseTo(34, 9);
  });

  it('is billed for the next larger size on Azure, not for the size it asks for', () => {
    const disk = dataOf(azure, claim({ className: 'managed-csi-premium', storage: '100Gi' }));
    expect(disk.components[0]).toMatchObject({ name: 'Storage (P10, LRS)', priceState: 'priced' });
    expect(disk.components[0]?.flags).toContain('storage-class-assumed');
  });

  it('takes the class that is marked as the default, else the one that the cloud brings along', () => {
    const marked = storageClass('ebs.csi.aws.com', { type: 'gp3' }, 'own', {
      'storageclass.kubernetes.io/is-default-class': 'true',
    });
    expect(amount(dataOf(aws, claim(), marked))).toBeCloseTo(8.8, 9);
    expect(dataOf(aws, claim()).components[0]?.name).toContain('gp2');
  });

  it('for more IOPS than a gp3 volume brings is billed for them', () => {
    const fast = storageClass('ebs.csi.aws.com', { type: 'gp3', iops: '4000', throughput: '250' });
    const names = dataOf(aws, claim({ className: 'fast' }), fast).components.map((each) => each.name);
    expect(names).toEqual(['Storage (general purpose SSD, gp3)', 'Provisioned throughput', 'Provisioned IOPS']);
  });

  it('of a class that nobody knows is unpriced, of the nodes’ own disks free, without a size unknown', () => {
    expect(dataOf(aws, claim({ className: 'mystery' }))).toMatchObject({ support: 'unpriced', monthlyCost: null });
    const local = storageClass('rancher.io/local-path', {});
    expect(dataOf(aws, claim({ className: 'fast' }), local)).toMatchObject({ support: 'free' });
    expect(dataOf(aws, claim({ storage: '1Ki5' }))).toMatchObject({ support: 'unknown', monthlyCost: null });
    expect(dataOf(aws, claim({ className: 'fast' }), storageClass('disk.csi.azure.com', {}))).toMatchObject({
      support: 'unpriced',
    });
  });
});

describe('a StatefulSet', () => {
  it('pays for its claim templates once for each replica', () => {
    const set = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db' },
      spec: {
        replicas: 3,
        template: { spec: { containers: [container({ cpu: '1', memory: '1Gi' })] } },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '100Gi' } } } }],
      },
    };
    const rows = resource(estimateOf(documents(set)), 'default/StatefulSet/db').components;
    expect(rows.find((each) => each.path[0] === 'data')?.monthlyCost?.amount.toNumber()).toBeCloseTo(12, 4);
  });
});

function service(overrides: { type?: string; annotations?: object; spec?: object } = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', annotations: overrides.annotations ?? {} },
    spec: { type: overrides.type ?? 'LoadBalancer', ...overrides.spec },
  };
}

function ingress(name: string, className: string, annotations: object = {}): object {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, annotations },
    spec: className === '' ? {} : { ingressClassName: className },
  };
}

describe('load balancers', () => {
  it('of OpenCost cost 0.025 an hour', () => {
    expect(amount(resource(estimateOf(documents(service())), 'default/Service/web'))).toBeCloseTo(18.25, 9);
  });

  it('are made only by Services of that type', () => {
    const project = estimateOf(documents(service({ type: 'ClusterIP' })));
    expect(resource(project, 'default/Service/web')).toMatchObject({ support: 'free' });
  });

  it('of AWS are network load balancers where an annotation says so', () => {
    const nlb = service({ annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'external' } });
    const rows = resource(estimateOf(documents(nlb), aws), 'default/Service/web').components;
    // 0.0252 an hour in eu-west-1.
    expect(rows[0]).toMatchObject({ name: 'Network load balancer' });
    expect(rows[0]?.monthlyCost?.amount.toNumber()).toBeCloseTo(0.0252 * 730, 9);
    expect(rows[1]).toMatchObject({ priceState: 'usage' });
  });

  it('that Ingresses share by a group are counted once', () => {
    const group = { 'alb.ingress.kubernetes.io/group.name': 'shop' };
    const project = estimateOf(documents(ingress('b', 'alb', group), ingress('a', 'alb', group)), aws);
    expect(resource(project, 'default/Ingress/a')).toMatchObject({ support: 'priced' });
    expect(resource(project, 'default/Ingress/b')).toMatchObject({
      support: 'free',
      reason: 'it shares the load balancer of default/Ingress/a',
    });
  });

  it('of an Ingress that a controller in the cluster serves are that controller’s', () => {
    const project = estimateOf(documents(ingress('a', 'nginx')), aws);
    expect(resource(project, 'default/Ingress/a')).toMatchObject({ support: 'free' });
  });

  it('of an Ingress without a class are unpriced, never zero', () => {
    const project = estimateOf(documents(ingress('a', '')), aws);
    expect(resource(project, 'default/Ingress/a')).toMatchObject({ support: 'unpriced', monthlyCost: null });
  });

  it('of another API group’s Service are not guessed', () => {
    const other = { ...service(), apiVersion: 'example.org/v1' };
    const project = estimateOf(documents(other));
    expect(resource(project, 'default/Service.example.org/web')).toMatchObject({ support: 'unsupported' });
  });
});
