import type { MachineSpec } from '#app/pricing/price.ts';

/**
 * Families that AWS lists as previous generations, with the successor of the same architecture, size names, vCPUs and
 * memory. https://aws.amazon.com/ec2/previous-generation/ (read 2026-11-25).
 */
const SUCCESSORS: Readonly<Record<string, readonly string[]>> = {
  t2: ['t3'],
  m3: ['m6i', 'm5'],
  m4: ['m6i', 'm5'],
  c3: ['c6i', 'c5'],
  c4: ['c6i', 'c5'],
  r3: ['r6i', 'r5'],
  r4: ['r6i', 'r5'],
  i2: ['i4i'],
};

/**
 * The type of the same size in a newer family with at least as many vCPUs and as much memory, null where there is none.
 * Memory may be smaller by a twentieth: c4 has 3.75 GiB where c6i has 4, r4 15.25 where r6i has 16, and so on.
 */
export function successorOf(type: string, machine: (type: string) => MachineSpec | null): string | null {
  const [family = '', size = ''] = type.split('.');
  const own = machine(type);
  const candidates = Object.hasOwn(SUCCESSORS, family) ? (SUCCESSORS[family] ?? []) : [];
  for (const candidate of candidates) {
    const next = `${candidate}.${size}`;
    const spec = machine(next);
    if (!own || !spec || spec.architecture !== own.architecture) continue;
    if (spec.vcpu >= own.vcpu && spec.memoryGiB >= own.memoryGiB * 0.95) return next;
  }
  return null;
}
