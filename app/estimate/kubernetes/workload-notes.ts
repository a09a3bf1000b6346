import type { Workload } from '#app/kubernetes/workload.ts';

/** A limit so many times the request says that the request, and so the cost, may be far too low. */
const FAR_ABOVE = 4;

const NAMES = { cpu: 'CPU', memory: 'memory' } as const;

/** True when what a pod may use is far more than what it requests and is paid for. */
export function isFarAbove({ pod }: Workload, resource: string): boolean {
  const request = pod.requests.get(resource);
  const limit = pod.limits.get(resource);
  return (request?.greaterThan(0) && limit?.greaterThan(request.times(FAR_ABOVE))) ?? false;
}

/** What a reader should know of a workload beside its amounts, each in a few words. */
export function workloadNotes(workload: Workload): readonly string[] {
  const { pod, running, notes } = workload;
  const missing = (['cpu', 'memory'] as const).flatMap((resource) => {
    const containers = [
      ...new Set(pod.missing.flatMap((each) => (each.resource === resource ? [each.container] : []))),
    ];
    if (containers.length === 0) return [];
    const shown = containers.slice(0, 3).join(', ');
    const more = containers.length > 3 ? ` and ${containers.length - 3} more` : '';
    return [`no ${NAMES[resource]} request in ${shown}${more}: best effort`];
  });
  const far = (['cpu', 'memory'] as const).flatMap((resource) => {
    if (!isFarAbove(workload, resource)) return [];
    const times = pod.limits.get(resource)?.dividedBy(pod.requests.get(resource) ?? 1);
    return [`its ${NAMES[resource]} limit is ${times?.toDecimalPlaces(1).toFixed()} times its request`];
  });
  const scaled = running.by === 'replicas' && running.scaledBy !== null ? [`scaled by ${running.scaledBy}`] : [];
  return [...missing, ...far, ...scaled, ...notes];
}
