import type { AwsNames, AwsRule } from './aws-rules.ts';

/**
 * Rules for services that the book knows only from examples of one region: a refresh gives them their other regions,
 * under the same names (service = Terraform type, family = component) and the same attributes, so that a newer price
 * replaces the example's. The filters are those of the component templates (`components.json`).
 */
export const AWS_EXAMPLE_RULES: readonly AwsRule[] = [
  { offer: 'AWSQueueService', families: ['API Request'], names: queueRequests },
  {
    offer: 'AWSSecretsManager',
    families: ['Secret'],
    names: () => named('aws_secretsmanager_secret', { family: 'Secret', key: 'secret', unit: 'month' }),
  },
  {
    offer: 'AWSSecretsManager',
    families: ['API Request'],
    names: () => named('aws_secretsmanager_secret', { family: 'API requests', key: 'api-requests', unit: 'request' }),
  },
  {
    offer: 'AmazonECR',
    families: ['EC2 Container Registry'],
    names: (a) =>
      /(^|-)TimedStorage-ByteHrs$/.test(a['usagetype'] ?? '')
        ? named('aws_ecr_repository', { family: 'Storage', key: 'storage', unit: 'gb' })
        : null,
  },
  { offer: 'AmazonStates', families: ['AWS Step Functions'], names: stateMachine },
  { offer: 'AmazonDocDB', families: ['Database Instance'], names: documentDatabase },
  {
    offer: 'AmazonDocDB',
    families: ['Database Storage'],
    names: (a) =>
      /(^|-)StorageUsage$/.test(a['usagetype'] ?? '')
        ? named('aws_docdb_cluster_instance', { family: 'Storage', key: 'storage', unit: 'gb' })
        : null,
  },
  {
    offer: 'AmazonDocDB',
    families: ['System Operation'],
    names: (a) =>
      /(^|-)StorageIOUsage$/.test(a['usagetype'] ?? '')
        ? named('aws_docdb_cluster_instance', { family: 'I/O requests', key: 'i-o-requests', unit: 'request' })
        : null,
  },
  { offer: 'AmazonRedshift', families: ['Redshift Managed Storage'], names: managedStorage },
  {
    offer: 'AmazonRedshift',
    families: ['Redshift Data Scan'],
    names: () => named('aws_redshift_cluster', { family: 'Spectrum', key: 'spectrum', unit: 'tb' }),
  },
  {
    offer: 'AmazonKinesis',
    families: ['Kinesis Streams'],
    names: (a) =>
      /(^|-)(OnDemand-)?LongTermRetention-ByteHrs$/.test(a['usagetype'] ?? '')
        ? named('aws_kinesis_stream', {
            family: 'Long term retention (7D+)',
            key: 'long-term-retention-7d',
            unit: 'gb',
          })
        : null,
  },
];

/** The catalogue asks for one node type: all RA3 nodes share the price of their storage. */
function managedStorage(a: Readonly<Record<string, string>>): AwsNames | null {
  if (a['instanceType'] !== 'ra3.4xlarge') return null;
  const family = 'Managed storage (ra3.4xlarge)';
  const names = named('aws_redshift_cluster', { family, key: 'managed-storage-ra3.4xlarge', unit: 'gb' });
  return { ...names, attributes: { node_type: 'ra3.4xlarge' } };
}

function queueRequests(a: Readonly<Record<string, string>>): AwsNames | null {
  const names = named('aws_sqs_queue', { family: 'Requests', key: 'requests', unit: 'request' });
  if (a['queueType'] === 'Standard') return names;
  // The book tells FIFO queues apart by the example that stated their price.
  const fifo = a['queueType'] === 'FIFO (first-in, first-out)';
  return fifo ? { ...names, attributes: { example: 'fifo_sqs_queue_withUsage' } } : null;
}

function stateMachine(a: Readonly<Record<string, string>>): AwsNames | null {
  const service = 'aws_sfn_state_machine';
  if (/StateTransition/.test(a['usagetype'] ?? '')) {
    const names = named(service, { family: 'Transitions', key: 'transitions', unit: 'transition' });
    return { ...names, attributes: { type: 'STANDARD' } };
  }
  if (!/StepFunctions-Request/.test(a['usagetype'] ?? '')) return null;
  return {
    ...named(service, { family: 'Requests', key: 'requests', unit: 'request' }),
    attributes: { type: 'EXPRESS' },
  };
}

/** I/O-Optimized instances share the classes of the plain ones and differ by `volumeType`. */
function documentDatabase(a: Readonly<Record<string, string>>): AwsNames | null {
  const type = a['instanceType'];
  if (!type || a['volumeType'] !== 'General Purpose') return null;
  const family = `Database instance (on-demand, ${type})`;
  const names = named('aws_docdb_cluster_instance', {
    family,
    key: `database-instance-on-demand-${type}`,
    unit: 'hour',
  });
  return { ...names, attributes: { instance_class: type } };
}

function named(service: string, rest: Pick<AwsNames, 'family' | 'key'> & { readonly unit: string }): AwsNames {
  return { service, attributes: {}, ...rest };
}
