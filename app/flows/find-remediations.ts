import type { Estimate, ProjectEstimate, ResourceEstimate } from '#app/estimate/estimate.ts';
import { estimateProject } from '#app/estimate/estimate-project.ts';
import { usageOfProject } from '#app/estimate/usage.ts';
import type { Money } from '#app/measure/money.ts';
import { CODE_REMEDIES } from '#app/remediation/code/registry.ts';
import { editsOf, type PlannedEdits } from '#app/remediation/code-edit.ts';
import { findProposals, type Proposed } from '#app/remediation/find-proposals.ts';
import type { SavingsAnswer } from '#app/remediation/finding.ts';
import { type CodeFinding, groupFindings, type Located } from '#app/remediation/group-findings.ts';
import type { WantedChange } from '#app/remediation/remedy.ts';
import { savingsOf } from '#app/remediation/savings.ts';
import type { RemediationSettings } from '#app/remediation/settings.ts';
import { simulate } from '#app/remediation/simulate.ts';
import { type OpenProject, openProject } from '#app/terraform/find-instance.ts';
import type { TerraformProject } from '#app/terraform/resource.ts';
import { type EstimateInputsDeps, withoutWarnings } from './estimate-inputs.ts';
import { findInManifests } from './find-in-manifests.ts';
import { findInputs, type ProjectSpec } from './find-inputs.ts';
import { type InputRequest, type Inputs, projectRequestOf } from './read-inputs.ts';

/** The inputs of a run, as they were read and what they cost. */
export interface FindRequest {
  readonly request: InputRequest;
  readonly inputs: Inputs;
  readonly estimate: Estimate;
  readonly settings: RemediationSettings;
}

export interface CodeFindings {
  readonly findings: readonly CodeFinding[];
  /** What all of them save together, worked out at once: two on one resource are not added. Null where not known. */
  readonly together: Money | null;
}

/** What could cost less by an edit of the code, the largest saving first. Nothing is written. */
export function findRemediations(found: FindRequest, deps: EstimateInputsDeps): CodeFindings {
  const specs = findInputs(found.request).projects;
  const located: Located[] = [];
  const all = new Map<ProjectEstimate, Map<string, readonly WantedChange[]>>();
  for (const [at, project] of found.inputs.projects.entries()) {
    const estimate = found.estimate.projects[at];
    if (!estimate) continue;
    const proposed = findProposals(estimate.resources, {
      remedies: CODE_REMEDIES,
      settings: found.settings,
      machine: (type) => deps.book.machine('aws', type),
    });
    const own = locate(proposed, { project, estimate, spec: specs[at], request: found.request, deps });
    located.push(...own);
    const changes = new Map<string, readonly WantedChange[]>();
    for (const { resource, proposal } of own) {
      changes.set(resource.address, [...(changes.get(resource.address) ?? []), ...proposal.changes]);
    }
    if (changes.size > 0) all.set(estimate, changes);
  }
  located.push(...findInManifests(found, deps));
  const findings = groupFindings(located).toSorted((one, other) => compare(one.finding.savings, other.finding.savings));
  return { findings, together: togetherOf(found, { all, deps }) };
}

interface Place {
  readonly project: TerraformProject;
  readonly estimate: ProjectEstimate;
  readonly spec: ProjectSpec | undefined;
  readonly request: InputRequest;
  readonly deps: EstimateInputsDeps;
}

function locate(proposed: readonly Proposed[], place: Place): readonly Located[] {
  const { deps, estimate, project } = place;
  let opened: OpenProject | undefined;
  const open = (spec: ProjectSpec): OpenProject => {
    opened ??= openProject(place.request.tree, projectRequestOf(spec, place.request));
    return opened;
  };
  return [...Map.groupBy(proposed, (each) => each.remedy)].flatMap(([remedy, own]) => {
    const changes = new Map(own.map(({ resource, proposal }) => [resource.address, proposal.changes]));
    const planned = byAddress(estimateAgain(simulate(project, changes), deps).resources);
    return own.flatMap((each): readonly Located[] => {
      const { proposal, resource } = each;
      const after = proposal.savesAll ? null : (planned.get(resource.address) ?? null);
      const basis = { currency: deps.currency, mayBeCommitted: remedy.mayBeCommitted };
      const savings: SavingsAnswer = proposal.unknownSavings
        ? { state: 'unknown', reason: proposal.unknownSavings }
        : savingsOf([{ prior: resource, planned: after }], basis);
      // What is not cheaper by the price book of this repository is no finding.
      if (savings.state === 'known' && !savings.savings.expected.amount.greaterThan(0)) return [];
      const edits = proposal.changes.length === 0 ? null : located(each, { ...place, open });
      return [{ ...each, project: estimate.name, savings, edits }];
    });
  });
}

function located(
  { resource, proposal }: Proposed,
  { spec, project, open }: Place & { readonly open: (spec: ProjectSpec) => OpenProject },
): PlannedEdits {
  if (project.kind !== 'terraform_dir' || spec === undefined) {
    const what =
      project.kind === 'terragrunt_dir' ? 'inputs of Terragrunt are not traced' : 'a plan has no source lines';
    return { kind: 'declined', reason: `${what}; name the directory of the module` };
  }
  return editsOf(open(spec), { address: resource.address, changes: proposal.changes });
}

function estimateAgain(project: TerraformProject, deps: EstimateInputsDeps): ProjectEstimate {
  const { onResource: _, ...rest } = deps;
  return estimateProject(project, { ...rest, usage: withoutWarnings(usageOfProject(deps.usage, project)) });
}

function byAddress(resources: readonly ResourceEstimate[]): ReadonlyMap<string, ResourceEstimate> {
  return new Map(resources.map((each) => [each.address, each]));
}

function togetherOf(
  found: FindRequest,
  at: {
    readonly all: ReadonlyMap<ProjectEstimate, ReadonlyMap<string, readonly WantedChange[]>>;
    readonly deps: EstimateInputsDeps;
  },
): Money | null {
  const pairs = [...at.all].flatMap(([estimate, changes]) => {
    const project = found.inputs.projects[found.estimate.projects.indexOf(estimate)];
    if (!project) return [];
    const planned = byAddress(estimateAgain(simulate(project, changes), at.deps).resources);
    return estimate.resources.flatMap((prior) =>
      changes.has(prior.address) && prior.monthlyCost !== null && prior.complete
        ? [{ prior, planned: changes.get(prior.address)?.length === 0 ? null : (planned.get(prior.address) ?? null) }]
        : [],
    );
  });
  const answer = savingsOf(pairs, { currency: at.deps.currency, mayBeCommitted: false });
  return answer.state === 'known' ? answer.savings.expected : null;
}

function compare(one: SavingsAnswer, other: SavingsAnswer): number {
  if (one.state === 'unknown' || other.state === 'unknown')
    return Number(one.state === 'unknown') - Number(other.state === 'unknown');
  return other.savings.expected.amount.comparedTo(one.savings.expected.amount);
}
