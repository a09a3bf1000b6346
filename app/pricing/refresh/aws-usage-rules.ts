import type { AwsNames, AwsRule } from './aws-rules.ts';

/** What AWS calls usage, and what the book calls its price. */
interface UsageName {
  /** The usage type without the prefix of its region (`EUC1-`). */
  readonly usagetype: string;
  /** `service/family/key` of the book. */
  readonly name: string;
  readonly unit: string;
  /** Further attributes that tell prices of one usage type apart. */
  readonly when?: Readonly<Record<string, string>>;
  /** The account's free usage is listed as a price of zero before the one that counts, which the book begins at zero. */
  readonly freeTier?: 'left out';
}

const S3_CLASSES = {
  '': 'standard',
  SIA: 'standard-ia',
  ZIA: 'onezone-ia',
  INT: 'int',
  GIR: 'glacier-ir',
  GLACIER: 'glacier',
} as const;

/**
 * Services whose products are told apart by their usage type alone. Usage types: the component templates of the facts
 * (`components.json`) and https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_TableCapacityMode.html
 * (facts read 2026-08-21).
 */
export const AWS_USAGE_OFFERS: readonly {
  readonly offer: string;
  readonly families: readonly string[];
  readonly usage: readonly UsageName[];
}[] = [
  {
    offer: 'AmazonDynamoDB',
    families: [
      'Provisioned IOPS',
      'Amazon DynamoDB PayPerRequest Throughput',
      'Database Storage',
      'Amazon DynamoDB On-Demand Backup Storage',
      'Amazon DynamoDB Restore Data Size',
      'API Request',
      'DDB-Operation-ReplicatedWrite',
    ],
    usage: [
      free('WriteCapacityUnit-Hrs', 'dynamodb/provisioned/wcu', 'unit-hour'),
      free('ReadCapacityUnit-Hrs', 'dynamodb/provisioned/rcu', 'unit-hour'),
      free('ReplWriteCapacityUnit-Hrs', 'dynamodb/provisioned/rwcu', 'unit-hour'),
      free('IA-WriteCapacityUnit-Hrs', 'dynamodb/provisioned/wcu-ia', 'unit-hour'),
      free('IA-ReadCapacityUnit-Hrs', 'dynamodb/provisioned/rcu-ia', 'unit-hour'),
      one('WriteRequestUnits', 'dynamodb/on-demand/wru', 'request-unit'),
      one('ReadRequestUnits', 'dynamodb/on-demand/rru', 'request-unit'),
      one('ReplWriteRequestUnits', 'dynamodb/on-demand/rwru', 'request-unit'),
      one('IA-WriteRequestUnits', 'dynamodb/on-demand/wru-ia', 'request-unit'),
      one('IA-ReadRequestUnits', 'dynamodb/on-demand/rru-ia', 'request-unit'),
      one('TimedStorage-ByteHrs', 'dynamodb/storage/standard', 'gb-month'),
      one('IA-TimedStorage-ByteHrs', 'dynamodb/storage/ia', 'gb-month'),
      one('TimedPITRStorage-ByteHrs', 'dynamodb/backup/pitr', 'gb-month'),
      one('TimedBackupStorage-ByteHrs', 'dynamodb/backup/on-demand', 'gb-month'),
      one('RestoreDataSize-Bytes', 'dynamodb/backup/restore', 'gb'),
      free('Streams-RequestsCount', 'dynamodb/streams/read', 'request'),
    ],
  },
  {
    offer: 'AmazonS3',
    families: ['Storage', 'API Request', 'Fee', 'Data Transfer'],
    usage: [
      ...(['', 'SIA', 'ZIA', 'INT', 'GIR', 'GLACIER'] as const).flatMap((kind) => {
        const type = kind === '' ? 'Requests' : `Requests-${kind}`;
        return [
          one(`${type}-Tier1`, `s3/request/${S3_CLASSES[kind]}-put`, 'request'),
          one(`${type}-Tier2`, `s3/request/${S3_CLASSES[kind]}-get`, 'request'),
        ];
      }),
      one('TimedStorage-INT-AA-ByteHrs', 's3/storage/int-archive', 'gb-month'),
      one('TimedStorage-INT-DAA-ByteHrs', 's3/storage/int-deep-archive', 'gb-month'),
      one('TimedStorage-INT-AIA-ByteHrs', 's3/storage/int-archive-instant', 'gb-month'),
      one('Retrieval-SIA', 's3/retrieval/standard-ia', 'gb'),
      one('Retrieval-ZIA', 's3/retrieval/onezone-ia', 'gb'),
      one('Monitoring-Automation-INT', 's3/monitoring/int-monitoring', 'object-month'),
    ],
  },
  {
    offer: 'AmazonCloudWatch',
    families: ['Metric', 'Alarm', 'Data Payload', 'Storage Snapshot'],
    usage: [
      one('DataProcessing-Bytes', 'cloudwatch/logs/ingest', 'gb'),
      one('DataProcessingIA-Bytes', 'cloudwatch/logs/ingest-ia', 'gb'),
      one('TimedStorage-ByteHrs', 'cloudwatch/logs/storage', 'gb-month'),
      one('DataScanned-Bytes', 'cloudwatch/logs/insights-scanned', 'gb'),
      one('VendedLog-Bytes', 'cloudwatch/logs/vended', 'gb'),
      one('CW:MetricMonitorUsage', 'cloudwatch/metric/custom', 'metric-month'),
      one('CW:AlarmMonitorUsage', 'cloudwatch/alarm/standard', 'alarm-month'),
      one('CW:HighResAlarmMonitorUsage', 'cloudwatch/alarm/high-resolution', 'alarm-month'),
      one('CW:CompositeAlarmMonitorUsage', 'cloudwatch/alarm/composite', 'alarm-month'),
    ],
  },
  {
    offer: 'awskms',
    families: ['Encryption Key', 'API Request'],
    usage: [
      one('KMS-Keys', 'kms/key/customer-managed', 'key-month'),
      free('KMS-Requests', 'kms/request/symmetric', 'request'),
      one('KMS-Requests-Asymmetric', 'kms/request/asymmetric-other', 'request'),
      one('KMS-Requests-Asymmetric-RSA_2048', 'kms/request/rsa-2048', 'request'),
    ],
  },
  {
    offer: 'AmazonEFS',
    families: ['Storage', 'Provisioned Throughput'],
    usage: [
      one('TimedStorage-ByteHrs', 'efs/storage/standard', 'gb-month'),
      one('TimedStorage-Z-ByteHrs', 'efs/storage/onezone', 'gb-month'),
      one('IATimedStorage-ByteHrs', 'efs/storage/ia', 'gb-month'),
      one('IATimedStorage-Z-ByteHrs', 'efs/storage/onezone-ia', 'gb-month'),
      one('ProvisionedTP-MiBpsHrs', 'efs/throughput/provisioned', 'mibps-month'),
    ],
  },
  {
    offer: 'AmazonVPC',
    families: ['VpcEndpoint', 'Transit Gateway', 'Cloud Connectivity'],
    usage: [
      one('VpcEndpoint-Hours', 'vpc/endpoint/interface-hour', 'hour'),
      one('VpcEndpoint-Bytes', 'vpc/endpoint/interface-data', 'gb'),
      one('VpcEndpoint-GWLBE-Hours', 'vpc/endpoint/gwlb-hour', 'hour'),
      one('VpcEndpoint-GWLBE-Bytes', 'vpc/endpoint/gwlb-data', 'gb'),
      one('TransitGateway-Hours', 'vpc/tgw/vpc-attachment-hour', 'hour', { operation: 'TransitGatewayVPC' }),
      one('TransitGateway-Hours', 'vpc/tgw/vpn-attachment-hour', 'hour', { operation: 'TransitGatewayVPN' }),
      one('TransitGateway-Hours', 'vpc/tgw/peering-attachment-hour', 'hour', { operation: 'TransitGatewayPeering' }),
      one('TransitGateway-Hours', 'vpc/tgw/dx-attachment-hour', 'hour', { operation: 'TransitGatewayDirectConnect' }),
      one('TransitGateway-Bytes', 'vpc/tgw/vpc-data', 'gb', { operation: 'TransitGatewayVPC' }),
      one('ClientVPN-EndpointHours', 'vpc/vpn/client-endpoint-hour', 'hour'),
      one('ClientVPN-ConnectionHours', 'vpc/vpn/client-connection-hour', 'hour'),
    ],
  },
  {
    offer: 'awswaf',
    families: ['Web Application Firewall'],
    usage: [
      one('WebACLV2', 'waf/v2/web-acl', 'month'),
      one('RuleV2', 'waf/v2/rule', 'month'),
      one('RequestV2-Tier1', 'waf/v2/request', 'request'),
      one('WebACL', 'waf/classic/web-acl', 'month'),
      one('Rule', 'waf/classic/rule', 'month'),
      one('Request', 'waf/classic/request', 'request'),
    ],
  },
  {
    offer: 'AmazonApiGateway',
    families: ['API Calls', 'WebSocket'],
    usage: [
      one('ApiGatewayRequest', 'apigateway/rest/requests', 'request'),
      one('ApiGatewayHttpRequest', 'apigateway/http/requests', 'request'),
      one('ApiGatewayMessage', 'apigateway/websocket/messages', 'message'),
      one('ApiGatewayMinute', 'apigateway/websocket/connection-minutes', 'minute'),
    ],
  },
  {
    offer: 'AmazonRoute53',
    families: ['DNS Query'],
    usage: [one('ResolverNetworkInterface', 'route53/resolver/endpoint-eni', 'hour')],
  },
  {
    offer: 'AmazonEC2',
    families: ['Storage Snapshot', 'Fast Snapshot Restore'],
    usage: [
      one('EBS:SnapshotArchiveStorage', 'ebs/snapshot/archive', 'gb-month'),
      one('EBS:FastSnapshotRestore', 'ebs/fast-snapshot-restore/fsr', 'dsu-hour'),
    ],
  },
];

/** Rules that hold whatever family AWS has put the usage type in. */
export const AWS_USAGE_RULES: readonly AwsRule[] = AWS_USAGE_OFFERS.map(({ offer, families, usage }) => ({
  offer,
  families,
  anyFamily: true as const,
  names: (attributes) => namesOf(attributes, usage),
}));

function namesOf(attributes: Readonly<Record<string, string>>, usage: readonly UsageName[]): AwsNames | null {
  // A prefix ends with a hyphen and is upper case: `IA-TimedStorage` is a usage type of its own, `EUC1-IA-…` its price.
  const bare = (attributes['usagetype'] ?? '').replace(/^(?:[A-Z]{2,4}\d|Global|EU|US|UGW\d|CPT)-/, '');
  const found = usage.find(
    (each) =>
      each.usagetype === bare && Object.entries(each.when ?? {}).every(([name, value]) => attributes[name] === value),
  );
  if (!found) return null;
  const [service = '', family = '', key = ''] = found.name.split('/');
  const tier = found.freeTier === undefined ? {} : { tierStart: '0', freeTier: found.freeTier };
  return { service, family, key, attributes: {}, unit: found.unit, ...tier };
}

function one(usagetype: string, name: string, unit: string, when?: Readonly<Record<string, string>>): UsageName {
  return { usagetype, name, unit, ...(when ? { when } : {}) };
}

function free(usagetype: string, name: string, unit: string): UsageName {
  return { usagetype, name, unit, freeTier: 'left out' };
}
