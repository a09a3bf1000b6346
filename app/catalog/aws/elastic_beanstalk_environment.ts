import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType, type UsageKey } from '../resource-type.ts';
import { beanstalkInstances } from './beanstalk-instances.ts';
import { settingsOf } from './beanstalk-settings.ts';
import { databaseRows } from './database-rows.ts';
import { instanceUsage } from './ec2-instance.ts';
import { loadBalancerRows, loadBalancerUsage } from './load-balancer.ts';
import { logRows, logUsage } from './log-storage.ts';
import { exampleOf } from './price-of.ts';
import { engineOf } from './rds-engine.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Environments: what their settings make Elastic Beanstalk start. The service itself is free. */
export const elasticBeanstalkEnvironment: ResourceType = {
  types: ['aws_elastic_beanstalk_environment'],
  source: { url: 'https://aws.amazon.com/elasticbeanstalk/pricing/', read: '2026-08-21' },
  usage: {
    ...prefixed('cloudwatch', logUsage),
    'elb.monthly_data_processed_gb': usageKey('GB', 'Data that the classic load balancer processes'),
    ...prefixed('lb', loadBalancerUsage),
    'db.additional_backup_storage_gb': usageKey('GB', 'Backups beyond the size of the database'),
    'db.monthly_standard_io_requests': usageKey('requests', 'I/O requests to magnetic storage'),
    'ec2.instances': usageKey('instances', 'Instances that run on average'),
    ...instanceUsage,
  },
  parts: [
    part('Instances', beanstalkInstances),
    part('Logs', (r) =>
      settingsOf(r).get('aws:elasticbeanstalk:cloudwatch:logs/StreamLogs') === 'true'
        ? logRows({ prefix: 'cloudwatch.', path: ['aws_cloudwatch_log_group'] }, r)
        : [],
    ),
    part('Load balancer', (r) => balancerRows(r)),
    part('Database', (r) => databaseOf(r)),
  ],
};

function prefixed(prefix: string, usage: Readonly<Record<string, UsageKey>>): Readonly<Record<string, UsageKey>> {
  return Object.fromEntries(Object.entries(usage).map(([key, value]) => [`${prefix}.${key}`, value]));
}

function balancerRows(r: ResourceReader): readonly Component[] {
  const kind = settingsOf(r).get('aws:elasticbeanstalk:environment/LoadBalancerType');
  if (kind !== 'classic') {
    return loadBalancerRows(
      { kind: kind === 'application' ? kind : 'network', prefix: 'lb.', path: ['aws_loadbalancer'] },
      r,
    );
  }
  const path = ['aws_elb'];
  return [
    hourly('Classic load balancer', {
      price: exampleOf('aws_elastic_beanstalk_environment/aws_elb > Classic load balancer', r),
      path,
    }),
    metered('Data processed', {
      unit: 'GB',
      quantity: r.usage('elb.monthly_data_processed_gb'),
      price: exampleOf('aws_elastic_beanstalk_environment/aws_elb > Data processed', r),
      path,
    }),
  ].map((each) => ({
    ...each,
    otherPrices: [{ price: exampleOf(`aws_elb/${each.name}`, r) }],
  }));
}

function databaseOf(r: ResourceReader): readonly Component[] {
  const settings = settingsOf(r);
  const setting = (name: string) => settings.get(`aws:rds:dbinstance/${name}`);
  const instanceClass = setting('DBInstanceClass');
  if (!instanceClass) return [];
  const path = ['aws_db_instance'];
  const rows = databaseRows(
    {
      engine: engineOf(setting('DBEngine') ?? 'mysql', undefined),
      instanceClass,
      multiAz: setting('MultiAZDatabase') === 'true' ? 'multi-az' : 'single-az',
      type: 'gp2',
      sizeGB: Number(setting('DBAllocatedStorage') ?? 20),
      iops: 0,
      throughput: 0,
      requests: r.usage('db.monthly_standard_io_requests'),
      path,
    },
    r,
  );
  const quantity = r.usage('db.additional_backup_storage_gb');
  if (quantity.state !== 'known') return rows;
  const name = 'Additional backup storage';
  const price = exampleOf(`aws_elastic_beanstalk_environment/aws_db_instance > ${name}`, r);
  const attributes = { engine: setting('DBEngine') ?? 'mysql' };
  const listed = exampleOf(`aws_db_instance/${name}`, { region: r.region, attributes });
  return [...rows, { ...metered(name, { unit: 'GB', quantity, price, path }), otherPrices: [{ price: listed }] }];
}
