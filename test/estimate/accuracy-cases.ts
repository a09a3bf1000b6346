import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { openCatalogue } from '#app/catalog/registry.ts';
import type { ResourceEstimate } from '#app/estimate/estimate.ts';
import { estimateProject } from '#app/estimate/estimate-project.ts';
import { NO_USAGE, readUsageFile } from '#app/estimate/usage.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import type { ReviewedCase } from '#test/catalog/reviewed-case.ts';
import { reviewedCases } from '#test/catalog/reviewed-cases.ts';
import { embeddedBook } from '#test/support/resources.ts';
import { compareResource, type ExpectedResource } from './compare-resource.ts';

export const CASE_PROVIDERS = ['aws', 'azure', 'google'] as const;
export type CaseProvider = (typeof CASE_PROVIDERS)[number];

/** One resource of a case beside what we make of it. */
export interface ComparedResource {
  readonly case: string;
  readonly address: string;
  readonly type: string;
  /** What differs in names, units and quantities of the components. */
  readonly differences: readonly string[];
  readonly expectedCost: number | null;
  readonly foundCost: number | null;
  /** Within 1 %. */
  readonly costMatches: boolean;
  /** Why it differs, for one that does and was looked at. */
  readonly review: ReviewedCase | undefined;
}

interface Case {
  readonly goldenDate: string;
  readonly usageFile?: string | null;
  readonly resources: readonly ExpectedResource[];
}

const catalogue = openCatalogue();

/** Whether the catalogue describes what a type is billed for. */
export function isCovered(type: string): boolean {
  return catalogue.billed.has(type);
}

/** Every resource of the provider's cases in the folder `root` (of those called `only`, when it is given). */
export function compareCases(
  request: { readonly root: string; readonly only?: string | undefined },
  provider: CaseProvider,
): readonly ComparedResource[] {
  const names = readdirSync(join(request.root, provider)).sort();
  return names
    .filter((name) => request.only === undefined || name === request.only)
    .flatMap((name) => compareCase(join(request.root, provider, name), { name, provider }));
}

function compareCase(
  folder: string,
  { name, provider }: { readonly name: string; readonly provider: CaseProvider },
): readonly ComparedResource[] {
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Case;
  const found = estimateCase(folder, expected);
  return expected.resources.map((each) => {
    const { differences, costMatches, foundCost } = compareResource(each, found.get(each.address));
    const differs = differences.length > 0 || !costMatches;
    const review = reviewedCases.find(
      (one) => differs && one.provider === provider && one.case === name && one.address.test(each.address),
    );
    const { address, type, monthlyCost: expectedCost } = each;
    return { case: name, address, type, differences, expectedCost, foundCost, costMatches, review };
  });
}

function estimateCase(folder: string, expected: Case): ReadonlyMap<string, ResourceEstimate> {
  const project = readProject(directoryTree(folder, 1e8), {
    path: '',
    name: 'case',
    workspace: 'default',
    environment: {},
    varFiles: [],
    vars: [],
  });
  const usagePath = expected.usageFile ? join(folder, expected.usageFile) : '';
  const usage = existsSync(usagePath)
    ? readUsageFile(load(readFileSync(usagePath, 'utf8'), { json: true }), { file: usagePath })
    : NO_USAGE;
  const estimate = estimateProject(project, {
    catalogue,
    book: embeddedBook,
    currency: 'USD',
    convert: (amount) => amount,
    usage,
    now: new Date(`${expected.goldenDate}T00:00:00Z`),
  });
  return new Map(estimate.resources.map((each) => [each.address, each]));
}
