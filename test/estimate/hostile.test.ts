import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCatalogue } from '#app/catalog/registry.ts';
import { estimateProject, sumProjects } from '#app/estimate/estimate-project.ts';
import { NO_USAGE } from '#app/estimate/usage.ts';
import { memoryTree } from '#app/source/tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import type { ResourceInstance, TerraformProject } from '#app/terraform/resource.ts';
import { fixtureFolder } from '#test/support/catalogue-fixture.ts';
import { catalogueFolders, typesByFile } from '#test/support/catalogue-folders.ts';
import { HOSTILE, replaced } from '#test/support/hostile-values.ts';
import { embeddedBook, estimateText } from '#test/support/resources.ts';

const deps = {
  catalogue: openCatalogue(),
  book: embeddedBook,
  currency: 'USD',
  convert: <T>(amount: T) => amount,
  usage: NO_USAGE,
  usageSize: 'medium',
  now: new Date('2026-11-25T00:00:00Z'),
} as const;

const projects = await Promise.all(
  catalogueFolders.map(async ({ name, regions }) => {
    const folders = [...(await typesByFile(name)).keys()].map((file) => fixtureFolder(name, file)).filter(existsSync);
    const read = folders.map((folder) => fixtureProject(folder, regions[0]));
    return [name, read.filter((each) => each.resources.length > 0)] as const;
  }),
);

function fixtureProject(folder: string, region: string): TerraformProject {
  const tree = memoryTree(new Map([['main.tf', readFileSync(join(folder, 'main.tf'), 'utf8')]]));
  const vars = [`region=${region}`];
  return readProject(tree, { path: '', name: 'x', workspace: 'default', environment: {}, varFiles: [], vars });
}

describe('values that no provider would take', () => {
  it.each(projects)('never stop an estimate of %s, nor make it cheaper than nothing', (_, fixtures) => {
    const someFixture = fc.constantFrom(...fixtures);
    const steps = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(someFixture, fc.nat(50), steps, fc.constantFrom(...HOSTILE), (project, at, path, value) => {
        const resources = project.resources.map((each, index): ResourceInstance => {
          if (index !== at % project.resources.length || Object.keys(each.attributes).length === 0) return each;
          return { ...each, attributes: replaced(each.attributes, path, value) as ResourceInstance['attributes'] };
        });
        const estimate = sumProjects([estimateProject({ ...project, resources }, deps)], deps);
        const rows = estimate.projects.flatMap((each) => each.resources.flatMap((resource) => resource.components));
        for (const row of rows) expect(row.monthlyCost?.amount.toNumber() ?? 0).toBeGreaterThanOrEqual(0);
        const counts = Object.values(estimate.coverage).reduce((total, count) => total + count, 0);
        expect(counts).toBe(estimate.projects[0]?.resources.length);
      }),
      { numRuns: 400 },
    );
  });

  it('of a negative size make it unknown, not a refund', () => {
    const estimate = estimateText('resource "aws_ebs_volume" "v" {\n  size = -1000000\n}');
    const [resource] = estimate.projects[0]?.resources ?? [];
    expect(resource).toMatchObject({ support: 'unknown', monthlyCost: null, complete: false });
    expect(resource?.components[0]?.reason).toContain('a negative amount is not billed');
  });

  it('make one part unknown and leave the others priced', () => {
    const estimate = estimateText(
      'resource "aws_sns_topic_subscription" "s" {\n  protocol = "constructor"\n}\nresource "aws_nat_gateway" "n" {}',
    );
    expect(estimate.coverage).toMatchObject({ priced: 1, unknown: 1 });
    expect(estimate.monthlyCost?.amount.toFixed()).toBe('32.85');
    expect(estimate.complete).toBe(false);
  });
});
