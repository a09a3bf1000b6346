import { DescribeDBInstancesCommand, StartDBInstanceCommand, StopDBInstanceCommand } from '@aws-sdk/client-rds';
import { z } from 'zod';
import { askAws, askForOne, requestIdOf, tagsOf } from '../aws/ask-aws.ts';
import type { AwsClients } from '../aws/clients.ts';
import type { CloudAction, CloudTarget, Observed } from '../cloud-action.ts';

const MOST_WAITS = 120;
const WAIT_MS = 30_000;

/** A database that nobody connects to is stopped; AWS starts it again after seven days. */
export const stopDatabase: CloudAction = {
  id: 'stop-database',
  title: 'Stop a database that nobody connects to',
  idPattern: /^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/,
  params: z.strictObject({}),
  billedAs: ({ account, region, id }) => [`arn:aws:rds:${region}:${account}:db:${id}`],
  risk: 'high',
  interruption: 'outage',
  isDestructive: true,
  source: { url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html', read: '2026-11-26' },
  rollback: 'Start the database.',
  steps: () => [
    { id: 'stop', call: 'rds:StopDBInstance', what: 'stop the database', reversible: true, rollback: 'start it again' },
    {
      id: 'wait',
      call: 'rds:DescribeDBInstances',
      what: 'wait until the database is stopped',
      reversible: true,
      rollback: 'nothing',
    },
  ],
  observe: observeDatabase,
  blocker({ state }) {
    if (state['status'] !== 'available') return `the database is ${state['status']}, not available`;
    if (state['cluster'] !== '')
      return `it is a member of the cluster ${state['cluster']}, which is stopped as a whole`;
    return state['replicas'] === '' && state['replicaOf'] === '' ? null : 'it has, or is, a read replica';
  },
  async perform(name, { target, clients, wait }) {
    if (name === 'stop') {
      const now = await observeDatabase(target, clients);
      if (now?.state['status'] === 'stopping' || now?.state['status'] === 'stopped')
        return { requestId: null, output: {} };
      const answer = await askAws('rds:StopDBInstance', () =>
        clients.rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier: target.id })),
      );
      return { requestId: requestIdOf(answer), output: {} };
    }
    for (let asked = 0; asked < MOST_WAITS; asked++) {
      const now = await observeDatabase(target, clients);
      if (now?.state['status'] !== 'stopping') break;
      await wait(WAIT_MS);
    }
    return { requestId: null, output: {} };
  },
  check: (observed) =>
    observed?.state['status'] === 'stopped' ? null : `the database is ${observed?.state['status'] ?? 'gone'}`,
  async undo({ target, clients }) {
    const answer = await askAws('rds:StartDBInstance', () =>
      clients.rds.send(new StartDBInstanceCommand({ DBInstanceIdentifier: target.id })),
    );
    return { requestId: requestIdOf(answer), output: {} };
  },
};

async function observeDatabase({ id }: CloudTarget, { rds }: AwsClients): Promise<Observed | null> {
  const answer = await askForOne('rds:DescribeDBInstances', ['DBInstanceNotFoundFault', 'DBInstanceNotFound'], () =>
    rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id })),
  );
  const database = answer?.DBInstances?.[0];
  if (!database) return null;
  return {
    state: {
      status: database.DBInstanceStatus ?? '',
      class: database.DBInstanceClass ?? '',
      engine: database.Engine ?? '',
      cluster: database.DBClusterIdentifier ?? '',
      replicas: (database.ReadReplicaDBInstanceIdentifiers ?? []).join(','),
      replicaOf: database.ReadReplicaSourceDBInstanceIdentifier ?? '',
    },
    tags: tagsOf(database.TagList),
    createdAt: database.InstanceCreateTime?.toISOString() ?? null,
  };
}
