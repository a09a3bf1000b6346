import type { ReviewedGap } from '../reviewed-gaps.ts';

const ONE_REGION = 'AWS lists it by region; the price facts know it from published examples of one region only';

function everywhere(file: string, rows: RegExp, reason = ONE_REGION): ReviewedGap {
  return { provider: 'aws', file, rows, regions: 'everywhere', reason };
}

/** Listed in us-east-1 only. */
function inEurope(file: string, rows: RegExp, reason = ONE_REGION): ReviewedGap {
  return { provider: 'aws', file, rows, regions: ['eu-west-1', 'eu-central-1'], reason };
}

/** Listed in us-east-1 and eu-west-1. */
function inFrankfurt(file: string, rows: RegExp, reason = ONE_REGION): ReviewedGap {
  return { provider: 'aws', file, rows, regions: ['eu-central-1'], reason };
}

/** Rows of AWS types without a price in the embedded book, reviewed on 2026-11-25. A refresh brings them. */
export const awsGaps: readonly ReviewedGap[] = [
  inEurope('acm_certificate', /^Certificate$/),
  inEurope('acmpca_certificate_authority', /^(Certificates \(first 1K\)|Private certificate authority)$/),
  everywhere(
    'backup_vault',
    /^(Aurora snapshot|EFS backup \(cold\)|EFS backup \(warm\)|EFS restore \(cold\)|EFS restore \(item-level\)|EFS restore \(warm\)|FSx for Lustre backup|FSx for Windows backup|RDS snapshot)$/,
    'Published examples state backups of EFS, RDS, Aurora and FSx for us-west-1 only',
  ),
  everywhere(
    'cloudfront_function',
    /^Total number of invocations$/,
    'The price facts hold no price of CloudFront Functions',
  ),
  inEurope(
    'cloudwatch_event_bus',
    /^(Archive processing|Archive storage|Custom events published|Schema discovery|Third-party events published)$/,
  ),
  inEurope('codebuild_project', /^Linux \(general1\.small\)$/),
  inFrankfurt('db_instance', /^Additional backup storage$/),
  inEurope(
    'directory_service_directory',
    /^(Additional domain controllers|Directory service \(Microsoft AD, Standard\)|Directory sharing)$/,
  ),
  inEurope('dms_replication_instance', /^(Instance \(t2\.micro\)|Storage \(general purpose SSD, gp2\))$/),
  inEurope('docdb_cluster', /^Backup storage$/),
  inEurope(
    'docdb_cluster_instance',
    /^(CPU credits|Database instance \(on-demand, db\.t3\.medium\)|I\/O requests|Storage)$/,
  ),
  inEurope('dx_connection', /^(DX connection|Outbound data transfer)/),
  inEurope(
    'ebs_snapshot',
    /^(GetSnapshotBlock API requests|ListChangedBlocks & ListSnapshotBlocks API requests|PutSnapshotBlock API requests)$/,
  ),
  inFrankfurt('ec2_host', /^EC2 Dedicated Host \(on-demand, c5\)$/),
  inEurope('ecr_repository', /^Storage$/),
  inFrankfurt(
    'elastic_beanstalk_environment',
    /^Load balancer capacity units$/,
    'The price facts list capacity units of load balancers in four regions',
  ),
  inFrankfurt('elasticache_cluster', /^Backup storage$/),
  inEurope('elb', /^(Classic load balancer|Data processed)$/),
  inEurope('fsx_openzfs_file_system', /^(Backup storage|Provisioned IOPS|SSD storage|Throughput capacity)$/),
  inEurope('fsx_windows_file_system', /^(Backup storage|SSD storage|Throughput capacity)$/),
  inEurope('grafana_workspace', /^(Editor\/administrator licenses|Viewer licenses)$/),
  everywhere(
    'instance',
    /^Instance usage \(Linux\/UNIX, spot, m5\.large\)$/,
    'The price facts hold no spot prices, which change by the hour',
  ),
  everywhere('kinesis_firehose_delivery_stream', /^(Data ingested \(first 500TB\)|Format conversion)$/),
  inEurope('kinesis_stream', /^Long term retention \(7D\+\)$/),
  everywhere(
    'kinesisanalyticsv2_application',
    /^(Backup|Processing \(orchestration\)|Processing \(stream\)|Running storage)$/,
  ),
  inEurope('kms_key', /^(ECC GenerateDataKeyPair requests|RSA GenerateDataKeyPair requests)$/),
  inFrankfurt(
    'lb',
    /^Load balancer capacity units$/,
    'The price facts list capacity units of load balancers in four regions',
  ),
  everywhere(
    'lightsail_instance',
    /^Virtual server \(Linux\/UNIX\)$/,
    'The price facts hold two Lightsail prices without the names of their bundles',
  ),
  inEurope('mq_broker', /^(Instance usage \(RabbitMQ, mq\.m5\.xlarge, single_instance\)|Storage \(RabbitMQ, EBS\))$/),
  inEurope('mwaa_environment', /^(Environment \(Small\)|Meta database|Scheduler \(Small\)|Worker \(Small\))$/),
  everywhere('neptune_cluster', /^(Backup storage|I\/O requests|Storage)$/),
  everywhere('neptune_cluster_snapshot', /^Backup storage$/),
  inEurope('networkfirewall_firewall', /^(Data Processed|Network Firewall Endpoint)$/),
  inEurope('opensearch_domain', /^Storage \(gp3\)$/),
  inFrankfurt('rds_cluster', /^(Backup storage|I\/O requests|Snapshot export|Storage)$/),
  inEurope('redshift_cluster', /^(Backup storage \(first 50 TB\)|Managed storage \(ra3\.4xlarge\)|Spectrum)$/),
  inEurope(
    's3_bucket',
    /^(Object tagging|Retrieval requests \(bulk\)|Retrieval requests \(expedited\)|Retrieval requests \(standard\)|Retrievals \(bulk\)|Retrievals \(expedited\)|Retrievals \(standard\)|Select data returned|Select data returned \(bulk\)|Select data returned \(expedited\)|Select data returned \(standard\)|Select data scanned|Select data scanned \(bulk\)|Select data scanned \(expedited\)|Select data scanned \(standard\))$/,
  ),
  inEurope('s3_bucket_inventory', /^(Objects listed|Objects monitored)$/),
  inEurope('secretsmanager_secret', /^(API requests|Secret)$/),
  inEurope('sfn_state_machine', /^Transitions$/),
  everywhere(
    'sns_topic',
    /^SMS notifications \(over 100\)$/,
    'The price of an SMS depends on the country and the carrier (https://aws.amazon.com/sns/sms-pricing/): usage states it',
  ),
  inEurope('sqs_queue', /^Requests$/),
  inEurope('ssm_activation', /^On-prem managed instances \(advanced\)$/),
  inEurope('ssm_parameter', /^(API interactions \(advanced\)|Parameter storage \(advanced\))$/),
  inEurope('transfer_server', /^(Data downloaded|Data uploaded|FTPS protocol enabled|SFTP protocol enabled)$/),
];
