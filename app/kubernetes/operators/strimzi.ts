import { at, isMap, listAt, type ManifestMap, type ManifestValue, textAt } from '../manifest-value.ts';
import { claimOf, type Operator, type OperatorPart, replicasAt, singleContainer } from './operator-part.ts';

/** Apache Kafka by Strimzi: brokers, ZooKeeper where it is still used, and pools of nodes. */
export const strimzi: Operator = {
  group: 'kafka.strimzi.io',
  kinds: ['Kafka', 'KafkaNodePool', 'KafkaConnect', 'KafkaMirrorMaker2', 'KafkaBridge'],
  source: 'https://strimzi.io/docs/operators/latest/configuring.html (read 2026-11-25)',
  parts(value, kind) {
    if (kind === 'KafkaNodePool') return [nodes(at(value, 'spec') ?? null, { name: '', container: 'kafka' })];
    if (kind !== 'Kafka') return [worker(value, kind)];
    return ['kafka', 'zookeeper'].flatMap((name) => {
      const spec = at(value, `spec.${name}`);
      // With node pools the brokers are counted there.
      return at(spec, 'replicas') === undefined ? [] : [nodes(spec ?? null, { name, container: name })];
    });
  },
};

function nodes(spec: ManifestValue, of: { readonly name: string; readonly container: string }): OperatorPart {
  return {
    name: of.name,
    podSpec: singleContainer(of.container, at(spec, 'resources')),
    replicas: replicasAt(spec, { path: 'replicas', fallback: 1 }),
    claims: claimsOf(at(spec, 'storage')),
  };
}

/** `persistent-claim`, or `jbod` with several of them; `ephemeral` is a part of the node. */
function claimsOf(storage: ManifestValue | undefined): OperatorPart['claims'] {
  const volumes = textAt(storage, 'type') === 'jbod' ? listAt(storage, 'volumes') : [storage];
  return volumes.flatMap((volume, index) =>
    isMap(volume) && textAt(volume, 'type') === 'persistent-claim'
      ? [{ name: `data-${index}`, spec: claimOf(at(volume, 'size'), at(volume, 'class')) }]
      : [],
  );
}

function worker(value: ManifestMap, kind: string): OperatorPart {
  return {
    name: '',
    podSpec: singleContainer(kind, at(value, 'spec.resources')),
    replicas: replicasAt(value, { path: 'spec.replicas', fallback: kind === 'KafkaBridge' ? 1 : 3 }),
    claims: [],
  };
}
