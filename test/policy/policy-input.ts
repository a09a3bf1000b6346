import type { PolicyInput, PolicyResource } from '#app/policy/input.ts';

const FREE = { monthlyCost: 0, complete: true };

/** An input in which nothing is wrong, with overrides. */
export function policyInput(overrides: Partial<PolicyInput> = {}): PolicyInput {
  return {
    schema: 'finops.policy/v1',
    now: '2026-11-25T12:00:00Z',
    currency: 'USD',
    priceBook: { asOf: '2026-11-01' },
    environment: null,
    pullRequest: null,
    actor: null,
    estimate: {
      prior: { monthlyCost: 100, complete: true },
      planned: { monthlyCost: 100, complete: true },
      difference: { monthlyCost: 0, percent: 0 },
      coverage: { priced: 1, free: 0, unsupported: 0, unpriced: 0, unknown: 0 },
      range: null,
    },
    resources: [],
    workloads: [],
    budgets: [],
    anomalies: [],
    waivers: [],
    approvals: [],
    ...overrides,
  };
}

/** A created machine that is priced. */
export function policyResource(overrides: Partial<PolicyResource> = {}): PolicyResource {
  return {
    address: 'aws_instance.web',
    type: 'aws_instance',
    provider: 'aws',
    region: 'eu-west-1',
    module: '',
    change: 'create',
    prior: FREE,
    planned: { monthlyCost: 70.08, complete: true },
    attributes: { instance_type: 'm7i.large' },
    unknownAttributes: [],
    tags: {},
    unknownTags: [],
    costComponents: [],
    support: 'priced',
    file: 'main.tf',
    line: 1,
    ...overrides,
  };
}
