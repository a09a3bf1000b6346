import { describe, expect, it } from 'vitest';
import type { NodePricing } from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import { deployment, documents } from '#test/kubernetes/support.ts';
import { amount, estimateOf, resource } from './support.ts';

describe('a Deployment', () => {
  it('costs its replicas × requests × 730 hours at the rates of OpenCost', () => {
    const project = estimateOf(documents(deployment({ spec: { replicas: 3 } })));
    // 3 × (0.5 × 0.031611 + 1 × 0.004237) × 730
    expect(amount(resource(project, 'default/Deployment/web'))).toBeCloseTo(43.893075, 9);
    expect(resource(project, 'default/Deployment/web').components[0]?.flags).toEqual(['opencost-default']);
  });

  it('that requests nothing is unpriced, never zero', () => {
    const bare = deployment({ pod: { containers: [{ name: 'a' }, { name: 'b' }] } });
    const web = resource(estimateOf(documents(bare)), 'default/Deployment/web');
    expect(web).toMatchObject({ support: 'unpriced', monthlyCost: null, complete: false });
    expect(web.workload?.containersWithoutRequests).toEqual(['a', 'b']);
  });

  it('on a node as large as itself costs the whole price of the node', () => {
    const basis: NodePricing = {
      basis: 'node',
      pools: [{ name: 'a', provider: 'aws', region: 'eu-west-1', type: 'm6i.xlarge', count: null }],
    };
    const pod = { containers: [{ name: 'a', resources: { requests: { cpu: 4, memory: '16Gi' } } }] };
    const web = resource(estimateOf(documents(deployment({ pod })), basis), 'default/Deployment/web');
    // m6i.xlarge in eu-west-1 is listed at 0.214 an hour.
    expect(amount(web)).toBeCloseTo(0.214 * 730, 9);
  });

  it('of microservices-demo’s size costs 40.36 a month at the rates of OpenCost', () => {
    // facts/kubernetes-costing.md, section 6: 1.57 vCPU and 1.336 GiB (1,368 MiB) over all containers.
    const pod = { containers: [{ name: 'all', resources: { requests: { cpu: '1570m', memory: '1368Mi' } } }] };
    const project = estimateOf(documents(deployment({ pod })));
    expect(project.monthlyCost?.amount.toFixed(2)).toBe('40.36');
  });

  it('whose limits are far above its requests says so', () => {
    const resources = { requests: { cpu: '100m', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } };
    const web = estimateOf(documents(deployment({ pod: { containers: [{ name: 'a', resources }] } }))).resources[0];
    expect(web?.components.map((each) => each.flags.includes('limit-far-above-request'))).toEqual([true, false]);
  });
});
