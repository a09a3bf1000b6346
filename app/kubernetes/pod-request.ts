import {
  type ContainerDefaults,
  type ContainerResources,
  type FieldProblem,
  readAmounts,
  readContainers,
} from './container-resources.ts';
import { at, type ManifestValue } from './manifest-value.ts';
import { addAmounts, largerAmounts, type ResourceAmounts } from './resource-amounts.ts';

/** What one pod asks of the scheduler. */
export interface PodRequest {
  readonly requests: ResourceAmounts;
  readonly limits: ResourceAmounts;
  /** The containers that run together: the ordinary ones and the sidecars. */
  readonly containers: readonly ContainerResources[];
  readonly initContainers: readonly ContainerResources[];
  /** Containers whose CPU or memory nobody states, with what they lack. */
  readonly missing: readonly MissingRequest[];
  readonly problems: readonly FieldProblem[];
}

export interface MissingRequest {
  readonly container: string;
  readonly resource: 'cpu' | 'memory';
  /** True when something is stated that is no quantity. */
  readonly unreadable: boolean;
}

export interface PodDefaults {
  readonly containers: readonly ContainerDefaults[];
  /** `overhead.podFixed` of the pod's RuntimeClass, which admission copies into the pod. */
  readonly overhead: ResourceAmounts;
}

const NOTHING: ResourceAmounts = new Map();

/**
 * The effective request of a pod, resource by resource: the larger of what runs together and what the init containers
 * need in their order; a pod-level request replaces it; the overhead comes on top. kubernetes
 * `staging/src/k8s.io/component-helpers/resource/helpers.go` (facts/kubernetes-costing.md, section 2).
 */
export function podRequest(spec: ManifestValue, defaults: PodDefaults): PodRequest {
  const problems: FieldProblem[] = [];
  const read = (list: 'containers' | 'initContainers') =>
    readContainers(spec, { list, defaults: defaults.containers, problems });
  const main = read('containers');
  const init = read('initContainers');
  const level = (path: string): ResourceAmounts => readAmounts(spec, { path, owner: 'pod', problems, unreadable: [] });
  const pod = { requests: level('resources.requests'), limits: level('resources.limits') };
  const overhead = at(spec, 'overhead') === undefined ? defaults.overhead : level('overhead');
  const summed = aggregate({ main, init, of: 'requests' });
  const podLevel = podLevelRequests(pod, summed);
  const requests = addAmounts(new Map([...summed, ...podLevel]), overhead);
  const containers = [...main, ...init.filter((each) => each.sidecar)];
  return {
    requests,
    limits: limitsOf({ main, init, pod: pod.limits, overhead }),
    containers,
    initContainers: init.filter((each) => !each.sidecar),
    missing: missingRequests(containers, podLevel),
    problems,
  };
}

interface Lists {
  readonly main: readonly ContainerResources[];
  readonly init: readonly ContainerResources[];
}

/** Init containers run one after another, each beside the sidecars that started before it. */
function aggregate(lists: Lists & { readonly of: 'requests' | 'limits' }): ResourceAmounts {
  let run = NOTHING;
  for (const container of lists.main) run = addAmounts(run, container[lists.of]);
  let sidecars = NOTHING;
  let start = NOTHING;
  for (const container of lists.init) {
    const need = addAmounts(sidecars, container[lists.of]);
    if (container.sidecar) sidecars = need;
    start = largerAmounts(start, need);
  }
  return largerAmounts(addAmounts(run, sidecars), start);
}

/** Only these may be stated for a whole pod. */
function isPodLevel(resource: string): boolean {
  return resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-');
}

/**
 * What the pod itself requests. A pod-level limit without a request stands for one: the containers' sum where they
 * request something, else the limit (`pkg/apis/core/v1/defaults.go` defaultPodRequests, KEP-2837, read 2026-11-25).
 */
function podLevelRequests(
  pod: { readonly requests: ResourceAmounts; readonly limits: ResourceAmounts },
  summed: ResourceAmounts,
): ResourceAmounts {
  const result = new Map([...pod.requests].filter(([name]) => isPodLevel(name)));
  for (const [name, limit] of pod.limits) {
    if (isPodLevel(name) && !result.has(name)) result.set(name, summed.get(name) ?? limit);
  }
  return result;
}

/** Overhead comes only on top of limits that exist: a pod without a limit has none. */
function limitsOf(pod: Lists & { readonly pod: ResourceAmounts; readonly overhead: ResourceAmounts }): ResourceAmounts {
  const limits = new Map([...aggregate({ ...pod, of: 'limits' }), ...pod.pod].filter(([, limit]) => !limit.isZero()));
  for (const [name, limit] of limits) {
    const extra = pod.overhead.get(name);
    if (extra) limits.set(name, limit.plus(extra));
  }
  return limits;
}

function missingRequests(
  containers: readonly ContainerResources[],
  podLevel: ResourceAmounts,
): readonly MissingRequest[] {
  return containers.flatMap((container) =>
    (['cpu', 'memory'] as const)
      .filter((resource) => !positive(container.requests, resource) && !positive(podLevel, resource))
      .map((resource) => ({
        container: container.name,
        resource,
        unreadable: container.unreadable.includes(resource),
      })),
  );
}

/** A request of zero requests nothing: the scheduler's quality classes do not count it either. */
function positive(amounts: ResourceAmounts, resource: string): boolean {
  return amounts.get(resource)?.greaterThan(0) ?? false;
}
