/** A size that EKS sells a Fargate pod in. */
export interface FargateSize {
  readonly vcpu: number;
  readonly memoryGiB: number;
}

interface Row {
  readonly vcpu: number;
  readonly memoryGiB: readonly number[];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html (facts/kubernetes-costing.md, section 3). */
const SIZES: readonly Row[] = [
  { vcpu: 0.25, memoryGiB: [0.5, 1, 2] },
  { vcpu: 0.5, memoryGiB: steps({ from: 1, to: 4, by: 1 }) },
  { vcpu: 1, memoryGiB: steps({ from: 2, to: 8, by: 1 }) },
  { vcpu: 2, memoryGiB: steps({ from: 4, to: 16, by: 1 }) },
  { vcpu: 4, memoryGiB: steps({ from: 8, to: 30, by: 1 }) },
  { vcpu: 8, memoryGiB: steps({ from: 16, to: 60, by: 4 }) },
  { vcpu: 16, memoryGiB: steps({ from: 32, to: 120, by: 8 }) },
];

/** What Fargate adds for the kubelet and its companions. */
const RESERVED_GIB = 0.25;

/** Disk space in GiB that comes with every pod. */
export const FARGATE_FREE_STORAGE_GIB = 20;

/** The size that a pod with this request is billed for; null where none is large enough. */
export function fargateSize(request: FargateSize): FargateSize | null {
  const asked = request.memoryGiB + RESERVED_GIB;
  for (const { vcpu, memoryGiB } of SIZES) {
    const memory = vcpu >= request.vcpu ? memoryGiB.find((size) => size >= asked) : undefined;
    if (memory !== undefined) return { vcpu, memoryGiB: memory };
  }
  return null;
}

function steps(range: { readonly from: number; readonly to: number; readonly by: number }): readonly number[] {
  const sizes: number[] = [];
  for (let size = range.from; size <= range.to; size += range.by) sizes.push(size);
  return sizes;
}
