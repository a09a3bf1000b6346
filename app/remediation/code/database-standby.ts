import { attributeAt, configured, isOutsideProduction } from '../attribute.ts';
import type { CodeRemedy } from '../remedy.ts';

/** Standbys of databases that a tag puts outside production. The provider turns Multi-AZ off in place. */
export const databaseStandby: CodeRemedy = {
  id: 'database-standby',
  title: 'Turn the standby off outside production',
  types: ['aws_db_instance'],
  source: { url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html', read: '2026-11-26' },
  risk: 'medium',
  interruption: 'none',
  mayBeCommitted: true,
  rollback: 'Set multi_az to true; a new standby is made from a snapshot.',
  propose(resource) {
    if (attributeAt(resource, ['multi_az']) !== true || !isOutsideProduction(resource)) return null;
    return {
      reason: `${resource.address} pays for a standby, and its tags say that it is not production.`,
      evidence: [
        configured(resource, 'multi_az', 'true'),
        configured(resource, 'tags', tagText(resource.tags?.values)),
      ],
      changes: [{ kind: 'set', attribute: ['multi_az'], value: false }],
      cautions: [
        'Without a standby the database is away while it is patched, and until it is restored after a failure.',
      ],
    };
  },
};

function tagText(tags: Readonly<Record<string, string>> | undefined): string {
  const shown = Object.entries(tags ?? {}).filter(([key]) => /^(env|environment|stage)$/i.test(key));
  return shown.map(([key, value]) => `${key}=${value}`).join(', ');
}
