import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { openCatalogue } from '#app/catalog/registry.ts';
import { estimateResource, resourceEstimator } from '#app/estimate/estimate-resource.ts';
import { openSurroundings } from '#app/estimate/surroundings.ts';
import { NO_USAGE, readUsageFile, type UsageFile } from '#app/estimate/usage.ts';
import { memoryTree } from '#app/source/tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import type { ResourceInstance } from '#app/terraform/resource.ts';
import { fixtureFolder } from '#test/support/catalogue-fixture.ts';
import { catalogueFolders, typesByFile } from '#test/support/catalogue-folders.ts';
import { HOSTILE, replaced } from '#test/support/hostile-values.ts';
import { embeddedBook } from '#test/support/resources.ts';

interface Fixture {
  readonly resources: readonly ResourceInstance[];
  readonly usage: UsageFile;
}

const fixtures = await Promise.all(
  catalogueFolders.map(async ({ name, regions }) => {
    const folders = [...(await typesByFile(name)).keys()].map((file) => fixtureFolder(name, file)).filter(existsSync);
    const read = folders.map((folder) => readFixture(folder, regions[0]));
    return [name, read.filter((each) => each.resources.length > 0)] as const;
  }),
);

function readFixture(folder: string, region: string): Fixture {
  const tree = memoryTree(new Map([['main.tf', readFileSync(join(folder, 'main.tf'), 'utf8')]]));
  const vars = [`region=${region}`];
  const request = { path: '', name: 'x', workspace: 'default', environment: {}, varFiles: [], vars };
  const file = join(folder, 'usage.yml');
  const usage = existsSync(file) ? readUsageFile(load(readFileSync(file, 'utf8')), { file }) : NO_USAGE;
  return { resources: readProject(tree, request).resources.filter((each) => each.mode === 'managed'), usage };
}

/** A second resource like the first one, with one value changed. */
function variant(
  resource: ResourceInstance,
  change: { readonly name: string; readonly path: readonly number[]; readonly value: (typeof HOSTILE)[number] },
): ResourceInstance {
  if (Object.keys(resource.attributes).length === 0) return resource;
  const attributes = replaced(resource.attributes, change.path, change.value) as ResourceInstance['attributes'];
  const address = `${resource.address}_${change.name}`;
  return { ...resource, address, attributes, unknownReasons: { ...resource.unknownReasons, [change.name]: 'x' } };
}

describe('resources that are estimated together', () => {
  it.each(fixtures)('cost in %s what each costs alone', (_, all) => {
    const change = fc.record({
      name: fc.constantFrom('id', 'size', 'name', 'type'),
      path: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
      value: fc.constantFrom(...HOSTILE),
    });
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.array(change, { minLength: 1, maxLength: 4 }), (fixture, changes) => {
        const copies = fixture.resources.flatMap((each) => changes.map((one) => variant(each, one)));
        const resources = [...fixture.resources, ...copies, ...copies];
        const machines = embeddedBook;
        const around = openSurroundings({ resources, usage: fixture.usage, machines, now: new Date('2026-11-25') });
        const deps = { catalogue: openCatalogue(), book: embeddedBook, currency: 'USD', around };
        const together = resourceEstimator({ ...deps, convert: (amount) => amount });
        for (const each of resources) {
          expect(together(each)).toEqual(estimateResource(each, { ...deps, convert: (amount) => amount }));
        }
      }),
      { numRuns: 80 },
    );
  });

  it('share their rows when all that decides is equal', () => {
    const [, aws] = fixtures.find(([name]) => name === 'aws') ?? [];
    const gateway = aws?.flatMap((each) => each.resources).find((each) => each.type === 'aws_nat_gateway');
    if (!gateway) throw new Error('the fixture of NAT gateways is missing');
    const other = { ...gateway, address: 'aws_nat_gateway.other', attributes: { ...gateway.attributes, tags: {} } };
    const around = openSurroundings({
      resources: [gateway, other],
      usage: NO_USAGE,
      machines: embeddedBook,
      now: new Date('2026-11-25'),
    });
    const estimate = resourceEstimator({
      catalogue: openCatalogue(),
      book: embeddedBook,
      currency: 'USD',
      convert: (amount) => amount,
      around,
    });
    expect(estimate(gateway).components).toBe(estimate(other).components);
  });
});
