import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

/** A plan of one NAT gateway, 32.85 USD a month in us-east-1 ($0.045 an hour, aws.amazon.com/vpc/pricing). */
function plan(action: 'create' | 'no-op'): string {
  const at = { address: 'aws_nat_gateway.a', mode: 'managed', type: 'aws_nat_gateway', name: 'a' };
  const values = { root_module: { resources: [{ ...at, provider_name: 'aws', values: { tags: null } }] } };
  const region = { region: { constant_value: 'us-east-1' } };
  return JSON.stringify({
    format_version: '1.2',
    planned_values: values,
    ...(action === 'create' ? {} : { prior_state: { format_version: '1.0', values } }),
    configuration: {
      provider_config: { aws: { name: 'aws', expressions: region } },
      root_module: { resources: [{ ...at, provider_config_key: 'aws', expressions: {} }] },
    },
    resource_changes: [
      { ...at, change: { actions: [action], before: null, after: { tags: null }, after_unknown: {} } },
    ],
  });
}

const CONFIG = 'version: 1\npolicies: { packs: { tags: { required: [team] } } }\n';

describe('plans of several environments with the same addresses', () => {
  it.each([
    ['dev.json', 'prod.json'],
    ['prod.json', 'dev.json'],
    ['dev/plan.json', 'prod/plan.json'],
    ['prod/plan.json', 'dev/plan.json'],
  ])('are judged each by its own changes: %s, %s', async (first, second) => {
    const planOf = (file: string): string => plan(file.startsWith('dev') ? 'create' : 'no-op');
    const files = { [first]: planOf(first), [second]: planOf(second) };
    const cwd = folderWith({ '.github/finops.yml': CONFIG, ...files });
    const ran = await runFinops(['gate', first, second, '--format', 'json'], { cwd });
    const { decision, results, estimate } = JSON.parse(ran.out);
    expect(estimate.diffTotalMonthlyCost).toBe('32.85');
    expect(estimate.projects).toHaveLength(2);
    expect(decision).toBe('deny');
    const denied = results.filter((each: { readonly outcome: string }) => each.outcome === 'deny');
    // What stands untouched is not this change's.
    expect(denied.map(({ id }: { readonly id: string }) => id)).toEqual(['tags/required']);
  });
});
