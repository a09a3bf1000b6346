import { attributeAt, configured, textAt } from '../attribute.ts';
import type { CodeRemedy } from '../remedy.ts';
import { successorOf } from './successor.ts';

const ATTRIBUTES: Readonly<Record<string, readonly [attribute: string, prefix: string]>> = {
  aws_db_instance: ['instance_class', 'db.'],
  aws_elasticache_replication_group: ['node_type', 'cache.'],
};

/** Databases and caches of a previous generation. The provider modifies both in place. */
export const databasePreviousGeneration: CodeRemedy = {
  id: 'database-previous-generation',
  title: 'Use a current database instance generation',
  types: ['aws_db_instance', 'aws_elasticache_replication_group'],
  source: { url: 'https://aws.amazon.com/rds/previous-generation/', read: '2026-11-26' },
  risk: 'high',
  interruption: 'restart',
  mayBeCommitted: true,
  rollback: 'Set the former class; the database restarts, or fails over, once more.',
  propose(resource, { machine }) {
    const [attribute, prefix] = ATTRIBUTES[resource.type] ?? ['', ''];
    const type = textAt(resource, [attribute]);
    if (typeof type !== 'string' || !type.startsWith(prefix)) return null;
    // db.m3 exists, but what follows it has other sizes.
    const next = successorOf(type.slice(prefix.length), machine);
    if (next === null) return null;
    const isAtOnce = attributeAt(resource, ['apply_immediately']) === true;
    return {
      reason: `${resource.address} is a ${type}, of a previous generation; ${prefix}${next} costs less.`,
      evidence: [configured(resource, attribute.replaceAll('_', ' '), type)],
      changes: [{ kind: 'set', attribute: [attribute], value: `${prefix}${next}` }],
      cautions: [
        isAtOnce
          ? 'apply_immediately is on: the restart comes with the apply.'
          : 'Without apply_immediately the change waits for the maintenance window.',
        'The engine version must support the new class.',
      ],
    };
  },
};
