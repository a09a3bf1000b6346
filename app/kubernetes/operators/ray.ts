import { countAt } from '../count.ts';
import { at, flagAt, listAt, type ManifestValue, textAt } from '../manifest-value.ts';
import { type Operator, type OperatorPart, steady } from './operator-part.ts';

/** Ray clusters of KubeRay: a head and groups of workers, which an autoscaler keeps within their bounds. */
export const ray: Operator = {
  group: 'ray.io',
  kinds: ['RayCluster', 'RayService'],
  source: 'https://ray-project.github.io/kuberay/reference/api/ (read 2026-11-25)',
  parts(value, kind) {
    const cluster = at(value, kind === 'RayService' ? 'spec.rayClusterConfig' : 'spec');
    const scaled = flagAt(cluster, 'enableInTreeAutoscaling');
    const workers = listAt(cluster, 'workerGroupSpecs').map((group, index) => workerPart(group, { index, scaled }));
    return [headPart(cluster), ...workers];
  },
};

function headPart(cluster: ManifestValue | undefined): OperatorPart {
  return {
    name: 'head',
    podSpec: at(cluster, 'headGroupSpec.template.spec') ?? null,
    replicas: steady({ count: 1 }),
    claims: [],
  };
}

function workerPart(group: ManifestValue, about: { readonly index: number; readonly scaled: boolean }): OperatorPart {
  const hosts = countAt(group, { path: 'numOfHosts', fallback: 1 });
  const times = 'count' in hosts ? hosts.count : 1;
  const read = (path: string, fallback: number) => {
    const count = countAt(group, { path, fallback });
    return 'count' in count ? { count: count.count * times } : count;
  };
  const stated = read('replicas', 0);
  const least = read('minReplicas', 0);
  const expected = 'count' in stated && 'count' in least && stated.count < least.count ? least : stated;
  const name = textAt(group, 'groupName') ?? String(about.index);
  return {
    name: `workers ${name}`,
    podSpec: at(group, 'template.spec') ?? null,
    replicas: about.scaled
      ? {
          minimum: least,
          expected,
          maximum: at(group, 'maxReplicas') === undefined ? expected : read('maxReplicas', 0),
        }
      : steady(expected),
    claims: [],
  };
}
