import type { Diagnostic } from '#app/errors.ts';
import { placeText } from '#app/errors.ts';
import { difference } from '#app/estimate/difference.ts';
import type { Estimate } from '#app/estimate/estimate.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import type { PolicyResult } from '#app/policy/result.ts';
import { diagnosticsOf, type EstimateInputsDeps, estimateInputs, withoutWarnings } from './estimate-inputs.ts';
import type { GateReport } from './gate-report.ts';
import { type PolicySurroundings, policyInput } from './policy-input.ts';
import type { Inputs } from './read-inputs.ts';

/** What the policies say of one input. */
export type PolicyVerdict = Omit<GateReport, 'difference' | 'budgets' | 'anomalies'> & {
  /** Where the policies read them themselves. */
  readonly budgets?: PolicyInput['budgets'];
  readonly anomalies?: PolicyInput['anomalies'];
};

export interface GateRequest {
  readonly prior: Inputs;
  readonly planned: Inputs;
  readonly around: PolicySurroundings;
}

/** Judges an input; `unread` is what could not be read of it, and makes the decision an error. */
export type EvaluateChange = (input: PolicyInput, unread: readonly PolicyResult[]) => Promise<PolicyVerdict>;

export interface GateDeps {
  readonly estimating: EstimateInputsDeps;
  /** Evaluates packs and custom policies. Never throws for a policy: what fails is a result with outcome `error`. */
  readonly evaluate: EvaluateChange;
}

/** Estimates both sides, compares them and asks the policies. A part that could not be read makes it an error. */
export async function gateChange(request: GateRequest, deps: GateDeps): Promise<GateReport> {
  const { estimating } = deps;
  const prior = estimateInputs(request.prior, { ...estimating, usage: withoutWarnings(estimating.usage) });
  const planned = estimateInputs(request.planned, estimating);
  const changes = difference(prior, planned, request.planned.changes);
  const untouched = untouchedProjects(request);
  const unread = [
    ...unreadResults(prior, { side: 'prior', untouched }),
    ...unreadResults(planned, { side: 'planned', untouched }),
  ];
  const around = { ...request.around, environment: environmentOf(request) };
  const verdict = await deps.evaluate(policyInput(changes, around), unread);
  // Whoever evaluates may have let it be: what could not be read is never allowed.
  const decision = unread.length === 0 ? verdict.decision : 'error';
  const { budgets = around.budgets, anomalies = around.anomalies } = verdict;
  return { ...verdict, decision, difference: changes, budgets, anomalies };
}

/** The environment that was named, else the one workspace that all projects of the change are configured for. */
function environmentOf({ prior, planned, around }: GateRequest): string | null {
  const projects = planned.projects.length > 0 ? planned.projects : prior.projects;
  const [workspace = null, ...others] = new Set(projects.map((each) => each.workspace));
  return around.environment ?? (others.length === 0 ? workspace : null);
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
): readonly PolicyResult[] {
  return diagnosticsOf({ ...estimate, projects: estimate.projects.filter((each) => !untouched.includes(each.name)) })
    .filter((each) => each.severity === 'error')
    .map((each) => unreadResult(each, side));
}

function unreadResult(found: Diagnostic, side: string): PolicyResult {
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
