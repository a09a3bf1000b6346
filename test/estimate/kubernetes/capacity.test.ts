import { describe, expect, it } from 'vitest';
import type { CapacityPricing } from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import { packNodes } from '#app/estimate/kubernetes/node-packing.ts';
import { container, deployment, documents } from '#test/kubernetes/support.ts';
import { amount, estimateOf, resource } from './support.ts';

/** Two m6i.xlarge (4 vCPU, 16 GiB) in eu-west-1 at 0.214 an hour. */
const basis: CapacityPricing = {
  basis: 'capacity',
  pools: [{ name: 'a', provider: 'aws', region: 'eu-west-1', type: 'm6i.xlarge', count: 2 }],
};

function web(replicas: number, requests: Readonly<Record<string, string>> = { cpu: '1', memory: '2Gi' }, name = 'web') {
  return deployment({ name, spec: { replicas }, pod: { containers: [container(requests)] } });
}

const costOf = (...objects: readonly object[]) =>
  amount(resource(estimateOf(documents(...objects), basis), 'default/Deployment/web'));

describe('on nodes that are paid', () => {
  it('what fits costs nothing more', () => {
    expect(costOf(web(8))).toBe(0);
  });

  it('what does not fit costs whole nodes', () => {
    expect(costOf(web(9))).toBeCloseTo(0.214 * 730, 9);
    expect(costOf(web(12))).toBeCloseTo(0.214 * 730, 9);
    expect(costOf(web(13))).toBeCloseTo(2 * 0.214 * 730, 9);
  });

  it('memory takes room as CPU does', () => {
    expect(costOf(web(2, { cpu: '100m', memory: '16Gi' }))).toBe(0);
    expect(costOf(web(3, { cpu: '100m', memory: '16Gi' }))).toBeCloseTo(0.214 * 730, 9);
  });

  it('workloads share the room, and a DaemonSet takes some of every node', () => {
    const other = web(4, { cpu: '1', memory: '1Gi' }, 'other');
    expect(costOf(web(4), other)).toBe(0);
    // Whichever of the two finds the nodes full pays for the one that is added.
    expect(amount(estimateOf(documents(web(8), other), basis))).toBeCloseTo(0.214 * 730, 9);
    const daemon = { ...web(1, { cpu: '1', memory: '1Gi' }, 'agent'), kind: 'DaemonSet' };
    expect(costOf(web(6), daemon)).toBe(0);
    expect(costOf(web(7), daemon)).toBeCloseTo(0.214 * 730, 9);
  });

  it('what is larger than a node is unpriced, what requests nothing too', () => {
    const huge = resource(estimateOf(documents(web(1, { cpu: '5', memory: '1Gi' })), basis), 'default/Deployment/web');
    expect(huge).toMatchObject({ support: 'unpriced' });
    const bare = deployment({ pod: { containers: [{ name: 'a' }] } });
    expect(resource(estimateOf(documents(bare), basis), 'default/Deployment/web')).toMatchObject({
      support: 'unpriced',
    });
  });

  it('a pool that nobody counted makes the amount unpriced', () => {
    const [pool] = basis.pools;
    const open: CapacityPricing = { basis: 'capacity', pools: [{ ...pool, count: null }] };
    expect(resource(estimateOf(documents(web(1)), open), 'default/Deployment/web')).toMatchObject({
      support: 'unpriced',
      monthlyCost: null,
    });
  });

  it('two thousand million replicas are packed without counting them one by one', () => {
    expect(costOf(web(2_000_000_000))).toBeCloseTo((2_000_000_000 / 4 - 2) * 0.214 * 730, 0);
  });
});

describe('packing', () => {
  it('opens nodes of the pool that costs least for a pod', () => {
    const placements = packNodes([{ name: 'a', pods: 4, request: [1], pools: new Set([0, 1]) }], {
      nodes: [],
      supplies: [
        { pool: 0, size: [2], price: 3 },
        { pool: 1, size: [4], price: 4 },
      ],
    });
    expect(placements.get('a')).toEqual({ fitting: 0, added: new Map([[1, 1]]), homeless: 0 });
  });
});
