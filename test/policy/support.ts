import { join } from 'node:path';
import { type PolicyAssets, readPolicyAssets } from '#app/policy/assets.ts';
import { evaluatePolicies, type PolicyDecision, type PolicyRequest } from '#app/policy/evaluate-policies.ts';
import { readPolicySettings } from '#app/policy/settings.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { policyInput } from './policy-input.ts';

export const policiesDirectory: string = join(repositoryRoot, 'policies');

export const assets: PolicyAssets = readPolicyAssets(policiesDirectory);

/** Evaluates with defaults for whatever the test does not state. */
export function decide(
  request: Partial<Omit<PolicyRequest, 'settings'>> & { readonly settings?: unknown },
): Promise<PolicyDecision> {
  return evaluatePolicies(
    {
      input: policyInput(),
      customPolicies: [],
      waivers: [],
      overrides: [],
      ...request,
      settings: readPolicySettings(request.settings, assets),
    },
    { assets, newId: () => '00000000-0000-4000-8000-000000000000' },
  );
}

/** A custom policy file whose rules read `input`. */
export function custom(text: string): { readonly path: string; readonly text: string } {
  return { path: '.finops/policies/own.rego', text };
}
