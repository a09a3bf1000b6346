import { describe, expect, it } from 'vitest';
import { extendedSupportYear } from '#app/catalog/aws/extended-support.ts';
import { gp3Baseline } from '#app/catalog/aws/rds-storage.ts';
import { estimateText } from '#test/support/resources.ts';

/** Rows of the resource called `x`, by name: quantity, unit price and monthly cost as text. */
function rowsOf(main: string, usage: Readonly<Record<string, unknown>> = {}) {
  const type = /resource "(\w+)" "x"/.exec(main)?.[1] ?? '';
  const estimate = estimateText(main, { usage: { resource_usage: { [`${type}.x`]: usage } } });
  const subject = estimate.projects[0]?.resources.find((each) => each.address === `${type}.x`);
  return new Map(
    subject?.components.map((row) => [
      [...row.path, row.name].join(' > '),
      {
        quantity: row.monthlyQuantity?.toFixed() ?? null,
        price: row.unitPrice?.toFixed() ?? null,
        cost: row.monthlyCost?.amount.toFixed() ?? null,
      },
    ]),
  );
}

describe('where the reference program is known to be wrong, AWS', () => {
  it('does not take the size of a restored file system for zero: it is that of the backup, which is not known', () => {
    const rows = rowsOf(
      'resource "aws_fsx_windows_file_system" "x" {\n  backup_id = "backup-1"\n  throughput_capacity = 32\n}',
    );
    expect(rows.get('Throughput capacity')?.quantity).toBe('32');
    expect(rows.get('Storage')).toMatchObject({ quantity: null, cost: null });
  });

  it('bills the archive tiers of Intelligent-Tiering by their own gigabytes', () => {
    // https://aws.amazon.com/s3/pricing/: archive access 0.0036, deep archive access 0.00099 a GB in us-east-1.
    const rows = rowsOf('resource "aws_s3_bucket" "x" {}', {
      intelligent_tiering: {
        frequent_access_storage_gb: 1000,
        infrequent_access_storage_gb: 500,
        archive_access_storage_gb: 200,
        deep_archive_access_storage_gb: 100,
      },
    });
    expect(rows.get('Intelligent tiering > Storage (archive access)')?.cost).toBe('0.72');
    expect(rows.get('Intelligent tiering > Storage (deep archive access)')?.cost).toBe('0.099');
  });

  it('fills the volume tiers of S3 Standard in order', () => {
    // https://aws.amazon.com/s3/pricing/: 0.023 for the first 50 TB, 0.022 for the next 450 TB.
    // 60,000 GB = 51,200 × 0.023 + 8,800 × 0.022 = 1,177.60 + 193.60.
    const rows = rowsOf('resource "aws_s3_bucket" "x" {}', { standard: { storage_gb: 60_000 } });
    expect(rows.get('Standard > Storage')).toEqual({ quantity: '51200', price: '0.023', cost: '1177.6' });
    expect(rows.get('Standard > Storage (next 450 TB)')?.cost).toBe('193.6');
  });

  it('shows fast snapshot restore whatever is stated for block requests', () => {
    // https://aws.amazon.com/ebs/pricing/: 0.75 for a DSU-hour in us-east-1. 10 × 0.75.
    const main = 'resource "aws_ebs_snapshot" "x" { volume_id = "vol-1" }';
    const rows = rowsOf(main, { fast_snapshot_restore_hours: 10 });
    expect(rows.get('Fast snapshot restore')?.cost).toBe('7.5');
  });

  it('bills no I/O for an Aurora cluster that is I/O-Optimized', () => {
    // https://aws.amazon.com/rds/aurora/pricing/: storage at 0.225 (2.25 × 0.10), no charge for I/O.
    const main = 'resource "aws_rds_cluster" "x" {\n  engine = "aurora-mysql"\n  storage_type = "aurora-iopt1"\n}';
    const rows = rowsOf(main, { storage_gb: 100, read_requests_per_sec: 100 });
    expect(rows.has('I/O requests')).toBe(false);
    expect(rows.get('Storage (I/O-optimized)')?.cost).toBe('22.5');
  });

  it('knows that gp3 of Oracle is striped from 200 GB on, and of SQL Server never', () => {
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
    expect(gp3Baseline('oracle', 200)).toEqual({ iops: 12_000, throughput: 500 });
    expect(gp3Baseline('mysql', 399)).toEqual({ iops: 3000, throughput: 125 });
    expect(gp3Baseline('mysql', 400)).toEqual({ iops: 12_000, throughput: 500 });
    expect(gp3Baseline('sqlserver', 1000)).toEqual({ iops: 3000, throughput: 125 });
  });

  it('counts managed rule groups of WAF by themselves', () => {
    // https://aws.amazon.com/waf/pricing/: 1.00 a month for each rule and each group.
    const rule = (statement: string) =>
      `rule {\n  name = "r"\n  priority = 1\n  statement {\n    ${statement} {\n      name = "m"\n    }\n  }\n}`;
    const managed = rule('managed_rule_group_statement');
    const main = `resource "aws_wafv2_web_acl" "x" {\n${managed}\n${managed}\n${rule('rule_group_reference_statement')}\n}`;
    const rows = rowsOf(main);
    expect(rows.get('Managed rule groups')).toMatchObject({ quantity: '2', cost: '2' });
    expect(rows.get('Rule groups')).toMatchObject({ quantity: '1', cost: '1' });
  });

  it('bills RSA data key pairs at their own price', () => {
    // https://aws.amazon.com/kms/pricing/: 12.00 for 10,000 RSA pairs, 0.10 for 10,000 ECC pairs.
    const usage = { monthly_rsa_data_key_pair_requests: 10_000, monthly_ecc_data_key_pair_requests: 10_000 };
    const rows = rowsOf('resource "aws_kms_key" "x" {}', usage);
    expect(rows.get('RSA GenerateDataKeyPair requests')?.cost).toBe('12');
    expect(rows.get('ECC GenerateDataKeyPair requests')?.cost).toBe('0.1');
  });

  it('bills a volume for each data node of an OpenSearch domain', () => {
    // https://aws.amazon.com/opensearch-service/pricing/: gp3 0.122 a GB in us-east-1. 3 × 100 × 0.122.
    const cluster = 'cluster_config {\n  instance_type = "m6g.large.search"\n  instance_count = 3\n}';
    const disks = 'ebs_options {\n  ebs_enabled = true\n  volume_type = "gp3"\n  volume_size = 100\n}';
    const rows = rowsOf(`resource "aws_opensearch_domain" "x" {\n${cluster}\n${disks}\n}`);
    expect(rows.get('Storage (gp3)')).toMatchObject({ quantity: '300', cost: '36.6' });
  });

  it('bills a public IPv4 address in use', () => {
    // https://aws.amazon.com/vpc/pricing/: 0.005 an hour, in use or idle. × 730.
    const main = 'resource "aws_eip" "x" {}\nresource "aws_nat_gateway" "n" { allocation_id = aws_eip.x.id }';
    expect(rowsOf(main).get('IP address (in use)')?.cost).toBe('3.65');
  });

  it.each([
    [
      'aws_launch_template',
      'network_interfaces { associate_public_ip_address = true }',
      'launch_template { id = aws_launch_template.t.id }',
    ],
    [
      'aws_launch_configuration',
      'associate_public_ip_address = true',
      'launch_configuration = aws_launch_configuration.t.id',
    ],
  ])('bills the public IPv4 addresses of a group through its %s', (type, address, reference) => {
    // https://aws.amazon.com/vpc/pricing/: 3 × 0.005 × 730.
    const template = `resource "${type}" "t" {\n  instance_type = "m5.large"\n  image_id = "ami-1"\n`;
    const group = `resource "aws_autoscaling_group" "x" {\n  desired_capacity = 3\n  ${reference}\n}`;
    const row = `${type}.t > Public IPv4 address (in use)`;
    expect(rowsOf(`${group}\n${template}  ${address}\n}`).get(row)?.cost).toBe('10.95');
    expect(rowsOf(`${group}\n${template}}`).has(row)).toBe(false);
  });

  it('bills the instances that ECS runs on with their group, and the service itself with nothing', () => {
    const main = [
      'resource "aws_launch_template" "t" { instance_type = "m5.large" }',
      'resource "aws_autoscaling_group" "x" {\n  desired_capacity = 2\n  launch_template { id = aws_launch_template.t.id }\n}',
      'resource "aws_ecs_capacity_provider" "c" {\n  auto_scaling_group_provider { auto_scaling_group_arn = aws_autoscaling_group.x.arn }\n}',
    ].join('\n');
    // https://aws.amazon.com/ec2/pricing/on-demand/: 2 × 0.096 × 730.
    const machines = rowsOf(main).get('aws_launch_template.t > Instance usage (Linux/UNIX, on-demand, m5.large)');
    expect(machines?.cost).toBe('140.16');
    const service = 'resource "aws_ecs_service" "x" {\n  launch_type = "EC2"\n  desired_count = 5\n}';
    expect([...rowsOf(service).keys()]).toEqual([]);
  });

  it.each([
    [
      'aws_instance',
      'instance_type = "m5.large"\n  instance_market_options { market_type = "spot" }',
      /spot, m5\.large/,
      70.08,
    ],
    [
      'aws_eks_node_group',
      'instance_types = ["m5.large"]\n  capacity_type = "SPOT"\n  scaling_config { desired_size = 2 }',
      /spot, m5\.large/,
      140.16,
    ],
  ])(
    'bills Spot of an %s by the discount that is stated, and knows no price without it',
    (type, body, name, onDemand) => {
      const main = `resource "${type}" "x" {\n  ami = "ami-1"\n  ${body}\n}`;
      const costOf = (usage: Readonly<Record<string, unknown>>) =>
        [...rowsOf(main, usage)].find(([row]) => name.test(row))?.[1].cost ?? null;
      expect(costOf({})).toBeNull();
      expect(Number(costOf({ spot_discount_percent: 65 }))).toBeCloseTo(onDemand * 0.35, 6);
    },
  );

  it.each([
    // The services' pages for us-east-1: t3.medium 0.0261 an hour for a year without anything upfront, 0.018 for three.
    ['aws_instance', 'ami = "ami-1"\n  instance_type = "t3.medium"', ['1_year', 'no_upfront'], 0.0261],
    ['aws_instance', 'ami = "ami-1"\n  instance_type = "t3.medium"', ['3_year', 'no_upfront'], 0.018],
    // db.m5.large of MySQL 0.171 on demand, 0.1095 for a year.
    ['aws_db_instance', 'engine = "mysql"\n  instance_class = "db.m5.large"', ['1_year', 'no_upfront'], 0.1095],
    // cache.m5.large 0.156 on demand, 0.106 for a year.
    ['aws_elasticache_cluster', 'engine = "redis"\n  node_type = "cache.m5.large"', ['1_year', 'no_upfront'], 0.106],
  ])('bills a reserved %s at the rate of its term (%#)', (type, body, [term, payment], hourly) => {
    const usage = { reserved_instance_term: term, reserved_instance_payment_option: payment };
    const [, row] =
      [...rowsOf(`resource "${type}" "x" {\n  ${body}\n}`, usage)].find(([name]) => name.includes('reserved')) ?? [];
    expect(Number(row?.cost) / 730 / hourly).toBeCloseTo(1, 2);
  });

  it('knows no reserved rate of an engine or a payment that no list has', () => {
    const aurora =
      'resource "aws_rds_cluster_instance" "x" {\n  engine = "aurora-mysql"\n  instance_class = "db.r6g.large"\n}';
    const usage = { reserved_instance_term: '1_year', reserved_instance_payment_option: 'no_upfront' };
    const [, row] = [...rowsOf(aurora, usage)].find(([name]) => name.includes('reserved')) ?? [];
    expect(row).toMatchObject({ quantity: '730', cost: null });
  });

  it('bills Fargate Spot by the discount that is stated', () => {
    const main = [
      'resource "aws_ecs_service" "x" {\n  desired_count = 2\n  task_definition = aws_ecs_task_definition.t.arn',
      '  capacity_provider_strategy { capacity_provider = "FARGATE_SPOT" }\n}',
      'resource "aws_ecs_task_definition" "t" {\n  family = "t"\n  cpu = 1024\n  memory = 2048\n}',
    ].join('\n');
    expect(rowsOf(main).get('Per vCPU per hour')?.cost).toBeNull();
    // https://aws.amazon.com/fargate/pricing/: 0.04048 a vCPU-hour; 70 % less: 2 × 0.04048 × 730 × 0.3.
    const stated = rowsOf(main, { spot_discount_percent: 70 }).get('Per vCPU per hour')?.cost;
    expect(Number(stated)).toBeCloseTo(17.73024, 6);
  });

  it('decides extended support by the day it is told, not by today', () => {
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html
    expect(extendedSupportYear('postgres', '12.20', new Date('2025-02-28T00:00:00Z'))).toBeUndefined();
    expect(extendedSupportYear('postgres', '12.20', new Date('2025-03-01T00:00:00Z'))).toBe(1);
    expect(extendedSupportYear('postgres', '12.20', new Date('2027-03-01T00:00:00Z'))).toBe(3);
    expect(extendedSupportYear('postgres', '16.4', new Date('2026-11-25T00:00:00Z'))).toBeUndefined();
  });

  it('adds the surcharge of extended support to the price of an EKS cluster', () => {
    // https://aws.amazon.com/eks/pricing/: 0.60 an hour in extended support. × 730.
    const rows = rowsOf('resource "aws_eks_cluster" "x" { version = "1.29" }');
    expect(rows.get('EKS cluster (extended support)')).toEqual({ quantity: '730', price: '0.6', cost: '438' });
  });
});
