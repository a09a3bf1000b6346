import { describe, expect, it } from 'vitest';
import { autopilotContainer, autopilotPod } from '#app/catalog/kubernetes/autopilot-size.ts';
import { fargateSize } from '#app/catalog/kubernetes/fargate-size.ts';
import { container, deployment, documents } from '#test/kubernetes/support.ts';
import { amount, estimateOf, resource } from './support.ts';

// facts/kubernetes-costing.md, section 3.
describe('the size of a pod on Fargate', () => {
  it.each([
    [
      { vcpu: 1, memoryGiB: 8 },
      { vcpu: 2, memoryGiB: 9 },
    ],
    [
      { vcpu: 0, memoryGiB: 0 },
      { vcpu: 0.25, memoryGiB: 0.5 },
    ],
    [
      { vcpu: 0.25, memoryGiB: 0.25 },
      { vcpu: 0.25, memoryGiB: 0.5 },
    ],
    [
      { vcpu: 0.25, memoryGiB: 0.5 },
      { vcpu: 0.25, memoryGiB: 1 },
    ],
    [
      { vcpu: 0.25, memoryGiB: 2 },
      { vcpu: 0.5, memoryGiB: 3 },
    ],
    [
      { vcpu: 0.3, memoryGiB: 0.1 },
      { vcpu: 0.5, memoryGiB: 1 },
    ],
    [
      { vcpu: 4, memoryGiB: 29.75 },
      { vcpu: 4, memoryGiB: 30 },
    ],
    [
      { vcpu: 4, memoryGiB: 30 },
      { vcpu: 8, memoryGiB: 32 },
    ],
    [
      { vcpu: 9, memoryGiB: 1 },
      { vcpu: 16, memoryGiB: 32 },
    ],
    [
      { vcpu: 16, memoryGiB: 119.75 },
      { vcpu: 16, memoryGiB: 120 },
    ],
  ])('for %j is %j', (request, size) => {
    expect(fargateSize(request)).toEqual(size);
  });

  it('does not exist for more than sixteen vCPUs or 120 GiB', () => {
    expect(fargateSize({ vcpu: 17, memoryGiB: 1 })).toBeNull();
    expect(fargateSize({ vcpu: 1, memoryGiB: 120 })).toBeNull();
  });
});

describe('the size of a pod on Autopilot', () => {
  it('is the class’s default where nothing is stated', () => {
    expect(autopilotContainer({ vcpu: null, memoryGiB: null }, 'pod')).toEqual({ vcpu: 0.5, memoryGiB: 2 });
    const daemon = autopilotContainer({ vcpu: null, memoryGiB: null }, 'daemon-set');
    expect(daemon).toEqual({ vcpu: 0.05, memoryGiB: 100 / 1024 });
  });

  it('is raised to the least size and into the ratio from 1:1 to 1:6.5', () => {
    expect(autopilotPod({ vcpu: 0.001, memoryGiB: 0.001 }, 'pod')).toEqual({ vcpu: 0.05, memoryGiB: 52 / 1024 });
    expect(autopilotPod({ vcpu: 2, memoryGiB: 1 }, 'pod')).toEqual({ vcpu: 2, memoryGiB: 2 });
    expect(autopilotPod({ vcpu: 1, memoryGiB: 13 }, 'pod')).toEqual({ vcpu: 2, memoryGiB: 13 });
  });

  it('is refused above the largest', () => {
    expect(autopilotPod({ vcpu: 31, memoryGiB: 31 }, 'pod')).toBeNull();
  });
});

describe('a Deployment', () => {
  const web = (pod: object = {}, spec: object = {}) => documents(deployment({ pod, spec }));

  it('on Fargate is billed for the sizes of its pods', () => {
    const pod = { containers: [container({ cpu: '1', memory: '8Gi' })] };
    const project = estimateOf(web(pod, { replicas: 2 }), { basis: 'fargate', region: 'eu-west-1' });
    // 2 × (2 × 0.04048 + 9 × 0.004445) × 730
    expect(amount(resource(project, 'default/Deployment/web'))).toBeCloseTo(176.6089, 4);
  });

  it('on Fargate without requests gets the smallest size, a DaemonSet none', () => {
    const bare = web({ containers: [{ name: 'a' }] });
    const project = estimateOf(bare, { basis: 'fargate', region: 'us-east-1' });
    // (0.25 × 0.04048 + 0.5 × 0.004445) × 730
    expect(amount(resource(project, 'default/Deployment/web'))).toBeCloseTo(9.010025, 6);
    const daemon = { ...deployment({}), kind: 'DaemonSet' };
    const refused = resource(
      estimateOf(documents(daemon), { basis: 'fargate', region: 'us-east-1' }),
      'default/DaemonSet/web',
    );
    expect(refused).toMatchObject({ support: 'unpriced', monthlyCost: null });
  });

  it('on Autopilot is billed for what it requests, with the defaults of the class', () => {
    const project = estimateOf(web({ containers: [{ name: 'a' }] }), { basis: 'autopilot', region: 'us-central1' });
    // 0.5 × 32.485 + 2 × 3.5933 + 1 × 0.04 a month: the unit prices of the published example.
    expect(amount(resource(project, 'default/Deployment/web'))).toBeCloseTo(23.4691, 4);
  });

  it('on Autopilot in a region without a price is unpriced', () => {
    const project = estimateOf(web(), { basis: 'autopilot', region: 'europe-west9' });
    expect(resource(project, 'default/Deployment/web')).toMatchObject({ support: 'unpriced', monthlyCost: null });
  });
});
