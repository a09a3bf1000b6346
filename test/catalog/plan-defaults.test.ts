import { describe, expect, it } from 'vitest';
import { openCatalogue } from '#app/catalog/registry.ts';
import { estimateProject } from '#app/estimate/estimate-project.ts';
import { NO_USAGE } from '#app/estimate/usage.ts';
import { readPlan } from '#app/terraform/plan-json.ts';
import { embeddedBook } from '#test/support/resources.ts';

interface Written {
  readonly values: Readonly<Record<string, unknown>>;
  readonly unknown: Readonly<Record<string, unknown>>;
  readonly expressions: Readonly<Record<string, unknown>>;
}

/** The estimate of one machine as a plan shows it. */
function machine({ values, unknown, expressions }: Written) {
  const home = { address: 'google_compute_instance.m', mode: 'managed', type: 'google_compute_instance', name: 'm' };
  const provider = 'registry.terraform.io/hashicorp/google';
  const plan = {
    format_version: '1.2',
    planned_values: { root_module: { resources: [{ ...home, provider_name: provider, values }] } },
    resource_changes: [
      { ...home, change: { actions: ['create'], before: null, after: values, after_unknown: unknown } },
    ],
    configuration: {
      provider_config: { google: { name: 'google', full_name: provider } },
      root_module: { resources: [{ ...home, provider_config_key: 'google', expressions }] },
    },
  };
  const { planned } = readPlan(JSON.stringify(plan), 'plan.json');
  const estimate = estimateProject(planned, {
    catalogue: openCatalogue(),
    book: embeddedBook,
    currency: 'USD',
    convert: (amount) => amount,
    usage: NO_USAGE,
    now: new Date('2026-11-25T00:00:00Z'),
  });
  return estimate.resources[0];
}

// What Terraform 1.11 marks as unknown for a machine that states its type, zone and image only.
const COMPUTED = {
  id: true,
  guest_accelerator: true,
  scheduling: true,
  boot_disk: [{ source: true, initialize_params: [{ size: true, type: true }] }],
};
const VALUES = {
  machine_type: 'e2-medium',
  zone: 'us-central1-a',
  boot_disk: [{ initialize_params: [{ image: 'debian-cloud/debian-12' }] }],
  scratch_disk: [],
};
const EXPRESSIONS = {
  machine_type: { constant_value: 'e2-medium' },
  boot_disk: [{ initialize_params: [{ image: { constant_value: 'debian-cloud/debian-12' } }] }],
};

describe('in a plan', () => {
  it('what nobody wrote and the provider computes has its default', () => {
    const found = machine({ values: VALUES, unknown: COMPUTED, expressions: EXPRESSIONS });
    expect(found?.components.map((row) => [row.name, row.monthlyQuantity?.toNumber()])).toEqual([
      ['Instance usage (Linux/UNIX, on-demand, e2-medium)', 730],
      ['Standard provisioned storage (pd-standard)', 10],
    ]);
    expect(found).toMatchObject({ support: 'priced', complete: true });
  });

  it('what depends on another resource stays unknown', () => {
    const { machine_type: _, ...values } = VALUES;
    const found = machine({
      values,
      unknown: { ...COMPUTED, machine_type: true },
      expressions: { ...EXPRESSIONS, machine_type: { references: ['terraform_data.t.output', 'terraform_data.t'] } },
    });
    expect(found).toMatchObject({ support: 'unknown', complete: false });
    expect(found?.components[0]?.reason).toContain('terraform_data.t.output');
  });

  it('what stands in a dynamic block, which a plan does not show, stays unknown', () => {
    const found = machine({
      values: { ...VALUES, guest_accelerator: [{ count: 1 }] },
      unknown: { ...COMPUTED, guest_accelerator: [{ type: true }] },
      expressions: EXPRESSIONS,
    });
    const row = found?.components.find((each) => each.priceState === 'unknown');
    expect([row?.name, row?.reason]).toEqual(['GPUs', expect.stringContaining('dynamic block')]);
  });
});
