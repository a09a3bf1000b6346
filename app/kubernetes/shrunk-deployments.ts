import type { ManifestObject } from './manifest-object.ts';
import { textAt } from './manifest-value.ts';

/** How a Rollout treats the Deployment that it takes over: `never` leaves it as it is, and is the default. */
const SHRINKING: readonly string[] = ['onsuccess', 'progressively'];

/**
 * Deployments that a Rollout takes the template of and scales down: their address, and `Rollout web`.
 * https://argo-rollouts.readthedocs.io/en/stable/migrating/ (read 2026-11-26).
 */
export function shrunkDeployments(objects: readonly ManifestObject[]): ReadonlyMap<string, string> {
  const shrunk = new Map<string, string>();
  for (const { group, kind, name, namespace, value } of objects) {
    if (group !== 'argoproj.io' || kind !== 'Rollout') continue;
    const target = textAt(value, 'spec.workloadRef.name');
    const scaleDown = textAt(value, 'spec.workloadRef.scaleDown') ?? 'never';
    if (target === undefined || !SHRINKING.includes(scaleDown)) continue;
    shrunk.set(`${namespace}/${textAt(value, 'spec.workloadRef.kind') ?? 'Deployment'}/${target}`, `Rollout ${name}`);
  }
  return shrunk;
}
