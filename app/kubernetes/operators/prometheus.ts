import { countAt } from '../count.ts';
import { at, isMap, listAt, type ManifestMap, type ManifestValue, textAt } from '../manifest-value.ts';
import { type Operator, type OperatorPart, singleContainer, steady } from './operator-part.ts';

/** Prometheus, Alertmanager and Thanos Ruler: a StatefulSet each, Prometheus one for every shard. */
export const prometheus: Operator = {
  group: 'monitoring.coreos.com',
  kinds: ['Prometheus', 'PrometheusAgent', 'Alertmanager', 'ThanosRuler'],
  source: 'https://prometheus-operator.dev/docs/api-reference/api/ (read 2026-11-25)',
  parts: (value, kind) => [statefulSet(value, kind)],
};

function statefulSet(value: ManifestMap, kind: string): OperatorPart {
  const replicas = countAt(value, { path: 'spec.replicas', fallback: 1 });
  const shards = countAt(value, { path: 'spec.shards', fallback: 1 });
  const count =
    'count' in replicas && 'count' in shards
      ? { count: replicas.count * Math.max(shards.count, 1) }
      : 'invalid' in replicas
        ? replicas
        : shards;
  const claim = at(value, 'spec.storage.volumeClaimTemplate.spec');
  return {
    name: '',
    podSpec: withContainers(singleContainer(kind.toLowerCase(), at(value, 'spec.resources')), value),
    replicas: steady(count),
    claims: claim === undefined ? [] : [{ name: 'storage', spec: claim }],
  };
}

/** `spec.containers` adds sidecars, and changes those of the operator by their names. */
function withContainers(pod: ManifestMap, value: ManifestMap): ManifestValue {
  const own = listAt(pod, 'containers');
  const added = listAt(value, 'spec.containers').filter(
    (each) => isMap(each) && !own.some((other) => textAt(other, 'name') === textAt(each, 'name')),
  );
  const selector = at(value, 'spec.nodeSelector');
  return {
    ...pod,
    containers: [...own, ...added],
    tolerations: listAt(value, 'spec.tolerations'),
    ...(selector === undefined ? {} : { nodeSelector: selector }),
  };
}
