import { type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component, UsageKey } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { rdsPrice } from './rds-price-list.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Usage keys of the extras of RDS and Aurora instances. */
export const rdsExtraUsage: Readonly<Record<string, UsageKey>> = {
  monthly_additional_performance_insights_requests: usageKey(
    'requests',
    'Performance Insights requests beyond the free million',
    1_000_000,
  ),
  reserved_instance_term: usageKey('1_year or 3_year', 'Term of a reserved instance'),
  reserved_instance_payment_option: usageKey('no_upfront, partial_upfront or all_upfront', 'How it is paid'),
  monthly_cpu_credit_hrs: usageKey('hours', 'Hours of a month beyond the CPU baseline', 67),
  vcpu_count: usageKey('vCPU', 'vCPUs, where the price book does not know the class'),
};

/** vCPUs of `db.m5.large` and the like, two where the book does not know the class. */
export function vcpusOf(instanceClass: string, r: ResourceReader): number {
  return r.machine('aws', instanceClass.replace(/^db\./, ''))?.vcpu ?? 2;
}

/** Days of Performance Insights history that are free. https://aws.amazon.com/rds/performance-insights/pricing/ */
const FREE_DAYS = 7;

/** Families for which published examples state the price of long retention, and where. */
const RETENTION_EXAMPLES: Readonly<Record<string, string>> = {
  m5: 'aws_db_instance/Performance Insights Long Term Retention (db.m5.large)',
  t3: 'aws_db_instance/Performance Insights Long Term Retention (db.t3.large)',
  r4: 'aws_rds_cluster_instance/Performance Insights Long Term Retention (db.r4.8xlarge)',
};

/** Performance Insights: history beyond a week, and requests. `prefix` stands before the usage keys. */
export function insightRows(
  database: { readonly instanceClass: string; readonly units?: Quantity },
  r: ResourceReader,
): readonly Component[] {
  if (!r.flag('performance_insights_enabled')) return [];
  const { instanceClass, units } = database;
  const rows: Component[] = [];
  if ((r.number('performance_insights_retention_period') ?? FREE_DAYS) > FREE_DAYS) {
    const label = units ? 'serverless' : instanceClass.toLowerCase();
    const name = `Performance Insights Long Term Retention (${label})`;
    const family = instanceClass.split('.')[1] ?? '';
    const example = units ? undefined : RETENTION_EXAMPLES[family];
    rows.push(
      row(name, {
        unit: units ? 'ACUs' : 'vCPU-month',
        quantity: units ?? vcpusOf(instanceClass, r),
        price: exampleOf(example ?? `aws_rds_cluster_instance/${name}`, r),
      }),
    );
  }
  rows.push(
    metered('Performance Insights API', {
      unit: '1000 requests',
      quantity: r.usage('monthly_additional_performance_insights_requests'),
      isRare: true,
      ...rdsPrice('aws_db_instance/Performance Insights API', r),
      per: 1000,
    }),
  );
  return rows;
}

/** CPU credits of burstable classes; an instance that stays within its baseline has none. */
export function creditRows(instanceClass: string, r: ResourceReader): readonly Component[] {
  const hours = r.usage('monthly_cpu_credit_hrs');
  if (!/^db\.t(3|4g)\./.test(instanceClass) || hours.state !== 'known') return [];
  const aurora = r.type === 'aws_rds_cluster_instance';
  return [
    metered('CPU credits', {
      unit: 'vCPU-hours',
      quantity: times(hours, r.usage('vcpu_count', vcpusOf(instanceClass, r))),
      price: exampleOf(`${aurora ? 'aws_rds_cluster_instance' : 'aws_db_instance'}/CPU credits`, r),
    }),
  ];
}
