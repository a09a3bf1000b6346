import type { PriceRow } from '../price-row.ts';

/** A product of the AWS Price List: its family and attributes, in AWS's own words. */
export interface AwsProduct {
  readonly productFamily: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export type AwsNames = Pick<PriceRow, 'service' | 'family' | 'key' | 'attributes'> & {
  /** Set where the book's tier begins at another unit than the list says: paid IOPS above a free baseline. */
  readonly tierStart?: string;
  /** The book's unit where it is not the list's in other words. */
  readonly unit?: string;
  /** The list has the account's free usage as a price of zero; it is none of the book's. */
  readonly freeTier?: 'left out';
};

/** What the products of one offer file are called in the book; the first rule that gives a name holds. */
export interface AwsRule {
  readonly offer: string;
  /** What the API is asked for, and the only families in which the rule holds, but for `anyFamily`. */
  readonly families: readonly string[];
  readonly anyFamily?: true;
  /** Null: not a price of the book. */
  readonly names: (attributes: Readonly<Record<string, string>>) => AwsNames | null;
}

const OPERATING_SYSTEMS: Readonly<Record<string, string>> = {
  Linux: 'linux',
  Windows: 'windows',
  RHEL: 'rhel',
  SUSE: 'suse',
};
const SOFTWARE: Readonly<Record<string, string>> = { 'SQL Std': 'sql-std', 'SQL Ent': 'sql-ent', 'SQL Web': 'sql-web' };
const ENGINES: Readonly<Record<string, string>> = {
  MySQL: 'mysql',
  PostgreSQL: 'postgres',
  MariaDB: 'mariadb',
  'Aurora MySQL': 'aurora-mysql',
  'Aurora PostgreSQL': 'aurora-postgresql',
  Oracle: 'oracle',
  'SQL Server': 'sqlserver',
};
const EDITIONS: Readonly<Record<string, string>> = {
  Standard: 'se',
  'Standard One': 'se1',
  'Standard Two': 'se2',
  Enterprise: 'ee',
  Web: 'web',
  Express: 'ex',
};
const LICENSES: Readonly<Record<string, string>> = { 'License included': 'included', 'Bring your own license': 'byol' };
const DEPLOYMENTS: Readonly<Record<string, string>> = {
  'Single-AZ': 'single-az',
  'Multi-AZ': 'multi-az',
  'Multi-AZ (readable standbys)': 'multi-az-readable',
};

/**
 * The rules, by offer. Words of the list: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 * The traps (Custom, Outposts, Extended Support, metal) are those that the price facts list.
 */
export const AWS_RULES: readonly AwsRule[] = [
  { offer: 'AmazonEC2', families: ['Compute Instance', 'Compute Instance (bare metal)'], names: instance },
  { offer: 'AmazonEC2', families: ['Storage'], names: (a) => volume('volume', a) },
  { offer: 'AmazonEC2', families: ['System Operation'], names: volumeOperation },
  { offer: 'AmazonEC2', families: ['Provisioned Throughput'], names: (a) => volume('throughput', a) },
  {
    offer: 'AmazonEC2',
    families: ['Storage Snapshot'],
    names: (a) => usage(a, /EBS:SnapshotUsage$/, { service: 'ebs', family: 'snapshot', key: 'standard' }),
  },
  {
    offer: 'AmazonEC2',
    families: ['NAT Gateway'],
    names: (a) =>
      usage(a, /NatGateway-Hours$/, { service: 'nat-gateway', family: 'gateway', key: 'hour' }) ??
      usage(a, /NatGateway-Bytes$/, { service: 'nat-gateway', family: 'data', key: 'processed' }),
  },
  { offer: 'AmazonRDS', families: ['Database Instance'], names: databaseInstance },
  {
    offer: 'AmazonElastiCache',
    families: ['Cache Instance'],
    names: (a) => keyed(a['instanceType'], 'elasticache', 'node', { engine: (a['cacheEngine'] ?? '').toLowerCase() }),
  },
  {
    offer: 'AmazonES',
    families: ['Amazon OpenSearch Service Instance'],
    names: (a) => keyed(a['instanceType'], 'opensearch', 'instance', {}),
  },
  {
    offer: 'AmazonEKS',
    families: ['Compute'],
    names: (a) =>
      usage(a, /AmazonEKS-Hours:perCluster$/, { service: 'eks', family: 'cluster', key: 'standard-support' }) ??
      usage(a, /AmazonEKS-Hours:extendedSupport$/, { service: 'eks', family: 'cluster', key: 'extended-support' }),
  },
  { offer: 'AmazonECS', families: ['Compute'], names: fargate },
  {
    offer: 'AWSELB',
    families: ['Load Balancer-Application'],
    names: (a) => loadBalancer('alb', a),
  },
  { offer: 'AWSELB', families: ['Load Balancer-Network'], names: (a) => loadBalancer('nlb', a) },
  { offer: 'AWSLambda', families: ['Serverless', 'AWS Lambda'], names: lambda },
  {
    offer: 'AmazonVPC',
    families: ['VPC Public IPv4 Address'],
    names: (a) =>
      usage(a, /PublicIPv4:InUseAddress$/, { service: 'vpc', family: 'public-ipv4', key: 'in-use' }) ??
      usage(a, /PublicIPv4:IdleAddress$/, { service: 'vpc', family: 'public-ipv4', key: 'idle' }),
  },
  { offer: 'AmazonS3', families: ['Storage'], names: bucketStorage },
];

/** Shared (or dedicated) tenancy, used capacity, a license in the price: the rest of the rows are no on-demand price. */
function instance(a: Readonly<Record<string, string>>): AwsNames | null {
  const [os, tenancy] = [OPERATING_SYSTEMS[a['operatingSystem'] ?? ''], (a['tenancy'] ?? '').toLowerCase()];
  if (!os || !a['instanceType'] || (tenancy !== 'shared' && tenancy !== 'dedicated')) return null;
  if (a['capacitystatus'] !== 'Used' || a['licenseModel'] !== 'No License required') return null;
  if (a['marketoption'] !== undefined && a['marketoption'] !== 'OnDemand') return null;
  const preinstalled = a['preInstalledSw'] ?? 'NA';
  const sw = SOFTWARE[preinstalled];
  if (preinstalled !== 'NA' && !sw) return null;
  return keyed(a['instanceType'], 'ec2', 'instance', { os, tenancy, ...(sw ? { sw } : {}) });
}

function volume(family: string, a: Readonly<Record<string, string>>): AwsNames | null {
  return keyed(a['volumeApiName'], 'ebs', family, {});
}

function volumeOperation(a: Readonly<Record<string, string>>): AwsNames | null {
  if (a['group'] === 'EBS I/O Requests') return keyed(a['volumeApiName'], 'ebs', 'io-request', {});
  if (!(a['group'] ?? '').startsWith('EBS IOPS')) return null;
  const names = keyed(a['volumeApiName'], 'ebs', 'iops', {});
  if (!names) return null;
  // gp3 includes 3,000 IOPS; the tiers of io2 are products of their own, named by usage type.
  const tier = /tier([23])$/.exec(a['usagetype'] ?? '')?.[1];
  if (names.key === 'gp3') return { ...names, tierStart: '3000' };
  return tier === undefined ? names : { ...names, tierStart: tier === '2' ? '32000' : '64000' };
}

/** RDS Custom, Outposts and Extended Support share the names of classes with plain RDS. */
function databaseInstance(a: Readonly<Record<string, string>>): AwsNames | null {
  const [engine, deployment] = [ENGINES[a['databaseEngine'] ?? ''], DEPLOYMENTS[a['deploymentOption'] ?? '']];
  if (!engine || !deployment || /custom|outposts|extendedsupport/i.test(a['usagetype'] ?? '')) return null;
  const optimised = /IOOptimized/i.test(a['usagetype'] ?? '') ? { storage: 'io-optimized' } : {};
  if (engine !== 'oracle' && engine !== 'sqlserver') {
    return keyed(a['instanceType'], 'rds', 'instance', { engine, deployment, ...optimised });
  }
  const [edition, license] = [EDITIONS[a['databaseEdition'] ?? ''], LICENSES[a['licenseModel'] ?? '']];
  if (!edition || !license) return null;
  return keyed(a['instanceType'], 'rds', 'instance', { engine, edition, license, deployment });
}

function fargate(a: Readonly<Record<string, string>>): AwsNames | null {
  const match = /Fargate-(ARM-|Windows-)?(vCPU-Hours:perCPU|GB-Hours|OS-Hours:perCPU)$/.exec(a['usagetype'] ?? '');
  if (!match) return null;
  const cpu = { 'ARM-': 'arm', 'Windows-': 'windows' }[match[1] ?? ''] ?? 'x86';
  const thing = (match[2] ?? '').startsWith('vCPU') ? 'vcpu' : match[2] === 'GB-Hours' ? 'memory' : 'os-license';
  return { service: 'ecs', family: 'fargate', key: `${thing}-${cpu}`, attributes: {} };
}

function loadBalancer(family: string, a: Readonly<Record<string, string>>): AwsNames | null {
  return (
    usage(a, /(^|-)LoadBalancerUsage$/, { service: 'elb', family, key: 'hour' }) ??
    usage(a, /(^|-)LCUUsage$/, { service: 'elb', family, key: 'lcu-hour' })
  );
}

function lambda(a: Readonly<Record<string, string>>): AwsNames | null {
  const cpu = (a['group'] ?? '').endsWith('-ARM') ? 'arm' : 'x86';
  if (/^AWS-Lambda-Requests(-ARM)?$/.test(a['group'] ?? '')) {
    return { service: 'lambda', family: 'request', key: `requests-${cpu}`, attributes: {} };
  }
  if (/^AWS-Lambda-Duration(-ARM)?$/.test(a['group'] ?? '')) {
    return { service: 'lambda', family: 'duration', key: `duration-${cpu}`, attributes: {} };
  }
  return null;
}

const BUCKET_CLASSES: Readonly<Record<string, string>> = {
  Standard: 'standard',
  'Standard - Infrequent Access': 'standard-ia',
  'One Zone - Infrequent Access': 'onezone-ia',
  'Glacier Instant Retrieval': 'glacier-ir',
  'Amazon Glacier': 'glacier-flexible',
  'Intelligent-Tiering Frequent Access': 'int-frequent',
  'Intelligent-Tiering Infrequent Access': 'int-infrequent',
};

function bucketStorage(a: Readonly<Record<string, string>>): AwsNames | null {
  if (!/TimedStorage[A-Za-z-]*-ByteHrs$/.test(a['usagetype'] ?? '')) return null;
  return keyed(BUCKET_CLASSES[a['volumeType'] ?? ''], 's3', 'storage', {});
}

function keyed(
  key: string | undefined,
  service: string,
  family: string,
  attributes: Readonly<Record<string, string>>,
): AwsNames | null {
  return key ? { service, family, key, attributes } : null;
}

function usage(
  a: Readonly<Record<string, string>>,
  pattern: RegExp,
  names: Omit<AwsNames, 'attributes'>,
): AwsNames | null {
  return pattern.test(a['usagetype'] ?? '') ? { ...names, attributes: {} } : null;
}
