import type { FinopsConfig } from '#app/config/finops-config.ts';
import { difference } from '#app/estimate/difference.ts';
import { sumProjects } from '#app/estimate/estimate-project.ts';
import type { PullRequest } from '#app/github/pull-request.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import type { Tree } from '#app/source/tree.ts';
import { openPolicies, type PoliciesDeps } from './open-policies.ts';
import { policyInput } from './policy-input.ts';
import { pullRequestInput, surroundingsOf } from './review-pull-request.ts';

/** A merged plan in the words of the policies. */
export interface PlanPoliciesRequest {
  /** Of the base: its configuration, policies and waivers count. */
  readonly tree: Tree;
  readonly config: FinopsConfig;
  readonly pull: PullRequest;
  /** Path of the plan in the repository. */
  readonly path: string;
  readonly approvals: PolicyInput['approvals'];
  readonly book: PriceBook;
  readonly now: Date;
}

/**
 * What the pack `remediation` and the team's own policies say of a merged plan, in the engine of the gate; null where they
 * allow it, else why not. What cannot be judged is not allowed.
 * @throws ConfigError when settings, a waiver file or a policy path of the base is wrong.
 */
export async function judgePlan(request: PlanPoliciesRequest, deps: PoliciesDeps): Promise<string | null> {
  const { tree, config, pull, path, approvals, book, now } = request;
  const { remediation = {} } = config.policies.packs;
  const policies = { ...config.policies, packs: { remediation } };
  const opened = openPolicies({ tree, config: { ...config, policies }, overrides: [] }, deps);
  const nothing = sumProjects([], { book, currency: config.currency });
  const around = { ...surroundingsOf(pullRequestInput(pull, [path]), now), approvals, waivers: opened.waivers };
  const decision = await opened.evaluate(policyInput(difference(nothing, nothing), around));
  if (decision.decision === 'allow' || decision.decision === 'warn') return null;
  const denied = decision.results.filter((each) => each.outcome === 'deny' || each.outcome === 'error');
  return denied.map((each) => `${each.id}: ${each.message}`).join('; ') || `the policies say ${decision.decision}`;
}
