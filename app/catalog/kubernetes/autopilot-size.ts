/** vCPUs and GiB; null where nothing is requested. */
export interface AutopilotRequest {
  readonly vcpu: number | null;
  readonly memoryGiB: number | null;
}

export interface AutopilotSize {
  readonly vcpu: number;
  readonly memoryGiB: number;
}

/**
 * GKE Autopilot's general-purpose class, clusters with bursting (the default since 1.30.2).
 * https://cloud.google.com/kubernetes-engine/docs/concepts/autopilot-resource-requests (facts/kubernetes-costing.md,
 * section 3; the minimums, the ratio and the maximums are marked there as not verified).
 */
const DEFAULTS: Readonly<Record<'pod' | 'daemon-set', AutopilotSize>> = {
  pod: { vcpu: 0.5, memoryGiB: 2 },
  'daemon-set': { vcpu: 0.05, memoryGiB: 100 / 1024 },
};
const LEAST: AutopilotSize = { vcpu: 0.05, memoryGiB: 52 / 1024 };
const MOST: AutopilotSize = { vcpu: 30, memoryGiB: 110 };
const LEAST_GIB_PER_VCPU = 1;
const MOST_GIB_PER_VCPU = 6.5;

/** What Autopilot gives a container that states only one of CPU and memory, as its default of 0.5 vCPU to 2 GiB. */
const USUAL_GIB_PER_VCPU = 4;

/** What a container gets: its request, or the default for what it does not state. */
export function autopilotContainer(request: AutopilotRequest, kind: 'pod' | 'daemon-set'): AutopilotSize {
  const { vcpu, memoryGiB } = request;
  if (vcpu === null && memoryGiB === null) return DEFAULTS[kind];
  return {
    vcpu: vcpu ?? (memoryGiB ?? 0) / USUAL_GIB_PER_VCPU,
    memoryGiB: memoryGiB ?? (vcpu ?? 0) * USUAL_GIB_PER_VCPU,
  };
}

/** What a pod of these containers is billed for; null where Autopilot rejects it as too large. */
export function autopilotPod(asked: AutopilotSize, kind: 'pod' | 'daemon-set'): AutopilotSize | null {
  const least = kind === 'pod' ? LEAST : { vcpu: 0.01, memoryGiB: 10 / 1024 };
  const raised = {
    vcpu: Math.max(asked.vcpu, least.vcpu),
    memoryGiB: Math.max(asked.memoryGiB, least.memoryGiB),
  };
  const size = {
    vcpu: Math.max(raised.vcpu, raised.memoryGiB / MOST_GIB_PER_VCPU),
    memoryGiB: Math.max(raised.memoryGiB, raised.vcpu * LEAST_GIB_PER_VCPU),
  };
  return size.vcpu > MOST.vcpu || size.memoryGiB > MOST.memoryGiB ? null : size;
}
