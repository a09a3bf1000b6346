import type { ManifestObject } from './manifest-object.ts';
import { at, entriesAt, isMap, listAt, type ManifestMap, type ManifestValue, textAt } from './manifest-value.ts';
import { scalerKey } from './scalers.ts';

/** A VerticalPodAutoscaler that changes requests by itself: all but those that only recommend (`updateMode: Off`). */
export interface VerticalScaler {
  readonly name: string;
  readonly policies: readonly ManifestValue[];
}

/**
 * The vertical autoscalers by `scalerKey` of their target; `updateMode: Off` only recommends and is left out.
 * https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/api.md (read 2026-11-25).
 */
export function readVerticalScalers(objects: readonly ManifestObject[]): ReadonlyMap<string, VerticalScaler> {
  const scalers = new Map<string, VerticalScaler>();
  for (const object of objects) {
    if (object.kind !== 'VerticalPodAutoscaler' || object.group !== 'autoscaling.k8s.io') continue;
    const name = textAt(object.value, 'spec.targetRef.name');
    const kind = textAt(object.value, 'spec.targetRef.kind');
    // Plain `Off` is a word in YAML 1.2; YAML 1.1 tools write it as false.
    const mode = at(object.value, 'spec.updatePolicy.updateMode');
    if (name === undefined || kind === undefined || mode === 'Off' || mode === false) continue;
    const policies = listAt(object.value, 'spec.resourcePolicy.containerPolicies');
    const key = scalerKey({ namespace: object.namespace, kind, name });
    // Two for one workload fight; the first by name stands for both, whatever the order of the documents.
    const before = scalers.get(key);
    if (!before || object.name < before.name) scalers.set(key, { name: object.name, policies });
  }
  return scalers;
}

/** The pod's spec with each container at the least or the most that the autoscaler may request for it. */
export function verticalBounds(
  spec: ManifestValue,
  by: { readonly scaler: VerticalScaler; readonly bound: 'minimum' | 'maximum' },
): ManifestValue {
  if (!isMap(spec)) return spec;
  const containers = listAt(spec, 'containers').map((container) => {
    const policy = policyFor(textAt(container, 'name'), by.scaler);
    if (!isMap(container) || policy === undefined || textAt(policy, 'mode') === 'Off') return container;
    const controlled = listAt(policy, 'controlledResources');
    const allowed = entriesAt(policy, by.bound === 'minimum' ? 'minAllowed' : 'maxAllowed').filter(
      ([resource]) => controlled.length === 0 || controlled.includes(resource),
    );
    return allowed.length === 0 ? container : withRequests(container, Object.fromEntries(allowed));
  });
  return { ...spec, containers };
}

function policyFor(name: string | undefined, scaler: VerticalScaler): ManifestValue | undefined {
  const named = (wanted: string | undefined) =>
    scaler.policies.find((policy) => textAt(policy, 'containerName') === wanted);
  return named(name) ?? named('*');
}

function withRequests(container: ManifestMap, allowed: ManifestMap): ManifestMap {
  const resources = at(container, 'resources');
  const requests = at(container, 'resources.requests');
  return {
    ...container,
    resources: {
      ...(isMap(resources) ? resources : {}),
      requests: { ...(isMap(requests) ? requests : {}), ...allowed },
    },
  };
}
