import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { openCatalogue } from '#app/catalog/registry.ts';
import type { ResourceEstimate } from '#app/estimate/estimate.ts';
import { estimateProject } from '#app/estimate/estimate-project.ts';
import { NO_USAGE, readUsageFile } from '#app/estimate/usage.ts';
import { memoryTree } from '#app/source/tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import { embeddedBook } from './resources.ts';
import { repositoryRoot } from './shared.ts';

/** Folder of a catalogue file's fixture: `main.tf` with a variable `region`, and `usage.yml` where usage decides. */
export function fixtureFolder(provider: string, file: string): string {
  return join(repositoryRoot, 'test/fixtures/catalog', provider, file);
}

/** The fixture's resources, estimated in a region at the embedded book's prices. */
export function estimateFixture(folder: string, region: string): readonly ResourceEstimate[] {
  const usageFile = join(folder, 'usage.yml');
  const usage = existsSync(usageFile)
    ? readUsageFile(load(readFileSync(usageFile, 'utf8')), { file: usageFile })
    : NO_USAGE;
  return estimateModule(readFileSync(join(folder, 'main.tf'), 'utf8'), { usage, vars: [`region=${region}`] });
}

/** The resources of one module given as text, estimated at the embedded book's prices. */
export function estimateModule(
  main: string,
  options: { readonly usage?: ReturnType<typeof readUsageFile>; readonly vars?: readonly string[] } = {},
): readonly ResourceEstimate[] {
  const project = readProject(memoryTree(new Map([['main.tf', main]])), {
    path: '',
    name: 'fixture',
    workspace: 'default',
    environment: {},
    varFiles: [],
    vars: options.vars ?? [],
  });
  const estimate = estimateProject(project, {
    catalogue: openCatalogue(),
    book: embeddedBook,
    currency: 'USD',
    convert: (amount) => amount,
    usage: options.usage ?? NO_USAGE,
    now: new Date('2026-11-25T00:00:00Z'),
  });
  return estimate.resources;
}
