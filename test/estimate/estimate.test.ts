import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '#app/estimate/difference.ts';
import { estimateText } from '#test/support/resources.ts';

describe('an estimate', () => {
  it('of a NAT gateway is 730 hours at the listed price', () => {
    // 0.045 an hour in us-east-1 (https://aws.amazon.com/vpc/pricing/) × 730 = 32.85.
    const estimate = estimateText('resource "aws_nat_gateway" "n" {}');
    expect(estimate.monthlyCost?.amount.toFixed()).toBe('32.85');
    expect(estimate.coverage).toEqual({ priced: 1, free: 0, unsupported: 0, unpriced: 0, unknown: 0 });
  });

  it('adds usage that is stated', () => {
    // 32.85 + 1,000 GB × 0.045.
    const usage = { resource_usage: { 'aws_nat_gateway.n': { monthly_data_processed_gb: 1000 } } };
    expect(estimateText('resource "aws_nat_gateway" "n" {}', { usage }).monthlyCost?.amount.toFixed()).toBe('77.85');
  });

  it('reports an unknown attribute part by part and still prices the others', () => {
    const estimate = estimateText('variable "t" {}\nresource "aws_instance" "i" { instance_type = var.t }');
    const [resource] = estimate.projects[0]!.resources;
    expect(resource?.support).toBe('unknown');
    expect(resource?.complete).toBe(false);
    const unknown = resource?.components.find((row) => row.priceState === 'unknown');
    expect(unknown?.monthlyCost).toBeNull();
    expect(unknown?.reason).toContain('var.t has no value');
    // The root volume is 8 GB of gp2 at 0.10 (https://aws.amazon.com/ebs/pricing/).
    expect(resource?.monthlyCost?.amount.toFixed()).toBe('0.8');
  });

  it('of a type that is not in the catalogue is unsupported and its amount null', () => {
    const estimate = estimateText('resource "aws_no_such_thing" "x" {}');
    expect(estimate.projects[0]?.resources[0]).toMatchObject({ support: 'unsupported', monthlyCost: null });
    expect(estimate.monthlyCost).toBeNull();
  });

  it('of a price that is missing in the region is unpriced, not zero', () => {
    const estimate = estimateText('resource "aws_nat_gateway" "n" {}', { region: 'xx-nowhere-9' });
    expect(estimate.projects[0]?.resources[0]).toMatchObject({
      support: 'unpriced',
      monthlyCost: null,
      complete: false,
    });
  });

  it('of a usage that nobody stated depends on usage, also where its price is missing: there is nothing to price', () => {
    const text = 'resource "aws_nat_gateway" "n" {}';
    const processed = (usage: Readonly<Record<string, unknown>>) =>
      estimateText(text, { region: 'xx-nowhere-9', usage }).projects[0]?.resources[0]?.components[1];
    expect(processed({})).toMatchObject({ priceState: 'usage', monthlyCost: null, unitPrice: null });
    expect(processed({})?.reason).toMatch(/^depends on usage: state monthly_data_processed_gb; .*xx-nowhere-9/);
    const usage = { resource_usage: { 'aws_nat_gateway.n': { monthly_data_processed_gb: 1000 } } };
    expect(processed(usage)).toMatchObject({ priceState: 'unpriced', monthlyCost: null });
  });

  it('of nothing is zero', () => {
    expect(estimateText('').monthlyCost?.amount.toFixed()).toBe('0');
  });

  it('of an unknown number of instances says so', () => {
    const estimate = estimateText('variable "n" {}\nresource "aws_nat_gateway" "n" { count = var.n }');
    expect(estimate.projects[0]?.resources[0]).toMatchObject({ support: 'unknown', complete: false });
    expect(estimate.projects[0]?.resources[0]?.reason).toContain('var.n has no value');
  });

  it('never shows a sensitive value', () => {
    const estimate = estimateText(
      'variable "t" {\n  sensitive = true\n  default = "m5.large"\n}\nresource "aws_instance" "i" {\n  instance_type = var.t\n  tags = { owner = var.t }\n}',
    );
    const [resource] = estimate.projects[0]!.resources;
    expect(JSON.stringify(resource?.components)).not.toContain('m5.large');
    expect(resource?.tags?.values['owner']).toBe('(sensitive)');
    expect(resource?.monthlyCost).not.toBeNull();
  });

  it('costs the more the more there is of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16_000 }), fc.integer({ min: 0, max: 1000 }), (size, more) => {
        const cost = (gib: number) =>
          estimateText(`resource "aws_ebs_volume" "v" { size = ${gib} }`).monthlyCost!.amount;
        expect(cost(size + more).greaterThanOrEqualTo(cost(size))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('is additive over resources', () => {
    const one = estimateText('resource "aws_ebs_volume" "a" { size = 7 }').monthlyCost!.amount;
    const two = estimateText('resource "aws_ebs_volume" "b" { size = 13 }').monthlyCost!.amount;
    const both = estimateText(
      'resource "aws_ebs_volume" "a" { size = 7 }\nresource "aws_ebs_volume" "b" { size = 13 }',
    );
    expect(both.monthlyCost?.amount.toFixed()).toBe(one.plus(two).toFixed());
  });
});

describe('the difference', () => {
  const prior = 'resource "aws_ebs_volume" "v" { size = 10 }\nresource "aws_nat_gateway" "n" {}';

  it('of an estimate with itself is empty', () => {
    const same = difference(estimateText(prior), estimateText(prior));
    expect(same.resources.every((each) => each.change === 'no-op')).toBe(true);
    expect(same.monthlyCost?.amount.toFixed()).toBe('0');
  });

  it('names what is created, updated and deleted', () => {
    const planned = 'resource "aws_ebs_volume" "v" { size = 30 }\nresource "aws_ebs_volume" "w" { size = 1 }';
    const found = difference(estimateText(prior), estimateText(planned));
    const changes = Object.fromEntries(
      found.resources.map((each) => [each.address, [each.change, each.monthlyCost?.amount.toFixed()]]),
    );
    // gp2 at 0.10 a GB: 20 × 0.10, 1 × 0.10, and the gateway's 32.85 gone.
    expect(changes).toEqual({
      'aws_ebs_volume.v': ['update', '2'],
      'aws_ebs_volume.w': ['create', '0.1'],
      'aws_nat_gateway.n': ['delete', '-32.85'],
    });
    expect(found.monthlyCost?.amount.toFixed()).toBe('-30.75');
  });

  it('is not known when the planned cost is not', () => {
    const planned = [
      'variable "t" {}',
      'resource "aws_instance" "i" {',
      '  instance_type = var.t',
      '  root_block_device {',
      '    volume_size = var.t',
      '  }',
      '}',
    ].join('\n');
    expect(difference(estimateText(''), estimateText(planned)).monthlyCost).toBeNull();
  });

  it('follows a component that changes its label', () => {
    const of = (type: string) => estimateText(`resource "aws_instance" "i" { instance_type = "${type}" }`);
    const [resource] = difference(of('m5.large'), of('m5.xlarge')).resources;
    const compute = resource?.components.find((each) => each.name.startsWith('Instance usage'));
    // 0.192 − 0.096 an hour (https://aws.amazon.com/ec2/pricing/on-demand/) × 730.
    expect(compute?.monthlyCost?.amount.toFixed()).toBe('70.08');
    expect(compute?.prior?.name).toContain('m5.large');
  });
});
