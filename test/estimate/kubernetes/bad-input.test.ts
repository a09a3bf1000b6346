import { describe, expect, it } from 'vitest';
import { container, deployment, documents } from '#test/kubernetes/support.ts';
import { amount, estimateOf, resource } from './support.ts';

function web(requests: Readonly<Record<string, string>>, spec: object = {}) {
  const read = documents(deployment({ spec, pod: { containers: [container(requests)] } }));
  return { estimate: resource(estimateOf(read), 'default/Deployment/web'), diagnostics: read.diagnostics };
}

describe('what Kubernetes would refuse', () => {
  it.each(['1e400', '-1', '1Ki5', 'half', '0x2'])('as a request of CPU, %s, is unknown and reported', (cpu) => {
    const { estimate, diagnostics } = web({ cpu, memory: '1Gi' });
    expect(estimate).toMatchObject({ support: 'unknown', complete: false });
    // Only the memory is known: 1 × 0.004237 × 730.
    expect(amount(estimate)).toBeCloseTo(3.09301, 9);
    expect(diagnostics).toMatchObject([{ severity: 'error', message: expect.stringContaining('requests.cpu') }]);
  });

  it('as replicas is unknown and reported', () => {
    for (const replicas of [2 ** 31, -1, 1.5, '3', {}]) {
      const { estimate, diagnostics } = web({ cpu: '1', memory: '1Gi' }, { replicas });
      expect(estimate).toMatchObject({ support: 'unknown', monthlyCost: null });
      expect(diagnostics).toMatchObject([{ severity: 'error', message: expect.stringContaining('spec.replicas') }]);
    }
  });

  it('as an API version is unsupported and named', () => {
    const project = estimateOf(documents({ ...deployment({}), apiVersion: 'apps/v9' }));
    expect(resource(project, 'default/Deployment/web')).toMatchObject({
      support: 'unsupported',
      monthlyCost: null,
      reason: 'apps/v9 is no API version of Deployment that is known here',
    });
  });

  it('as finer than the scheduler counts is rounded up and said', () => {
    const { estimate, diagnostics } = web({ cpu: '0.1m', memory: '1Gi' });
    expect(estimate.components[0]?.monthlyQuantity?.toNumber()).toBeCloseTo(0.73, 9);
    expect(diagnostics).toMatchObject([{ severity: 'warning' }]);
  });
});

describe('what a pod does not request', () => {
  it('comes from its limits, then from the LimitRange of its namespace', () => {
    const range = {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'defaults' },
      spec: { limits: [{ type: 'Container', default: { memory: '2Gi' }, defaultRequest: { cpu: '250m' } }] },
    };
    const pod = { containers: [{ name: 'a', resources: { limits: { cpu: '1' } } }, { name: 'b' }] };
    const project = estimateOf(documents(deployment({ pod }), range));
    // a: the limit of 1 CPU; b: 250m. Memory: 2Gi each, as the default limit is the default request too.
    expect(resource(project, 'default/Deployment/web').workload?.requests).toEqual({ cpu: 1.25, memory: 2 ** 32 });
    expect(resource(project, 'default/Deployment/web')).toMatchObject({ support: 'priced' });
  });

  it('is unpriced, even when it is stated as zero', () => {
    const { estimate } = web({ cpu: '0', memory: '0' });
    expect(estimate).toMatchObject({ support: 'unpriced', monthlyCost: null });
  });

  it('leaves the others their price and names the missing field', () => {
    const pod = { containers: [container({ cpu: '1', memory: '1Gi' }), { name: 'proxy' }] };
    const web_ = resource(estimateOf(documents(deployment({ pod }))), 'default/Deployment/web');
    expect(amount(web_)).toBeCloseTo(26.16904, 9);
    expect(web_).toMatchObject({ support: 'unpriced', complete: false });
    expect(web_.components.find((each) => each.priceState === 'unpriced')?.reason).toContain(
      'no resources.requests.cpu in proxy',
    );
  });

  it('adds the overhead of its RuntimeClass', () => {
    const runtime = {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'kata' },
      overhead: { podFixed: { cpu: '250m', memory: '512Mi' } },
    };
    const pod = { runtimeClassName: 'kata', containers: [container({ cpu: '1', memory: '1Gi' })] };
    const project = estimateOf(documents(deployment({ pod }), runtime));
    expect(resource(project, 'default/Deployment/web').workload?.requests).toEqual({
      cpu: 1.25,
      memory: 1.5 * 2 ** 30,
    });
  });
});
