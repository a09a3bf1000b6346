import type { Diagnostic } from '#app/errors.ts';
import type { Estimate, ProjectEstimate } from '#app/estimate/estimate.ts';
import { estimateProject, type ProjectDeps, sumProjects } from '#app/estimate/estimate-project.ts';
import type { TerraformProject } from '#app/terraform/resource.ts';
import type { ManifestDocument } from './read-inputs.ts';

export interface EstimateInputsDeps extends ProjectDeps {
  /** Prices the manifests with the node pools that the Terraform describes, else by the configured basis. */
  readonly estimateManifests: (
    manifests: readonly ManifestDocument[],
    projects: readonly TerraformProject[],
  ) => readonly ProjectEstimate[];
}

/** The estimate of what one side of a change describes. */
export function estimateInputs(
  inputs: { readonly projects: readonly TerraformProject[]; readonly manifests: readonly ManifestDocument[] },
  deps: EstimateInputsDeps,
): Estimate {
  // Traffic that only a usage file knows belongs to the run, not to each project.
  const terraform = inputs.projects.map((project, index) =>
    estimateProject(project, index === 0 ? deps : { ...deps, usage: withoutUsageOnly(deps.usage) }),
  );
  const kubernetes = inputs.manifests.length > 0 ? deps.estimateManifests(inputs.manifests, inputs.projects) : [];
  return sumProjects([...terraform, ...kubernetes], deps);
}

/** What went wrong while reading, over all projects. */
export function diagnosticsOf(estimate: Estimate): readonly Diagnostic[] {
  return estimate.projects.flatMap((project) => project.diagnostics);
}

function withoutUsageOnly(usage: ProjectDeps['usage']): ProjectDeps['usage'] {
  return {
    ...usage,
    byAddress: new Map([...usage.byAddress].filter(([address]) => !address.startsWith('aws_data_transfer.'))),
  };
}
