import type { Estimate, ProjectEstimate, ResourceEstimate } from '#app/estimate/estimate.ts';
import { applyEdits } from '#app/remediation/code-edit.ts';
import type { Located } from '#app/remediation/group-findings.ts';
import {
  REQUESTS_ABOVE_LIMITS,
  type RequestAboveLimit,
  requestsAboveLimits,
} from '#app/remediation/requests-above-limits.ts';
import { savingsOf } from '#app/remediation/savings.ts';
import type { EstimateInputsDeps } from './estimate-inputs.ts';
import type { FindRequest } from './find-remediations.ts';
import type { ManifestDocument } from './read-inputs.ts';

/** What could cost less in the manifests of the tree; what a tool rendered has no line of a person's. */
export function findInManifests(found: FindRequest, deps: EstimateInputsDeps): readonly Located[] {
  const { settings, inputs, request, estimate } = found;
  if (!(settings.remedies?.includes(REQUESTS_ABOVE_LIMITS.id) ?? true)) return [];
  const own = inputs.manifests.filter((each) => !each.isRendered && request.tree.read(each.file) !== null);
  const byFile = new Map(own.map((each) => [each.file, requestsAboveLimits(each.text, each.file)] as const));
  if ([...byFile.values()].every((each) => each.length === 0)) return [];
  const planned = estimateEdited(byFile, { inputs, deps });
  return [...byFile.values()].flat().flatMap((each) => locate(each, { estimate, planned, deps }));
}

function estimateEdited(
  byFile: ReadonlyMap<string, readonly RequestAboveLimit[]>,
  { inputs, deps }: { readonly inputs: FindRequest['inputs']; readonly deps: EstimateInputsDeps },
): ReadonlyMap<string, ResourceEstimate> {
  const manifests: readonly ManifestDocument[] = inputs.manifests.map((each) => {
    const edits = each.isRendered ? [] : (byFile.get(each.file) ?? []).map(({ edit }) => edit);
    return edits.length === 0 ? each : { ...each, text: applyEdits(each.text, edits) };
  });
  const { onResource: _, ...rest } = deps;
  const projects = rest.estimateManifests(manifests, inputs.projects);
  return new Map(projects.flatMap((project) => project.resources.map((each) => [keyOf(project, each), each] as const)));
}

function locate(
  found: RequestAboveLimit,
  at: {
    readonly estimate: Estimate;
    readonly planned: ReadonlyMap<string, ResourceEstimate>;
    readonly deps: EstimateInputsDeps;
  },
): readonly Located[] {
  const { edit, container, resource: kind, request, limit } = found;
  const holders = at.estimate.projects.flatMap((project) =>
    project.resources.filter((each) => each.workload && holds(each, edit)).map((each) => ({ project, each })),
  );
  return holders.map(({ project, each }) => {
    const planned = at.planned.get(keyOf(project, each)) ?? null;
    const basis = { currency: at.deps.currency, mayBeCommitted: REQUESTS_ABOVE_LIMITS.mayBeCommitted };
    return {
      remedy: REQUESTS_ABOVE_LIMITS,
      resource: each,
      project: project.name,
      proposal: {
        reason: `${each.address}: ${container} requests ${kind} ${request}, above its limit of ${limit}.`,
        evidence: [
          { what: `${kind} request and limit`, value: `${request}, ${limit}`, source: `${edit.file}:${edit.line}` },
        ],
        changes: [],
        cautions: ['Kubernetes refuses such a pod: where it runs all the same, a webhook changes it on its way.'],
      },
      savings: savingsOf([{ prior: each, planned }], basis),
      edits: { kind: 'edits', edits: [edit] },
    };
  });
}

function holds({ source }: ResourceEstimate, { file, line }: RequestAboveLimit['edit']): boolean {
  return source?.file === file && source.startLine <= line && line <= source.endLine;
}

function keyOf(project: ProjectEstimate, { address }: ResourceEstimate): string {
  return `${project.name}\0${address}`;
}
