import type { ReviewedCase } from '../reviewed-case.ts';

const RESERVED = {
  verdict: 'no-price',
  provider: 'aws',
  reason:
    'no list has the rate of EC2 with a part upfront, or any of these classes of RDS: the row is unpriced until a commitment states one',
  source: 'https://aws.amazon.com/ec2/pricing/reserved-instances/pricing/',
} as const;

const HOST = {
  verdict: 'no-price',
  provider: 'aws',
  reason: 'the facts hold no prices of dedicated hosts: the row is unpriced until a refresh',
  source: 'https://aws.amazon.com/ec2/dedicated-hosts/pricing/',
} as const;

/** The AWS cases that differ, each looked at again on 2026-11-25. */
export const awsCases: readonly ReviewedCase[] = [
  { ...HOST, case: 'ec2_host_test', address: /^aws_ec2_host\./ },
  { ...HOST, case: 'instance_test', address: /^aws_ec2_host\.mac$/ },
  { ...RESERVED, case: 'instance_test', address: /\.(std|cnvr)_[13]yr_partial_upfront$/ },
  {
    verdict: 'ours',
    provider: 'aws',
    case: 'eks_node_group_test',
    address: /\.example_with_launch_template/,
    reason: 'the template gives each node a public IPv4 address, which is billed by the hour since 2024-02-01',
    source: 'https://aws.amazon.com/vpc/pricing/',
  },
  {
    ...RESERVED,
    case: 'rds_cluster_instance_test',
    address: /\.cluster_instance_[13]yr_(no|partial)_upfront$/,
    source: 'https://aws.amazon.com/rds/reserved-instances/',
  },
  {
    verdict: 'no-price',
    provider: 'aws',
    case: 'instance_test',
    address: /\.instance_withLaunchTemplateBy(Id|Name)$/,
    reason: 'the template asks for dedicated tenancy, for which the facts hold no price of t3.medium',
    source: 'https://aws.amazon.com/ec2/pricing/dedicated-instances/',
  },
  {
    verdict: 'no-price',
    provider: 'aws',
    case: 'dynamodb_table_china_test',
    address: /\.my_dynamodb_table_china$/,
    reason: 'the facts hold no DynamoDB prices of the China regions: every row is shown as unpriced',
    source: 'https://www.amazonaws.cn/en/dynamodb/pricing/',
  },
  {
    verdict: 'no-price',
    provider: 'aws',
    case: 's3_bucket_china_test',
    address: /\.bucket_china(_with_usage)?$/,
    reason: 'the facts hold no prices of S3 Select and of several classes in the China regions',
    source: 'https://www.amazonaws.cn/en/s3/pricing/',
  },
  {
    verdict: 'ours',
    provider: 'aws',
    case: 'opensearch_domain_test',
    address: /^aws_opensearch_domain\.(gp2|io1|std)$/,
    reason: 'volume size and IOPS are those of the volume of each data node: times the number of nodes',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html',
  },
  {
    verdict: 'ours',
    provider: 'aws',
    case: 'rds_cluster_instance_test',
    address: /^aws_rds_cluster\.aurora_io_optimized$/,
    reason: 'Aurora I/O-Optimized has no charge for I/O (infracost issue 3591)',
    source: 'https://aws.amazon.com/rds/aurora/pricing/',
  },
  {
    verdict: 'ours',
    provider: 'aws',
    case: 'sns_topic_test',
    address: /^aws_sns_topic\.sns_topic(_another_region)?$/,
    reason:
      'an SMS costs what country and carrier ask, so no price stands for a topic that states none: the row appears with the first stated subscription, the case shows one without unit, quantity and price',
    source: 'https://aws.amazon.com/sns/sms-pricing/',
  },
];
