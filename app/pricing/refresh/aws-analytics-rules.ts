import type { AwsNames, AwsRule } from './aws-rules.ts';
import { bareUsageType } from './aws-usage-rules.ts';

type Attributes = Readonly<Record<string, string>>;

/**
 * Rules for Redshift, MSK's brokers and Glue, whose products are told apart by node type, broker type, or group and
 * operation. Filters: the component templates of the facts (`components.json`, read 2026-08-21).
 */
export const AWS_ANALYTICS_RULES: readonly AwsRule[] = [
  { offer: 'AmazonRedshift', families: ['Compute Instance'], names: (a) => redshift('node', { a, unit: 'hour' }) },
  {
    offer: 'AmazonRedshift',
    families: ['Redshift Concurrency Scaling'],
    // The first hour of a day is free, and listed as a product of its own.
    names: (a) =>
      a['concurrencyscalingfreeusage'] === 'No' ? redshift('concurrency-scaling', { a, unit: 'node-second' }) : null,
  },
  { offer: 'AmazonMSK', families: ['Managed Streaming for Apache Kafka (MSK)'], names: broker },
  { offer: 'AWSGlue', families: ['AWS Glue'], names: glue },
];

function redshift(family: string, { a, unit }: { readonly a: Attributes; readonly unit: string }): AwsNames | null {
  const key = a['instanceType']?.toLowerCase();
  return key ? { service: 'redshift', family, key, attributes: {}, unit } : null;
}

/** `USE1-Kafka.m5.large`, `USE1-Express.m7g.large`. */
function broker(a: Attributes): AwsNames | null {
  const type = /^(?:Kafka|Express)\.[a-z]+\d[a-z]*\.\w+$/.exec(bareUsageType(a))?.[0];
  return type ? { service: 'msk', family: 'broker', key: type.toLowerCase(), attributes: {}, unit: 'hour' } : null;
}

/** Group (and operation) → family, key and unit of the book. What is free of the catalogue has groups of its own. */
const GLUE: readonly (readonly [RegExp, string, string, string])[] = [
  [/^etl job run jobrun$/, 'etl', 'dpu-hour', 'dpu-hour'],
  [/^etl job run flex /, 'etl', 'dpu-hour-flex', 'dpu-hour'],
  [/ crawlerrun$/, 'crawler', 'dpu-hour', 'dpu-hour'],
  [/^data catalog storage /, 'catalog', 'object', 'object-month'],
  [/^data catalog requests /, 'catalog', 'request', 'request'],
];

/** The first million objects and requests of the catalogue are free. https://aws.amazon.com/glue/pricing/ */
const FREE_OF_CATALOGUE = '1000000';

function glue(a: Attributes): AwsNames | null {
  const told = `${a['group'] ?? ''} ${a['operation'] ?? ''}`.toLowerCase();
  const found = told.includes('free tier') ? undefined : GLUE.find(([pattern]) => pattern.test(told));
  if (!found) return null;
  const [, family, key, unit] = found;
  const tier = family === 'catalog' ? { tierStart: FREE_OF_CATALOGUE, freeTier: 'left out' as const } : {};
  return { service: 'glue', family, key, attributes: {}, unit, ...tier };
}
