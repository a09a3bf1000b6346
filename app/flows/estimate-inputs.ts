import type { Diagnostic } from '#app/errors.ts';
import type { Estimate, ProjectEstimate } from '#app/estimate/estimate.ts';
import { estimateProject, type ProjectDeps, sumProjects } from '#app/estimate/estimate-project.ts';
import { type UsageFile, usageOfProject } from '#app/estimate/usage.ts';
import type { TerraformProject } from '#app/terraform/resource.ts';
import type { Inputs, ManifestDocument } from './read-inputs.ts';

export interface EstimateInputsDeps extends ProjectDeps {
  /** Prices the manifests with the node pools that the Terraform describes, else by the configured basis. */
  readonly estimateManifests: (
    manifests: readonly ManifestDocument[],
    projects: readonly TerraformProject[],
  ) => readonly ProjectEstimate[];
  /** The estimate with the Kubernetes workloads that its Terraform deploys priced as workloads. */
  readonly estimateWorkloads: (
    estimate: ProjectEstimate,
    project: TerraformProject | undefined,
    around: Pick<Inputs, 'projects' | 'manifests'>,
  ) => ProjectEstimate;
}

/** The estimate of what one side of a change describes. */
export function estimateInputs(
  inputs: Pick<Inputs, 'projects' | 'manifests' | 'unrendered' | 'diagnostics'>,
  deps: EstimateInputsDeps,
): Estimate {
  // Traffic that only a usage file knows belongs to the run, not to each project of the same file.
  const seen = new Set<string>();
  const terraform = inputs.projects.map((project) => {
    const usage = usageOfProject(deps.usage, project);
    const isFirst = !seen.has(usage.path);
    seen.add(usage.path);
    return estimateProject(project, { ...deps, usage: isFirst ? usage : withoutUsageOnly(usage) });
  });
  const workloads = terraform.map((estimate, at) => deps.estimateWorkloads(estimate, inputs.projects[at], inputs));
  const kubernetes = inputs.manifests.length > 0 ? deps.estimateManifests(inputs.manifests, inputs.projects) : [];
  const found = inputs.diagnostics.length > 0 ? [withoutResources('kubernetes', inputs.diagnostics)] : [];
  const unrendered = inputs.unrendered.map((each) => withoutResources(each.name, [each.diagnostic]));
  return sumProjects([...workloads, ...kubernetes, ...unrendered, ...found], deps);
}

function withoutResources(name: string, diagnostics: readonly Diagnostic[]): ProjectEstimate {
  return { name, path: name, kind: 'kubernetes', workspace: null, resources: [], monthlyCost: null, diagnostics };
}

/** What went wrong while reading, over all projects. */
export function diagnosticsOf(estimate: Estimate): readonly Diagnostic[] {
  return estimate.projects.flatMap((project) => project.diagnostics);
}

/** The usage file without what is wrong with it: a report says that once. */
export function withoutWarnings(usage: UsageFile): UsageFile {
  const { warnings: _warnings, byProject, ...rest } = usage;
  if (!byProject) return rest;
  return { ...rest, byProject: byProject.map((each) => ({ ...each, usage: withoutWarnings(each.usage) })) };
}

function withoutUsageOnly(usage: ProjectDeps['usage']): ProjectDeps['usage'] {
  return {
    ...withoutWarnings(usage),
    byAddress: new Map([...usage.byAddress].filter(([address]) => !address.startsWith('aws_data_transfer.'))),
  };
}
