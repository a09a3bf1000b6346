/** An offer of the AWS Price List whose products are told apart by their usage type alone. */
export interface UsageOffer {
  readonly offer: string;
  /** In the book. */
  readonly service: string;
  /** What the API is asked for; the rows hold whatever family AWS has put the usage type in. */
  readonly families: readonly string[];
  readonly rows: readonly UsageRow[];
}

/**
 * The usage type without the prefix of its region (`EUC1-`), `family/key` and unit of the book, and what else tells it:
 * `free`: the account's free usage is listed as a price of zero before the one that counts, which the book begins at
 * zero; `free before the first tier`: it is left out, too, and the book begins where the list does; attributes that tell
 * prices of one usage type apart.
 */
export type UsageRow = readonly [
  usagetype: string,
  name: string,
  unit: string,
  more?: 'free' | 'free before the first tier' | Readonly<Record<string, string>>,
];

/**
 * Usage types: the component templates of the facts (`components.json`) and
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_TableCapacityMode.html
 * (facts read 2026-08-21).
 */
export const AWS_USAGE_OFFERS: readonly UsageOffer[] = [
  {
    offer: 'AmazonDynamoDB',
    service: 'dynamodb',
    families: [
      'Provisioned IOPS',
      'Amazon DynamoDB PayPerRequest Throughput',
      'Database Storage',
      'Amazon DynamoDB On-Demand Backup Storage',
      'Amazon DynamoDB Restore Data Size',
      'API Request',
      'DDB-Operation-ReplicatedWrite',
    ],
    rows: [
      ['WriteCapacityUnit-Hrs', 'provisioned/wcu', 'unit-hour', 'free'],
      ['ReadCapacityUnit-Hrs', 'provisioned/rcu', 'unit-hour', 'free'],
      ['ReplWriteCapacityUnit-Hrs', 'provisioned/rwcu', 'unit-hour', 'free'],
      ['IA-WriteCapacityUnit-Hrs', 'provisioned/wcu-ia', 'unit-hour', 'free'],
      ['IA-ReadCapacityUnit-Hrs', 'provisioned/rcu-ia', 'unit-hour', 'free'],
      ['WriteRequestUnits', 'on-demand/wru', 'request-unit'],
      ['ReadRequestUnits', 'on-demand/rru', 'request-unit'],
      ['ReplWriteRequestUnits', 'on-demand/rwru', 'request-unit'],
      ['IA-WriteRequestUnits', 'on-demand/wru-ia', 'request-unit'],
      ['IA-ReadRequestUnits', 'on-demand/rru-ia', 'request-unit'],
      ['TimedStorage-ByteHrs', 'storage/standard', 'gb-month'],
      ['IA-TimedStorage-ByteHrs', 'storage/ia', 'gb-month'],
      ['TimedPITRStorage-ByteHrs', 'backup/pitr', 'gb-month'],
      ['TimedBackupStorage-ByteHrs', 'backup/on-demand', 'gb-month'],
      ['RestoreDataSize-Bytes', 'backup/restore', 'gb'],
      ['Streams-RequestsCount', 'streams/read', 'request', 'free'],
    ],
  },
  {
    offer: 'AmazonS3',
    service: 's3',
    families: ['Storage', 'API Request', 'Fee', 'Data Transfer'],
    rows: [
      ['Requests-Tier1', 'request/standard-put', 'request'],
      ['Requests-Tier2', 'request/standard-get', 'request'],
      ['Requests-SIA-Tier1', 'request/standard-ia-put', 'request'],
      ['Requests-SIA-Tier2', 'request/standard-ia-get', 'request'],
      ['Requests-ZIA-Tier1', 'request/onezone-ia-put', 'request'],
      ['Requests-ZIA-Tier2', 'request/onezone-ia-get', 'request'],
      ['Requests-INT-Tier1', 'request/int-put', 'request'],
      ['Requests-INT-Tier2', 'request/int-get', 'request'],
      ['Requests-GIR-Tier1', 'request/glacier-ir-put', 'request'],
      ['Requests-GIR-Tier2', 'request/glacier-ir-get', 'request'],
      ['Requests-GLACIER-Tier1', 'request/glacier-put', 'request'],
      ['Requests-GLACIER-Tier2', 'request/glacier-get', 'request'],
      ['TimedStorage-INT-AA-ByteHrs', 'storage/int-archive', 'gb-month'],
      ['TimedStorage-INT-DAA-ByteHrs', 'storage/int-deep-archive', 'gb-month'],
      ['TimedStorage-INT-AIA-ByteHrs', 'storage/int-archive-instant', 'gb-month'],
      ['Retrieval-SIA', 'retrieval/standard-ia', 'gb'],
      ['Retrieval-ZIA', 'retrieval/onezone-ia', 'gb'],
      ['Monitoring-Automation-INT', 'monitoring/int-monitoring', 'object-month'],
    ],
  },
  {
    offer: 'AmazonCloudWatch',
    service: 'cloudwatch',
    families: ['Metric', 'Alarm', 'Data Payload', 'Storage Snapshot'],
    rows: [
      ['DataProcessing-Bytes', 'logs/ingest', 'gb'],
      ['DataProcessingIA-Bytes', 'logs/ingest-ia', 'gb'],
      ['TimedStorage-ByteHrs', 'logs/storage', 'gb-month'],
      ['DataScanned-Bytes', 'logs/insights-scanned', 'gb'],
      ['VendedLog-Bytes', 'logs/vended', 'gb'],
      ['CW:MetricMonitorUsage', 'metric/custom', 'metric-month'],
      ['CW:AlarmMonitorUsage', 'alarm/standard', 'alarm-month'],
      ['CW:HighResAlarmMonitorUsage', 'alarm/high-resolution', 'alarm-month'],
      ['CW:CompositeAlarmMonitorUsage', 'alarm/composite', 'alarm-month'],
    ],
  },
  {
    offer: 'awskms',
    service: 'kms',
    families: ['Encryption Key', 'API Request'],
    rows: [
      ['KMS-Keys', 'key/customer-managed', 'key-month'],
      ['KMS-Requests', 'request/symmetric', 'request', 'free'],
      ['KMS-Requests-Asymmetric', 'request/asymmetric-other', 'request'],
      ['KMS-Requests-Asymmetric-RSA_2048', 'request/rsa-2048', 'request'],
    ],
  },
  {
    offer: 'AmazonEFS',
    service: 'efs',
    families: ['Storage', 'Provisioned Throughput'],
    rows: [
      ['TimedStorage-ByteHrs', 'storage/standard', 'gb-month'],
      ['TimedStorage-Z-ByteHrs', 'storage/onezone', 'gb-month'],
      ['IATimedStorage-ByteHrs', 'storage/ia', 'gb-month'],
      ['IATimedStorage-Z-ByteHrs', 'storage/onezone-ia', 'gb-month'],
      ['ProvisionedTP-MiBpsHrs', 'throughput/provisioned', 'mibps-month'],
    ],
  },
  {
    offer: 'AmazonVPC',
    service: 'vpc',
    families: ['VpcEndpoint', 'Transit Gateway', 'Cloud Connectivity'],
    rows: [
      ['VpcEndpoint-Hours', 'endpoint/interface-hour', 'hour'],
      ['VpcEndpoint-Bytes', 'endpoint/interface-data', 'gb'],
      ['VpcEndpoint-GWLBE-Hours', 'endpoint/gwlb-hour', 'hour'],
      ['VpcEndpoint-GWLBE-Bytes', 'endpoint/gwlb-data', 'gb'],
      ['TransitGateway-Hours', 'tgw/vpc-attachment-hour', 'hour', { operation: 'TransitGatewayVPC' }],
      ['TransitGateway-Hours', 'tgw/vpn-attachment-hour', 'hour', { operation: 'TransitGatewayVPN' }],
      ['TransitGateway-Hours', 'tgw/peering-attachment-hour', 'hour', { operation: 'TransitGatewayPeering' }],
      ['TransitGateway-Hours', 'tgw/dx-attachment-hour', 'hour', { operation: 'TransitGatewayDirectConnect' }],
      ['TransitGateway-Bytes', 'tgw/vpc-data', 'gb', { operation: 'TransitGatewayVPC' }],
      ['ClientVPN-EndpointHours', 'vpn/client-endpoint-hour', 'hour'],
      ['ClientVPN-ConnectionHours', 'vpn/client-connection-hour', 'hour'],
    ],
  },
  {
    offer: 'awswaf',
    service: 'waf',
    families: ['Web Application Firewall'],
    rows: [
      ['WebACLV2', 'v2/web-acl', 'month'],
      ['RuleV2', 'v2/rule', 'month'],
      ['RequestV2-Tier1', 'v2/request', 'request'],
      ['WebACL', 'classic/web-acl', 'month'],
      ['Rule', 'classic/rule', 'month'],
      ['Request', 'classic/request', 'request'],
    ],
  },
  {
    offer: 'AmazonApiGateway',
    service: 'apigateway',
    families: ['API Calls', 'WebSocket'],
    rows: [
      ['ApiGatewayRequest', 'rest/requests', 'request'],
      ['ApiGatewayHttpRequest', 'http/requests', 'request'],
      ['ApiGatewayMessage', 'websocket/messages', 'message'],
      ['ApiGatewayMinute', 'websocket/connection-minutes', 'minute'],
    ],
  },
  {
    offer: 'AmazonRoute53',
    service: 'route53',
    families: ['DNS Query'],
    rows: [['ResolverNetworkInterface', 'resolver/endpoint-eni', 'hour']],
  },
  {
    offer: 'AmazonEC2',
    service: 'ebs',
    families: ['Storage Snapshot', 'Fast Snapshot Restore'],
    rows: [
      ['EBS:SnapshotArchiveStorage', 'snapshot/archive', 'gb-month'],
      ['EBS:FastSnapshotRestore', 'fast-snapshot-restore/fsr', 'dsu-hour'],
    ],
  },
  {
    offer: 'AmazonKinesis',
    service: 'kinesis',
    families: ['Kinesis Streams'],
    rows: [
      ['OnDemand-StreamHour', 'on-demand/stream-hour', 'hour'],
      ['OnDemand-BilledIncomingBytes', 'on-demand/ingest', 'gb'],
      ['OnDemand-BilledOutgoingBytes', 'on-demand/retrieval', 'gb'],
      ['OnDemand-BilledOutgoingEFOBytes', 'on-demand/efo-retrieval', 'gb'],
      ['OnDemand-ExtendedRetention-ByteHrs', 'on-demand/extended-retention', 'gb-month'],
      ['Storage-ShardHour', 'provisioned/shard-hour', 'shard-hour', { operation: 'shardHourStorage' }],
      ['PutRequestPayloadUnits', 'provisioned/put-payload-unit', 'unit', { operation: 'PutRequest' }],
      ['Extended-ShardHour', 'provisioned/extended-retention-shard-hour', 'shard-hour'],
      ['ReadBytes', 'efo/data', 'gb', { operation: 'EnhancedFanoutDataRetrieval' }],
      ['EnhancedFanoutHour', 'efo/consumer-shard-hour', 'hour', { operation: 'ConsumerHour' }],
    ],
  },
  {
    offer: 'AmazonSNS',
    service: 'sns',
    // FIFO topics stand in the list without a family, so that only the offer file has them.
    families: ['API Request', 'Message Delivery'],
    rows: [
      ['Requests-Tier1', 'request/api', 'request', 'free before the first tier'],
      ['DeliveryAttempts-HTTP', 'delivery/http', 'notification', 'free before the first tier'],
      ['DeliveryAttempts-SMTP', 'delivery/email', 'notification', 'free before the first tier'],
      ['DeliveryAttempts-FIREHOSE', 'delivery/firehose', 'notification'],
      ['DeliveryAttempts-APNS', 'delivery/mobile-push', 'notification', 'free before the first tier'],
      ['F-Request-Tier1', 'fifo/publish', 'request'],
      ['F-Ingress-Tier1', 'fifo/publish-payload', 'gb'],
      ['F-DA-SQS', 'fifo/delivery', 'message'],
    ],
  },
  {
    offer: 'AmazonMSK',
    service: 'msk',
    families: ['Managed Streaming for Apache Kafka (MSK)'],
    rows: [
      ['Kafka.Storage.GP2', 'storage/provisioned-gp', 'gb-month'],
      ['Kafka.DataRetrieval.Tiered', 'storage/tiered-retrieval', 'gb'],
      ['KafkaServerless-In-Bytes', 'serverless/data-in', 'gb'],
      ['KafkaServerless-Out-Bytes', 'serverless/data-out', 'gb'],
    ],
  },
];
