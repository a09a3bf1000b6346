import { describe, expect, it } from 'vitest';
import { openCatalogue } from '#app/catalog/registry.ts';
import { estimateProject } from '#app/estimate/estimate-project.ts';
import { NO_USAGE } from '#app/estimate/usage.ts';
import { readState } from '#app/terraform/plan-json.ts';
import { embeddedBook } from '#test/support/resources.ts';

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly index?: number | string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** As `terraform show -json` writes a state: https://developer.hashicorp.com/terraform/internals/json-format#values-representation */
function shown(resources: readonly Resource[]): string {
  const listed = resources.map(({ type, name, index, values }) => ({
    address: `${type}.${name}${index === undefined ? '' : `[${JSON.stringify(index)}]`}`,
    mode: 'managed',
    type,
    name,
    ...(index === undefined ? {} : { index }),
    provider_name: `registry.terraform.io/hashicorp/${type.split('_')[0]}`,
    schema_version: 0,
    values,
    sensitive_values: {},
  }));
  return JSON.stringify({
    format_version: '1.0',
    terraform_version: '1.13.0',
    values: { root_module: { resources: listed } },
  });
}

/** As Terraform keeps it. */
function kept(resources: readonly Resource[]): string {
  return JSON.stringify({
    version: 4,
    terraform_version: '1.13.0',
    resources: resources.map(({ type, name, index, values }) => ({
      mode: 'managed',
      type,
      name,
      provider: `provider["registry.terraform.io/hashicorp/${type.split('_')[0]}"]`,
      instances: [{ ...(index === undefined ? {} : { index_key: index }), schema_version: 0, attributes: values }],
    })),
  });
}

function costs(text: string): Readonly<Record<string, number | null>> {
  return Object.fromEntries(estimated(text).map((each) => [each.address, each.monthlyCost?.amount.toNumber() ?? null]));
}

function estimated(text: string) {
  return estimateProject(readState(text, 'state.json'), {
    catalogue: openCatalogue(),
    book: embeddedBook,
    currency: 'USD',
    convert: (amount) => amount,
    usage: NO_USAGE,
    now: new Date('2026-11-25T00:00:00Z'),
  }).resources;
}

describe.each([
  ['terraform show -json', shown],
  ['terraform.tfstate', kept],
])('a state as %s writes it', (_, write) => {
  it('knows a launch template by the id in the block, though a state has no expressions', () => {
    const found = costs(
      write([
        {
          type: 'aws_launch_template',
          name: 't',
          values: {
            id: 'lt-0abc',
            arn: 'arn:aws:ec2:us-east-1:123456789012:launch-template/lt-0abc',
            name: 'web',
            instance_type: 'm5.large',
          },
        },
        {
          type: 'aws_autoscaling_group',
          name: 'g',
          values: {
            id: 'web',
            arn: 'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/web',
            desired_capacity: 2,
            launch_template: [{ id: 'lt-0abc', name: 'web', version: '1' }],
          },
        },
      ]),
    );
    // 2 × 0.096 × 730: https://aws.amazon.com/ec2/pricing/on-demand/.
    expect(found['aws_autoscaling_group.g']).toBeCloseTo(2 * 0.096 * 730, 2);
  });

  it('has a resource that names no region in the one region that all others name', () => {
    const bucket = (region: string, name: string) => ({
      type: 'aws_sqs_queue',
      name,
      values: { id: name, arn: `arn:aws:sqs:${region}:123456789012:${name}`, name },
    });
    const gateway = { type: 'aws_nat_gateway', name: 'n', values: { id: 'nat-0abc', subnet_id: 'subnet-1' } };
    // https://aws.amazon.com/vpc/pricing/: 0.045 an hour in us-east-1, 0.048 in eu-west-1.
    expect(costs(write([bucket('eu-west-1', 'q'), gateway]))['aws_nat_gateway.n']).toBeCloseTo(0.048 * 730, 4);
    const both = write([bucket('eu-west-1', 'q'), bucket('eu-central-1', 'r'), gateway]);
    expect(costs(both)['aws_nat_gateway.n']).toBeCloseTo(0.045 * 730, 4);
  });

  it('knows who uses an address by its id in a block', () => {
    const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/n/1';
    const address = (name: string) => ({
      type: 'aws_eip',
      name,
      values: { id: `eipalloc-${name}`, allocation_id: `eipalloc-${name}`, domain: 'vpc', public_ip: '198.51.100.7' },
    });
    const mapped = ['a', 'b'].map((name) => ({ subnet_id: 'subnet-1', allocation_id: `eipalloc-${name}` }));
    const balancer = {
      type: 'aws_lb',
      name: 'n',
      values: { id: arn, arn, load_balancer_type: 'network', subnet_mapping: mapped },
    };
    const rows = estimated(write([address('a'), address('b'), address('c'), balancer])).map(
      (each) => each.components[0]?.name,
    );
    expect(rows.slice(0, 3)).toEqual(['IP address (in use)', 'IP address (in use)', 'IP address (if unused)']);
  });

  it('keeps the keys of instances in their addresses', () => {
    const gateway = (index: number | string) => ({
      type: 'aws_nat_gateway',
      name: 'n',
      index,
      values: { id: `nat-${index}` },
    });
    expect(Object.keys(costs(write([gateway(0), gateway('eu "west"')])))).toEqual([
      'aws_nat_gateway.n[0]',
      'aws_nat_gateway.n["eu \\"west\\""]',
    ]);
  });
});
