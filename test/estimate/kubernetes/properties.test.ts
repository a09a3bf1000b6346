import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '#app/estimate/difference.ts';
import { sumProjects } from '#app/estimate/estimate-project.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { container, deployment, documents } from '#test/kubernetes/support.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { amount, estimateOf, resource } from './support.ts';

const book = readPriceBook(`${repositoryRoot}/dist/prices`);

const requests = fc.record({
  cpu: fc.integer({ min: 1, max: 8000 }).map((milli) => `${milli}m`),
  memory: fc.integer({ min: 1, max: 65_536 }).map((mebi) => `${mebi}Mi`),
});
const workload = fc.record({
  replicas: fc.integer({ min: 0, max: 100 }),
  containers: fc.array(requests, { minLength: 1, maxLength: 4 }),
});
const cluster = fc.array(workload, { minLength: 1, maxLength: 6 }).map((list) =>
  list.map(({ replicas, containers }, at) =>
    deployment({
      name: `web-${at}`,
      spec: { replicas },
      pod: { containers: containers.map((each, index) => container(each, `c${index}`)) },
    }),
  ),
);

describe('estimates of manifests', () => {
  it('never cost less with more replicas', () => {
    fc.assert(
      fc.property(workload, fc.integer({ min: 1, max: 50 }), ({ replicas, containers }, more) => {
        const cost = (count: number) => {
          const pod = { containers: containers.map((each, index) => container(each, `c${index}`)) };
          const project = estimateOf(documents(deployment({ spec: { replicas: count }, pod })));
          return amount(resource(project, 'default/Deployment/web')) ?? Number.NaN;
        };
        expect(cost(replicas + more)).toBeGreaterThan(cost(replicas));
      }),
    );
  });

  it('do not depend on the order of the documents', () => {
    fc.assert(
      fc.property(cluster, (objects) => {
        const forward = estimateOf(documents(...objects));
        const backward = estimateOf(documents(...objects.toReversed()));
        const costs = (project: typeof forward) =>
          project.resources.map((each) => [each.address, each.monthlyCost?.amount.toFixed()]);
        expect(costs(backward)).toEqual(costs(forward));
        expect(backward.monthlyCost?.amount.toFixed()).toBe(forward.monthlyCost?.amount.toFixed());
      }),
    );
  });

  it('have no difference with themselves', () => {
    fc.assert(
      fc.property(cluster, (objects) => {
        const deps = { book, currency: 'USD' };
        const estimate = () => sumProjects([estimateOf(documents(...objects))], deps);
        const result = difference(estimate(), estimate());
        expect(result.resources.filter((each) => each.change !== 'no-op')).toEqual([]);
        expect(result.monthlyCost?.amount.isZero()).toBe(true);
      }),
    );
  });
});
