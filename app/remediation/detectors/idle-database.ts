import { type DBInstance, paginateDescribeDBInstances } from '@aws-sdk/client-rds';
import { askAws, tagsOf } from '../aws/ask-aws.ts';
import { dailyMetric } from '../aws/daily-metric.ts';
import { type CloudDetector, type DetectorContext, isOldEnough, type Sighting, targetOf } from '../cloud-detector.ts';

/** Trusted Advisor: no connection for so many days. */
const DAYS = 7;

/** Databases to which nobody connected for a week; members of clusters and replicas are left to their clusters. */
export const idleDatabase: CloudDetector = {
  id: 'idle-database',
  title: 'Stop databases that nobody connects to',
  action: 'stop-database',
  source: {
    url: 'https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html',
    read: '2026-11-26',
  },
  async look(context) {
    const { rds } = context.clients;
    const available: DBInstance[] = [];
    await askAws('rds:DescribeDBInstances', async () => {
      for await (const page of paginateDescribeDBInstances({ client: rds }, {}))
        available.push(...(page.DBInstances ?? []).filter((each) => each.DBInstanceStatus === 'available'));
    });
    const found: Sighting[] = [];
    for (const database of available) found.push(...(await sightingOf(database, context)));
    return found;
  },
};

async function sightingOf(database: DBInstance, context: DetectorContext): Promise<readonly Sighting[]> {
  const id = database.DBInstanceIdentifier ?? '';
  const replicas = (database.ReadReplicaDBInstanceIdentifiers ?? []).join(',');
  const state = {
    status: database.DBInstanceStatus ?? '',
    class: database.DBInstanceClass ?? '',
    engine: database.Engine ?? '',
    cluster: database.DBClusterIdentifier ?? '',
    replicas,
    replicaOf: database.ReadReplicaSourceDBInstanceIdentifier ?? '',
  };
  const createdAt = database.InstanceCreateTime?.toISOString() ?? null;
  const observed = { state, tags: tagsOf(database.TagList), createdAt };
  if (!isOldEnough(observed, context) || state.cluster !== '' || replicas !== '' || state.replicaOf !== '') return [];
  const connections = await dailyMetric(
    {
      ...{ namespace: 'AWS/RDS', metric: 'DatabaseConnections', statistic: 'Maximum', days: DAYS, now: context.now },
      dimension: { Name: 'DBInstanceIdentifier', Value: id },
    },
    context.clients,
  );
  if (connections.length < DAYS || connections.some((value) => value > 0)) return [];
  return [
    {
      action: 'stop-database',
      params: {},
      target: targetOf(id, context),
      observed,
      reason: `Nobody connected to the ${state.class} for ${DAYS} days. AWS starts it again after seven.`,
      evidence: [{ what: 'connections', value: '0', source: `CloudWatch, ${DAYS} days` }],
      bill: {
        type: 'aws_db_instance',
        attributes: {
          instance_class: state.class,
          engine: state.engine,
          engine_version: database.EngineVersion ?? '',
          multi_az: database.MultiAZ ?? false,
          allocated_storage: database.AllocatedStorage ?? 0,
          license_model: database.LicenseModel ?? '',
        },
        planned: null,
        rows: 'Database instance',
        mayBeCommitted: true,
      },
    },
  ];
}
