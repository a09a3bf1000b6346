import { at, textAt } from '../manifest-value.ts';
import { claimOf, type Operator, replicasAt, singleContainer } from './operator-part.ts';

/** PostgreSQL by CloudNativePG. */
export const cloudNativePg: Operator = {
  group: 'postgresql.cnpg.io',
  kinds: ['Cluster'],
  source: 'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/ (read 2026-11-25)',
  parts(value) {
    const volumes = ['storage', 'walStorage'].filter((name) => at(value, `spec.${name}`) !== undefined);
    return [
      {
        name: '',
        podSpec: singleContainer('postgres', at(value, 'spec.resources')),
        replicas: replicasAt(value, { path: 'spec.instances', fallback: 1 }),
        claims: volumes.map((name) => ({
          name,
          spec: claimOf(at(value, `spec.${name}.size`), textAt(value, `spec.${name}.storageClass`)),
        })),
      },
    ];
  },
};

/** PostgreSQL by Zalando's operator. */
export const zalandoPostgres: Operator = {
  group: 'acid.zalan.do',
  kinds: ['postgresql'],
  source: 'https://postgres-operator.readthedocs.io/en/latest/reference/cluster_manifest/ (read 2026-11-25)',
  parts: (value) => [
    {
      name: '',
      podSpec: singleContainer('postgres', at(value, 'spec.resources')),
      replicas: replicasAt(value, { path: 'spec.numberOfInstances', fallback: 1 }),
      claims: [
        { name: 'pgdata', spec: claimOf(at(value, 'spec.volume.size'), textAt(value, 'spec.volume.storageClass')) },
      ],
    },
  ],
};
