/** Which billed consumption states a usage key, in the words of FOCUS: `ServiceName`, `SkuMeter`, `ConsumedUnit`. */
export interface UsageMeter {
  readonly type: string;
  readonly key: string;
  readonly service: RegExp;
  readonly meter: RegExp;
  /** The unit that the key counts as the bill states it. Another one does not count. */
  readonly unit: RegExp;
}

const GB = /^(gb|gigabytes?)$/i;
const GB_MONTH = /^gb-mo(nth)?s?$/i;
const REQUESTS = /^(requests?|api requests?|lambda requests?)$/i;

/**
 * AWS's usage types, which its FOCUS export has as `SkuMeter`, after the prefix of a region (`EUC1-NatGateway-Bytes`).
 * https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-line-item.html and, for S3,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html (facts read 2026-08-21).
 */
export const USAGE_METERS: readonly UsageMeter[] = [
  aws('aws_nat_gateway', 'monthly_data_processed_gb', /elastic compute cloud/i, 'NatGateway-Bytes', GB),
  aws('aws_elb', 'monthly_data_processed_gb', /load balancing/i, 'DataProcessing-Bytes', GB),
  aws('aws_vpc_endpoint', 'monthly_data_processed_gb', /virtual private cloud/i, 'VpcEndpoint-Bytes', GB),
  aws('aws_lambda_function', 'monthly_requests', /lambda/i, 'Request(?:-ARM)?', REQUESTS),
  aws('aws_s3_bucket', 'standard.storage_gb', /simple storage service/i, 'TimedStorage-ByteHrs', GB_MONTH),
  aws('aws_s3_bucket', 'standard.monthly_tier_1_requests', /simple storage service/i, 'Requests-Tier1', REQUESTS),
  aws('aws_s3_bucket', 'standard.monthly_tier_2_requests', /simple storage service/i, 'Requests-Tier2', REQUESTS),
  aws('aws_dynamodb_table', 'storage_gb', /dynamodb/i, 'TimedStorage-ByteHrs', GB_MONTH),
  aws('aws_cloudwatch_log_group', 'monthly_data_ingested_gb', /cloudwatch/i, 'DataProcessing-Bytes', GB),
  aws('aws_cloudwatch_log_group', 'storage_gb', /cloudwatch/i, 'TimedStorage-ByteHrs', GB_MONTH),
  aws('aws_cloudwatch_log_group', 'monthly_data_scanned_gb', /cloudwatch/i, 'DataScanned-Bytes', GB),
  aws('aws_ecr_repository', 'storage_gb', /container registry/i, 'TimedStorage-ByteHrs', GB_MONTH),
  aws('aws_efs_file_system', 'storage_gb', /elastic file system/i, 'TimedStorage-ByteHrs', GB_MONTH),
  aws('aws_secretsmanager_secret', 'monthly_requests', /secrets manager/i, 'AWSSecretsManagerAPIRequest', REQUESTS),
  aws('aws_sqs_queue', 'monthly_requests', /simple queue service/i, 'Requests(?:-FIFO)?-Tier1', REQUESTS),
  aws('aws_sns_topic', 'monthly_requests', /simple notification service/i, 'Requests-Tier1', REQUESTS),
];

function aws(type: string, key: string, service: RegExp, meter: string, unit: RegExp): UsageMeter {
  return { type, key, service, meter: new RegExp(`^(?:[A-Z0-9]+-)?${meter}$`), unit };
}
