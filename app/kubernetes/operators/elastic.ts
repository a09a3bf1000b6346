import { at, listAt, textAt } from '../manifest-value.ts';
import { type Operator, replicasAt } from './operator-part.ts';

/** Elasticsearch, Kibana and their companions by Elastic Cloud on Kubernetes. */
export const elastic: Operator = {
  group: 'elasticsearch.k8s.elastic.co',
  kinds: ['Elasticsearch'],
  source: 'https://www.elastic.co/docs/reference/cloud-on-k8s/api-docs (read 2026-11-25)',
  parts: (value) =>
    listAt(value, 'spec.nodeSets').map((set, index) => ({
      name: textAt(set, 'name') ?? String(index),
      podSpec: at(set, 'podTemplate.spec') ?? null,
      replicas: replicasAt(set, { path: 'count', fallback: 0 }),
      claims: listAt(set, 'volumeClaimTemplates').map((claim, at_) => ({
        name: textAt(claim, 'metadata.name') ?? String(at_),
        spec: at(claim, 'spec') ?? null,
      })),
    })),
};
