import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '#app/estimate/difference.ts';
import type { Estimate } from '#app/estimate/estimate.ts';
import { estimateText } from '#test/support/resources.ts';

const GOOGLE = 'provider "google" {\n  region = "us-central1"\n}\n';

/** A resource whose bill depends on one number: an attribute of the configuration. */
const CONFIGURED: readonly (readonly [string, (n: number) => string])[] = [
  ['aws_ebs_volume size', (n) => `resource "aws_ebs_volume" "x" {\n  type = "gp3"\n  size = ${n}\n}`],
  [
    'aws_ebs_volume iops',
    (n) => `resource "aws_ebs_volume" "x" {\n  type = "io2"\n  size = 50\n  iops = ${100 + n * 10}\n}`,
  ],
  [
    'aws_db_instance storage',
    (n) =>
      `resource "aws_db_instance" "x" {\n  engine = "mysql"\n  instance_class = "db.t3.medium"\n  allocated_storage = ${n}\n}`,
  ],
  [
    'aws_instance disk',
    (n) =>
      `resource "aws_instance" "x" {\n  instance_type = "m5.large"\n  root_block_device {\n    volume_size = ${n}\n  }\n}`,
  ],
  [
    'aws_eks_node_group nodes',
    (n) =>
      `resource "aws_eks_node_group" "x" {\n  instance_types = ["m5.large"]\n  scaling_config {\n    desired_size = ${n}\n    min_size = 1\n    max_size = 5000\n  }\n}`,
  ],
  [
    'aws_opensearch_domain nodes',
    (n) =>
      `resource "aws_opensearch_domain" "x" {\n  cluster_config {\n    instance_type = "m5.large.search"\n    instance_count = ${n}\n  }\n}`,
  ],
  [
    'azurerm_managed_disk size',
    (n) =>
      `resource "azurerm_managed_disk" "x" {\n  location = "westeurope"\n  storage_account_type = "Premium_LRS"\n  disk_size_gb = ${n}\n}`,
  ],
  [
    'google_compute_disk size',
    (n) =>
      `${GOOGLE}resource "google_compute_disk" "x" {\n  type = "pd-ssd"\n  size = ${n}\n  zone = "us-central1-a"\n}`,
  ],
];

/** A resource whose bill depends on one number: a key of the usage file. */
const USED: readonly (readonly [type: string, body: string, key: string, most: number])[] = [
  ['aws_s3_bucket', '', 'standard.storage_gb', 2_000_000],
  ['aws_lambda_function', '  memory_size = 1024\n', 'monthly_requests', 1e11],
  ['aws_nat_gateway', '', 'monthly_data_processed_gb', 1e6],
  ['aws_sqs_queue', '', 'monthly_requests', 1e12],
  ['aws_cloudwatch_log_group', '', 'monthly_data_ingested_gb', 1e6],
  ['aws_dynamodb_table', '  billing_mode = "PAY_PER_REQUEST"\n', 'monthly_read_request_units', 1e12],
  ['aws_cloudfront_distribution', '', 'monthly_data_transfer_to_internet_gb.us', 1e7],
  ['aws_data_transfer', '', 'monthly_outbound_internet_gb', 1e6],
  ['google_storage_bucket', '  location = "US"\n', 'storage_gb', 1e6],
  ['google_storage_bucket', '  location = "US"\n', 'monthly_egress_data_transfer_gb.worldwide', 1e6],
  ['google_pubsub_topic', '', 'monthly_message_data_tb', 1e4],
  ['google_dns_record_set', '', 'monthly_queries', 1e11],
  ['azurerm_nat_gateway', '  location = "eastus"\n', 'monthly_data_processed_gb', 1e6],
];

function usedCost([type, body, key]: (typeof USED)[number], amount: number): number {
  const keys: Record<string, unknown> = {
    ...(type === 'aws_data_transfer' ? { region: 'ap-northeast-1' } : {}),
    ...nested(key.split('.'), amount),
  };
  if (type === 'aws_lambda_function') keys['request_duration_ms'] = 300;
  const text = type === 'aws_data_transfer' ? '' : `${GOOGLE}resource "${type}" "x" {\n${body}}\n`;
  return costOf(estimateText(text, { usage: { resource_usage: { [`${type}.x`]: keys } } }));
}

function nested([first = '', ...rest]: readonly string[], value: unknown): Record<string, unknown> {
  return { [first]: rest.length === 0 ? value : nested(rest, value) };
}

function costOf(estimate: Estimate): number {
  return estimate.monthlyCost?.amount.toNumber() ?? 0;
}

describe('the cost of a resource', () => {
  it.each(CONFIGURED)('never falls with a larger %s', (_, text) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 0, max: 100 }), (n, more) => {
        const before = costOf(estimateText(text(n)));
        expect(before).toBeGreaterThan(0);
        expect(costOf(estimateText(text(n + more)))).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 12 },
    );
  });

  it.each(USED)('of type %s (%s) never falls with a larger %s, and is more than nothing in the end', (...sample) => {
    const [, , , most] = sample;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: most }), (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(usedCost(sample, less)).toBeLessThanOrEqual(usedCost(sample, more));
      }),
      { numRuns: 12 },
    );
    expect(usedCost(sample, most)).toBeGreaterThan(usedCost(sample, 0));
  });
});

describe('tiers', () => {
  /** Where the price lists begin another tier: S3 at 50 and 500 TB, CloudFront at 10 TB, Lambda at 6 billion GB-s. */
  const EDGES: readonly (readonly [(typeof USED)[number], readonly number[]])[] = [
    [
      ['aws_s3_bucket', '', 'standard.storage_gb', 0],
      [51_200, 512_000],
    ],
    [
      ['aws_cloudfront_distribution', '', 'monthly_data_transfer_to_internet_gb.us', 0],
      [10_240, 51_200, 153_600],
    ],
    [
      ['aws_data_transfer', '', 'monthly_outbound_internet_gb', 0],
      [10_240, 51_200, 153_600],
    ],
    [
      ['aws_lambda_function', '  memory_size = 1024\n', 'monthly_requests', 0],
      [20_000_000_000, 50_000_000_000],
    ],
    [
      ['google_storage_bucket', '  location = "US"\n', 'monthly_egress_data_transfer_gb.worldwide', 0],
      [1024, 10_240],
    ],
    [['google_dns_record_set', '', 'monthly_queries', 0], [1_000_000_000]],
  ];

  it.each(EDGES)('of %s have no step at their edges', (sample, edges) => {
    for (const edge of edges) {
      const before = usedCost(sample, edge - 1);
      const [at, after] = [usedCost(sample, edge), usedCost(sample, edge + 1)];
      // One unit more costs no more on either side of the edge than the average unit so far, rounding aside.
      const average = at / edge;
      expect(at - before).toBeGreaterThan(0);
      expect(after - at).toBeGreaterThan(0);
      expect(at - before).toBeLessThanOrEqual(average * 1.5 + 1e-4);
      expect(after - at).toBeLessThanOrEqual(average * 1.5 + 1e-4);
    }
  });

  it.each(EDGES)('of %s never cost more for a unit above an edge than below', (sample, edges) => {
    for (const edge of edges) {
      const span = edge / 8;
      const below = usedCost(sample, edge) - usedCost(sample, edge - span);
      const above = usedCost(sample, edge + span) - usedCost(sample, edge);
      expect(above).toBeLessThanOrEqual(below * (1 + 1e-9));
    }
  });
});

describe('an estimate', () => {
  const parts = [...CONFIGURED.map(([, text]) => text(100).replace(GOOGLE, '')), 'resource "aws_iam_role" "r" {}'].map(
    (text, index) => text.replace('" "', `" "r${index}`),
  );

  it('of several resources is the sum of theirs, whatever their order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: 1 }), (chosen) => {
        const whole = estimateText(GOOGLE + chosen.join('\n'));
        const sum = chosen.reduce((total, text) => total + costOf(estimateText(GOOGLE + text)), 0);
        expect(costOf(whole)).toBeCloseTo(sum, 9);
        const counts = Object.values(whole.coverage).reduce((total, count) => total + count, 0);
        expect(counts).toBe(chosen.length);
      }),
      { numRuns: 15 },
    );
  });

  it('has no difference with itself, and an opposite one the other way round', () => {
    fc.assert(
      fc.property(fc.subarray(parts), fc.subarray(parts), (a, b) => {
        const [one, other] = [estimateText(GOOGLE + a.join('\n')), estimateText(GOOGLE + b.join('\n'))];
        const same = difference(one, one);
        expect(same.resources.filter((each) => each.change !== 'no-op')).toEqual([]);
        expect(same.monthlyCost?.amount.isZero()).toBe(true);
        const [there, back] = [difference(one, other), difference(other, one)];
        expect(there.monthlyCost?.amount.plus(back.monthlyCost?.amount ?? 0).isZero()).toBe(true);
      }),
      { numRuns: 10 },
    );
  });
});
