import type { StatedUsage } from '#app/catalog/resource-reader.ts';
import type { ResourceInstance, TerraformProject } from '#app/terraform/resource.ts';
import { coverageOf, totalCost, totalRange } from './amounts.ts';
import { assumedUsage, type UsageSize } from './assumed-usage.ts';
import type { Estimate, ProjectEstimate } from './estimate.ts';
import { type EstimateDeps, resourceEstimator } from './estimate-resource.ts';
import { openSurroundings } from './surroundings.ts';
import type { UsageFile } from './usage.ts';

export interface ProjectDeps extends EstimateDeps {
  readonly usage: UsageFile;
  /** Consumption that the warehouse measured; asked for what the usage file does not state. */
  readonly measured?: (resource: ResourceInstance, key: string, region: () => string | null) => StatedUsage | undefined;
  /** How large an estate to assume where nobody states or measured a usage; left out: nothing is assumed. */
  readonly usageSize?: UsageSize;
  /** The clock of date-dependent billing. */
  readonly now: Date;
  /** Called after each resource, for whoever shows progress. */
  readonly onResource?: () => void;
}

/** Types that exist only in a usage file: traffic belongs to no Terraform resource. */
const USAGE_ONLY_TYPES: readonly string[] = ['aws_data_transfer'];

/** The estimate of one root module, plan or state. Data sources are read, never billed. */
export function estimateProject(project: TerraformProject, deps: ProjectDeps): ProjectEstimate {
  const resources = [...project.resources, ...usageOnlyResources(project, deps.usage)];
  const around = openSurroundings({
    resources,
    usage: deps.usage,
    measured: deps.measured,
    assumed: deps.usageSize === undefined ? undefined : assumedUsage(deps.usageSize, deps.catalogue),
    machines: deps.book,
    now: deps.now,
  });
  const estimateOf = resourceEstimator({ ...deps, around });
  const estimates = resources
    .filter((each) => each.mode === 'managed')
    .map((each) => {
      const estimate = estimateOf(each);
      deps.onResource?.();
      return estimate;
    });
  return {
    name: project.name,
    path: project.path,
    kind: project.kind,
    workspace: project.workspace,
    resources: estimates,
    monthlyCost: totalCost(estimates, deps.currency),
    diagnostics: deps.usage.warnings ? [...project.diagnostics, ...deps.usage.warnings] : project.diagnostics,
  };
}

/** The estimate of several projects together. */
export function sumProjects(
  projects: readonly ProjectEstimate[],
  deps: Pick<EstimateDeps, 'book' | 'currency'>,
): Estimate {
  const resources = projects.flatMap((each) => each.resources);
  const coverage = coverageOf(projects);
  const total = totalCost(resources, deps.currency);
  // A part that could not be read is missing from every amount; a zero beside it says nothing.
  const unread = projects.some((each) => each.diagnostics.some((found) => found.severity === 'error'));
  return {
    currency: deps.currency,
    projects,
    monthlyCost: unread && total?.amount.isZero() ? null : total,
    complete: !unread && coverage.unsupported + coverage.unpriced + coverage.unknown === 0,
    coverage,
    priceBook: { asOf: deps.book.asOf, currency: deps.book.currency, digest: deps.book.digest },
    range: totalRange(resources, deps.currency),
  };
}

function usageOnlyResources(project: TerraformProject, usage: UsageFile): readonly ResourceInstance[] {
  const present = new Set(project.resources.map((each) => each.address));
  return [...usage.byAddress].flatMap(([address, keys]) => {
    const [type, name] = address.split('.');
    if (!type || !name || !USAGE_ONLY_TYPES.includes(type) || present.has(address)) return [];
    const region = keys.get('region');
    return [usageOnlyResource({ address, type, name }, typeof region === 'string' ? region : null)];
  });
}

function usageOnlyResource(
  identity: { readonly address: string; readonly type: string; readonly name: string },
  region: string | null,
): ResourceInstance {
  return {
    ...identity,
    mode: 'managed',
    index: null,
    module: '',
    provider: identity.type.split('_', 1)[0] ?? '',
    providerRegion: region,
    attributes: region === null ? {} : { region },
    unknownReasons: {},
    sensitivePaths: [],
    references: {},
    tags: null,
    source: null,
  };
}
