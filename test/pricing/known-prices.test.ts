import { describe, expect, it } from 'vitest';
import { readPriceBook } from '#app/pricing/embedded.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import { repositoryRoot } from '../support/shared.ts';

const book = readPriceBook(`${repositoryRoot}/dist/prices`);

/** Amounts from the providers' pricing pages, each with the page. */
const KNOWN: readonly (readonly [string, string, string, PriceQuery])[] = [
  // https://aws.amazon.com/ec2/pricing/on-demand/
  ['m5.large Linux', '0.096', 'hour', aws('ec2', 'instance', 'm5.large', { os: 'linux', tenancy: 'shared' })],
  ['m5.large Windows', '0.188', 'hour', aws('ec2', 'instance', 'm5.large', { os: 'windows', tenancy: 'shared' })],
  ['t3.micro Linux', '0.0104', 'hour', aws('ec2', 'instance', 't3.micro', { os: 'linux', tenancy: 'shared' })],
  // https://aws.amazon.com/ebs/pricing/
  ['EBS gp3', '0.08', 'gb-month', aws('ebs', 'volume', 'gp3')],
  ['EBS gp2', '0.1', 'gb-month', aws('ebs', 'volume', 'gp2')],
  // https://aws.amazon.com/vpc/pricing/
  ['NAT gateway', '0.045', 'hour', aws('nat-gateway', 'gateway', 'hour')],
  ['NAT gateway data', '0.045', 'gb', aws('nat-gateway', 'data', 'processed')],
  ['public IPv4 in use', '0.005', 'hour', aws('vpc', 'public-ipv4', 'in-use')],
  // https://aws.amazon.com/eks/pricing/
  ['EKS cluster', '0.1', 'hour', aws('eks', 'cluster', 'standard-support')],
  [
    'EKS extended support, on top of the standard price (0.60 in all)',
    '0.5',
    'hour',
    aws('eks', 'cluster', 'extended-support'),
  ],
  // https://aws.amazon.com/fargate/pricing/
  ['Fargate vCPU', '0.04048', 'vcpu-hour', aws('ecs', 'fargate', 'vcpu-x86')],
  ['Fargate memory', '0.004445', 'gb-hour', aws('ecs', 'fargate', 'memory-x86')],
  // https://aws.amazon.com/lambda/pricing/
  ['Lambda duration', '0.0000166667', 'gb-second', aws('lambda', 'duration', 'duration-x86')],
  ['Lambda requests', '0.0000002', 'request', aws('lambda', 'request', 'requests-x86')],
  // https://aws.amazon.com/s3/pricing/
  ['S3 Standard', '0.023', 'gb-month', aws('s3', 'storage', 'standard')],
  ['S3 Standard above 50 TB', '0.022', 'gb-month', { ...aws('s3', 'storage', 'standard'), tierStart: 51200 }],
  // https://aws.amazon.com/kms/pricing/
  ['KMS key', '1', 'key-month', aws('kms', 'key', 'customer-managed')],
  // https://aws.amazon.com/rds/mysql/pricing/
  [
    'RDS db.m5.large MySQL',
    '0.171',
    'hour',
    aws('rds', 'instance', 'db.m5.large', { engine: 'mysql', deployment: 'single-az' }),
  ],
  // https://aws.amazon.com/elasticloadbalancing/pricing/
  ['Application load balancer', '0.0225', 'hour', aws('elb', 'alb', 'hour')],
  // https://azure.microsoft.com/pricing/details/virtual-machines/linux/
  ['Azure D2s v3', '0.096', 'hour', azure('virtual-machines', 'vm', 'Standard_D2s_v3', { os: 'linux' })],
  // https://cloud.google.com/compute/vm-instance-pricing
  [
    'n1-standard-1',
    '0.04749975',
    'hour',
    {
      provider: 'google',
      service: 'compute-engine',
      family: 'machine-type',
      key: 'n1-standard-1',
      region: 'us-central1',
      attributes: { os: 'linux' },
    },
  ],
];

function aws(service: string, family: string, key: string, attributes: Record<string, string> = {}): PriceQuery {
  return { provider: 'aws', service, family, key, region: 'us-east-1', attributes };
}

function azure(service: string, family: string, key: string, attributes: Record<string, string> = {}): PriceQuery {
  return { provider: 'azure', service, family, key, region: 'eastus', attributes };
}

describe('the embedded price book', () => {
  it.each(KNOWN)('has the list price of %s', (_, amount, unit, query) => {
    const lookup = book.find(query);
    expect(lookup).toMatchObject({ state: 'found', price: { unit, currency: 'USD' } });
    expect(lookup.state === 'found' && lookup.price.amount.toFixed()).toBe(amount);
  });

  it('knows the machine type behind an instance', () => {
    expect(book.machine('aws', 'm5.large')).toMatchObject({ vcpu: 2, memoryGiB: 8, burstable: false });
    expect(book.machine('azure', 'Standard_D2s_v3')).toMatchObject({ vcpu: 2, memoryGiB: 8 });
    expect(book.machine('aws', 'z9.unheard-of')).toBeNull();
  });
});
