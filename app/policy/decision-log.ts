import type { PolicyInput } from './input.ts';
import type { Override } from './overrides.ts';
import type { OpenedBundle } from './policy-bundle.ts';
import type { PolicyResult, Verdict } from './result.ts';
import type { PolicySettings } from './settings.ts';
import type { PlacedWaiver } from './waiver.ts';

/**
 * One decision in OPA's own format, so that its readers read ours.
 * https://www.openpolicyagent.org/docs/management-decision-logs (EventV1, read 2026-11-25).
 */
export interface DecisionEvent {
  readonly labels: { readonly app: string; readonly policy_digest: string };
  readonly decision_id: string;
  readonly path: 'finops/gate/findings';
  readonly input: PolicyInput;
  readonly result: {
    readonly decision: Verdict['decision'];
    readonly results: readonly PolicyResult[];
  };
  /** What, besides the input, the decision was made of: enough to make it again. */
  readonly request_context: {
    readonly settings: PolicySettings;
    readonly custom_policies: readonly { readonly path: string; readonly text: string }[];
    readonly bundle?: OpenedBundle;
    readonly waivers: readonly PlacedWaiver[];
    readonly overrides: readonly Override[];
    readonly unread: readonly PolicyResult[];
  };
  /** JSON pointers of what was taken out. */
  readonly erased: readonly string[];
  /** JSON pointers of what was replaced. */
  readonly masked: readonly string[];
  /** RFC 3339: the clock of the evaluation. */
  readonly timestamp: string;
  readonly metrics: { readonly timer_rego_query_eval_ns: number };
}

interface Requested {
  readonly input: PolicyInput;
  readonly settings: PolicySettings;
  readonly customPolicies: readonly { readonly path: string; readonly text: string }[];
  readonly bundle?: OpenedBundle | null;
  readonly waivers: readonly PlacedWaiver[];
  readonly overrides: readonly Override[];
  readonly unread?: readonly PolicyResult[];
}

interface Decided {
  readonly decision: Verdict['decision'];
  readonly results: readonly PolicyResult[];
  readonly policyDigest: string;
  readonly decisionId: string;
  readonly durationMs: number;
}

/** The event of a decision, not yet masked. */
export function decisionEvent(request: Requested, decision: Decided): DecisionEvent {
  const { input, settings, customPolicies, waivers, overrides, unread = [], bundle } = request;
  return {
    labels: { app: 'cloud-finops-toolkit', policy_digest: decision.policyDigest },
    decision_id: decision.decisionId,
    path: 'finops/gate/findings',
    input,
    result: { decision: decision.decision, results: decision.results },
    request_context: {
      settings,
      custom_policies: customPolicies,
      ...(bundle ? { bundle } : {}),
      waivers,
      overrides,
      unread,
    },
    erased: [],
    masked: [],
    timestamp: input.now,
    metrics: { timer_rego_query_eval_ns: decision.durationMs * 1_000_000 },
  };
}

/** The event as one line of JSON Lines. */
export function decisionLine(event: DecisionEvent): string {
  return `${JSON.stringify(event)}\n`;
}
