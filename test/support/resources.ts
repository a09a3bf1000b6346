import { openCatalogue } from '#app/catalog/registry.ts';
import type { UsageSize } from '#app/estimate/assumed-usage.ts';
import type { Estimate } from '#app/estimate/estimate.ts';
import { estimateProject, type ProjectDeps, sumProjects } from '#app/estimate/estimate-project.ts';
import { NO_USAGE, readUsageFile } from '#app/estimate/usage.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { memoryTree } from '#app/source/tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import { repositoryRoot } from './shared.ts';

export const embeddedBook = readPriceBook(`${repositoryRoot}/dist/prices`);

interface Options {
  readonly usage?: unknown;
  readonly region?: string;
  readonly usageSize?: UsageSize;
  readonly measured?: ProjectDeps['measured'];
  readonly now?: string;
}

/** The estimate of one module given as text, at the embedded book's prices. */
export function estimateText(main: string, options: Options = {}): Estimate {
  const region = options.region ?? 'us-east-1';
  const files = new Map([['main.tf', `provider "aws" {\n  region = "${region}"\n}\n${main}`]]);
  const project = readProject(memoryTree(files), {
    path: '',
    name: 'main',
    workspace: 'default',
    environment: {},
    varFiles: [],
    vars: [],
  });
  const deps = {
    catalogue: openCatalogue(),
    book: embeddedBook,
    currency: 'USD',
    convert: <T>(amount: T) => amount,
    usage: options.usage === undefined ? NO_USAGE : readUsageFile(options.usage, { file: 'usage.yml' }),
    now: new Date(`${options.now ?? '2026-11-25'}T00:00:00Z`),
    ...(options.usageSize ? { usageSize: options.usageSize } : {}),
    ...(options.measured ? { measured: options.measured } : {}),
  };
  return sumProjects([estimateProject(project, deps)], deps);
}
