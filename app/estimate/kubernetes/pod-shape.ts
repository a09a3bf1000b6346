import { autopilotContainer, autopilotPod } from '#app/catalog/kubernetes/autopilot-size.ts';
import { FARGATE_FREE_STORAGE_GIB, fargateSize } from '#app/catalog/kubernetes/fargate-size.ts';
import type { MissingRequest } from '#app/kubernetes/pod-request.ts';
import type { ResourceAmounts } from '#app/kubernetes/resource-amounts.ts';
import type { Workload } from '#app/kubernetes/workload.ts';
import { Decimal, decimal, ZERO } from '#app/measure/decimal.ts';

/** What one pod is billed for, by resource: what it requests, or what the platform makes of that. */
export interface PodShape {
  readonly minimum: ResourceAmounts;
  readonly expected: ResourceAmounts;
  readonly maximum: ResourceAmounts;
  /** Requests that nobody states and that the platform does not fill in. */
  readonly missing: readonly MissingRequest[];
  /** Why the platform would not run the pod; null where it would. */
  readonly refused: string | null;
  readonly flags: readonly string[];
}

const BYTES_PER_GIB = decimal(2).pow(30);

/** Nodes and flat rates: the pod is billed for what it requests. */
export function requestedShape({ pod, bounds }: Workload): PodShape {
  return { ...bounds, expected: withinBounds(pod.requests, bounds), missing: pod.missing, refused: null, flags: [] };
}

/** What a vertical autoscaler leaves of a request that lies outside of its bounds. */
function withinBounds(requests: ResourceAmounts, { minimum, maximum }: Workload['bounds']): ResourceAmounts {
  if (minimum === requests && maximum === requests) return requests;
  return new Map(
    [...requests].map(([name, amount]) => {
      const least = Decimal.max(amount, minimum.get(name) ?? amount);
      return [name, Decimal.min(least, Decimal.max(maximum.get(name) ?? least, minimum.get(name) ?? ZERO))];
    }),
  );
}

/** Fargate bills the next larger of its sizes, with 20 GiB of disk; no DaemonSets, no devices. */
export function fargateShape(workload: Workload): PodShape {
  const refused =
    workload.running.by === 'nodes'
      ? 'Fargate runs no DaemonSets'
      : hasDevices(workload.pod.requests)
        ? 'Fargate has no GPUs or other devices'
        : null;
  return shapeBy(workload, {
    size: fargateAmounts,
    refused,
    flag: 'fargate-size',
    tooLarge: 'no Fargate size is that large',
  });
}

function fargateAmounts(requests: ResourceAmounts): ResourceAmounts | null {
  const size = fargateSize({ vcpu: cores(requests), memoryGiB: gib(requests, 'memory') });
  if (!size) return null;
  const extra = Math.max(0, gib(requests, 'ephemeral-storage') - FARGATE_FREE_STORAGE_GIB);
  return amounts({ ...size, storageGiB: extra });
}

/** Storage in GiB that Autopilot gives a container that states none. */
const AUTOPILOT_STORAGE_GIB = { pod: 1, 'daemon-set': 100 / 1024 };

/** Autopilot fills in what containers do not state, and raises the pod to its least size and ratio. */
export function autopilotShape(workload: Workload): PodShape {
  const kind = workload.running.by === 'nodes' ? 'daemon-set' : 'pod';
  const filled = filledContainers(workload, kind);
  const size = (requests: ResourceAmounts): ResourceAmounts | null => {
    const asked = {
      vcpu: Math.max(cores(requests), filled.vcpu),
      memoryGiB: Math.max(gib(requests, 'memory'), filled.memoryGiB),
    };
    const billed = autopilotPod(asked, kind);
    return (
      billed && amounts({ ...billed, storageGiB: Math.max(gib(requests, 'ephemeral-storage'), filled.storageGiB) })
    );
  };
  const refused = hasDevices(workload.pod.requests)
    ? 'GPUs and other devices on Autopilot have no price in the book'
    : null;
  const tooLarge = 'Autopilot refuses general-purpose pods of more than 30 vCPU or 110 GiB';
  return shapeBy(workload, { size, refused, flag: 'autopilot-size', tooLarge });
}

/** The containers together, each with the defaults; zero where a pod-level request or a vertical scaler decides. */
function filledContainers({ pod, bounds }: Workload, kind: 'pod' | 'daemon-set') {
  const sum = { vcpu: 0, memoryGiB: 0, storageGiB: 0 };
  for (const container of pod.containers) {
    const state = (resource: string) => container.requests.get(resource)?.toNumber() || null;
    const memory = state('memory');
    const memoryGiB = memory === null ? null : memory / 2 ** 30;
    const size = autopilotContainer({ vcpu: state('cpu'), memoryGiB }, kind);
    sum.vcpu += size.vcpu;
    sum.memoryGiB += size.memoryGiB;
    sum.storageGiB += (state('ephemeral-storage') ?? 0) / 2 ** 30 || AUTOPILOT_STORAGE_GIB[kind];
  }
  const decided = pod.missing.length === 0 || bounds.minimum !== pod.requests;
  return decided ? { ...sum, vcpu: 0, memoryGiB: 0 } : sum;
}

interface Platform {
  readonly size: (requests: ResourceAmounts) => ResourceAmounts | null;
  readonly refused: string | null;
  readonly flag: string;
  readonly tooLarge: string;
}

function shapeBy({ pod, bounds }: Workload, platform: Platform): PodShape {
  const expected = platform.size(pod.requests);
  const unreadable = pod.missing.filter((each) => each.unreadable);
  const nothing: ResourceAmounts = new Map();
  const minimum = bounds.minimum === pod.requests ? expected : platform.size(bounds.minimum);
  const maximum = bounds.maximum === pod.requests ? expected : platform.size(bounds.maximum);
  return {
    minimum: minimum ?? nothing,
    expected: expected ?? nothing,
    maximum: maximum ?? nothing,
    missing: unreadable,
    refused: platform.refused ?? (expected ? null : platform.tooLarge),
    flags: [platform.flag],
  };
}

function amounts(size: {
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly storageGiB: number;
}): ResourceAmounts {
  const bytes = (each: number): Decimal => new Decimal(each).times(BYTES_PER_GIB);
  const result = new Map([
    ['cpu', new Decimal(size.vcpu)],
    ['memory', bytes(size.memoryGiB)],
  ]);
  if (size.storageGiB > 0) result.set('ephemeral-storage', bytes(size.storageGiB));
  return result;
}

function hasDevices(requests: ResourceAmounts): boolean {
  return [...requests].some(([name, amount]) => name.includes('/') && amount.greaterThan(0));
}

function cores(requests: ResourceAmounts): number {
  return (requests.get('cpu') ?? ZERO).toNumber();
}

function gib(requests: ResourceAmounts, resource: string): number {
  return (requests.get(resource) ?? ZERO).dividedBy(BYTES_PER_GIB).toNumber();
}
