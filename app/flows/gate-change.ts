import type { Diagnostic } from '#app/errors.ts';
import { placeText } from '#app/errors.ts';
import { difference } from '#app/estimate/difference.ts';
import type { Estimate } from '#app/estimate/estimate.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import { diagnosticsOf, type EstimateInputsDeps, estimateInputs } from './estimate-inputs.ts';
import type { GateReport, GateResult } from './gate-report.ts';
import { type PolicySurroundings, policyInput } from './policy-input.ts';
import type { Inputs } from './read-inputs.ts';

/** What the policies say of one input. */
export type PolicyVerdict = Omit<GateReport, 'difference'>;

export interface GateRequest {
  readonly prior: Inputs;
  readonly planned: Inputs;
  readonly around: PolicySurroundings;
}

export interface GateDeps {
  readonly estimating: EstimateInputsDeps;
  /** Evaluates packs and custom policies. Never throws for a policy: what fails is a result with outcome `error`. */
  readonly evaluate: (input: PolicyInput) => Promise<PolicyVerdict>;
}

/** Estimates both sides, compares them and asks the policies. A part that could not be read makes it an error. */
export async function gateChange(request: GateRequest, deps: GateDeps): Promise<GateReport> {
  const prior = estimateInputs(request.prior, deps.estimating);
  const planned = estimateInputs(request.planned, deps.estimating);
  const changes = difference(prior, planned, request.planned.changes);
  const verdict = await deps.evaluate(policyInput(changes, request.around));
  const untouched = untouchedProjects(request);
  const unread = [
    ...unreadResults(prior, { side: 'prior', untouched }),
    ...unreadResults(planned, { side: 'planned', untouched }),
  ];
  if (unread.length === 0) return { ...verdict, difference: changes };
  return { ...verdict, decision: 'error', results: [...unread, ...verdict.results], difference: changes };
}

/** Charts and kustomizations that cannot be rendered, but are the same on both sides: the change is not theirs. */
function untouchedProjects({ prior, planned }: GateRequest): readonly string[] {
  return planned.unrendered
    .filter((each) => prior.unrendered.some((other) => other.name === each.name && other.digest === each.digest))
    .map((each) => each.name);
}

function unreadResults(
  estimate: Estimate,
  { side, untouched }: { readonly side: 'prior' | 'planned'; readonly untouched: readonly string[] },
): readonly GateResult[] {
  return diagnosticsOf({ ...estimate, projects: estimate.projects.filter((each) => !untouched.includes(each.name)) })
    .filter((each) => each.severity === 'error')
    .map((each) => unreadResult(each, side));
}

function unreadResult(found: Diagnostic, side: string): GateResult {
  return {
    id: 'input/unreadable',
    pack: 'input',
    severity: 'high',
    level: 'hard',
    outcome: 'error',
    message: `${side}: ${found.message}${found.place ? ` (${placeText(found.place)})` : ''}`,
    resource: null,
    file: found.place?.file ?? null,
    line: found.place?.line ?? null,
    docs: null,
    fix: found.remedy ?? null,
    overrideDigest: null,
  };
}
