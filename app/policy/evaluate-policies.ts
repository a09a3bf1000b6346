import { createHash } from 'node:crypto';
import { PolicyError } from '#app/errors.ts';
import type { PolicyAssets } from './assets.ts';
import { parseRfc3339 } from './builtins/time.ts';
import { bundleResults } from './bundle-results.ts';
import { customResults } from './custom-results.ts';
import { type DecisionEvent, decisionEvent } from './decision-log.ts';
import { errorResult } from './error-result.ts';
import type { PolicyInput } from './input.ts';
import type { NativeOpa } from './native-opa.ts';
import { plannedCosts } from './override-digest.ts';
import { applyOverrides, type Override, type OverrideUse } from './overrides.ts';
import { packResults } from './pack-results.ts';
import type { OpenedBundle } from './policy-bundle.ts';
import type { PolicyResult, Verdict } from './result.ts';
import type { PolicySettings } from './settings.ts';
import { verdictOf } from './verdict.ts';
import type { PlacedWaiver } from './waiver.ts';
import { applyWaivers, type WaiverUse } from './waivers.ts';

/** A Rego file of the base branch. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
}

export interface PolicyRequest {
  readonly input: PolicyInput;
  readonly settings: PolicySettings;
  readonly customPolicies: readonly PolicyFile[];
  /** Policies that were compiled elsewhere. */
  readonly bundle?: OpenedBundle | null;
  readonly waivers: readonly PlacedWaiver[];
  readonly overrides: readonly Override[];
  /** What already keeps the gate from judging, as `error` results: a file that did not parse, a prior that could not be read. */
  readonly unread?: readonly PolicyResult[];
}

export interface PolicyDeps {
  readonly assets: PolicyAssets;
  /** An `opa` of the machine, which evaluates custom policies where the settings say `engine: opa`. */
  readonly opa?: NativeOpa;
  /** A fresh identifier for the decision. */
  readonly newId: () => string;
}

/** What the gate decides, with everything that an audit needs. */
export interface PolicyDecision extends Verdict {
  readonly results: readonly PolicyResult[];
  readonly waivers: readonly WaiverUse[];
  readonly overrides: readonly OverrideUse[];
  /** SHA-256 of packs, settings and custom policies: equal digests decide equally. */
  readonly policyDigest: string;
  readonly decisionId: string;
  readonly durationMs: number;
  /** To be appended to the decision log as one line of JSON. */
  readonly event: DecisionEvent;
}

/**
 * Evaluates the packs and the custom policies over an input. It never throws for a policy's fault: whatever could not
 * be judged is a result with the outcome `error`, and an error never allows.
 */
export async function evaluatePolicies(request: PolicyRequest, deps: PolicyDeps): Promise<PolicyDecision> {
  const started = performance.now();
  const judged = await judge(request, deps);
  const waived = applyWaivers(judged, { waivers: request.waivers, input: request.input });
  const overridden = applyOverrides(waived.results, request.overrides);
  const results = overridden.results;
  const decision = {
    ...verdictOf(results),
    results,
    waivers: waived.uses,
    overrides: overridden.uses,
    policyDigest: policyDigest(request, deps),
    decisionId: deps.newId(),
    durationMs: Math.round(performance.now() - started),
  };
  return { ...decision, event: decisionEvent(request, decision) };
}

async function judge(request: PolicyRequest, deps: PolicyDeps): Promise<readonly PolicyResult[]> {
  const { input, settings } = request;
  const unread = request.unread ?? [];
  let nowNs: string;
  try {
    nowNs = String(parseRfc3339(input.now));
  } catch (cause) {
    return [...unread, errorResult(new PolicyError('the clock of the input is not a time', { cause }), 'gate/clock')];
  }
  const context = { settings, nowNs, inputText: () => JSON.stringify(input), costs: plannedCosts(input), input };
  const [packs, custom, bundled] = await Promise.all([
    packResults(context, deps.assets),
    customResults({ ...context, files: request.customPolicies }, deps),
    bundleResults({ ...context, bundle: request.bundle ?? null }, deps.assets),
  ]);
  return [...unread, ...packs, ...custom, ...bundled];
}

function policyDigest(request: PolicyRequest, deps: PolicyDeps): string {
  const files = request.customPolicies.map(({ path, text }) => [path, text]).sort();
  const covered = [deps.assets.index.sources, request.settings, files, ...(request.bundle ? [request.bundle] : [])];
  return createHash('sha256').update(JSON.stringify(covered)).digest('hex');
}
