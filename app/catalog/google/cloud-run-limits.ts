import { UNKNOWN } from '#app/terraform/resource.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';

/** vCPUs and GiB that the containers of an instance may use together; one vCPU and 512 MiB each by default. */
export function containerLimits(containers: readonly BlockReader[]): {
  readonly vcpus: number;
  readonly memoryGiB: number;
} {
  const all = containers.length === 0 ? [undefined] : containers;
  let vcpus = 0;
  let memoryGiB = 0;
  for (const container of all) {
    vcpus += readCpu(container?.text('resources.limits.cpu') ?? '1');
    memoryGiB += readMemoryGiB(container?.text('resources.limits.memory') ?? '512Mi');
  }
  return { vcpus, memoryGiB };
}

/** The vCPUs that `2` or `500m` states. */
export function readCpu(text: string): number {
  const number = Number.parseFloat(text);
  if (!Number.isFinite(number)) return 1;
  return text.endsWith('m') ? number / 1000 : number;
}

const GIB_BY_SUFFIX: Readonly<Record<string, number>> = {
  '': 1 / 1024 ** 3,
  k: 1000 / 1024 ** 3,
  Ki: 1 / 1024 ** 2,
  M: 1e6 / 1024 ** 3,
  Mi: 1 / 1024,
  G: 1e9 / 1024 ** 3,
  Gi: 1,
};

/** The GiB that `512Mi`, `1G` or a number of bytes states; half a one where it cannot be read. */
export function readMemoryGiB(text: string): number {
  const match = /^([\d.]{1,20})([A-Za-z]{0,2})$/.exec(text.trim());
  return match ? Number(match[1]) * (GIB_BY_SUFFIX[match[2] ?? ''] ?? 1 / 1024) : 0.5;
}

/** An annotation of a service or of its template; their names hold dots, so no path leads to them. */
export function annotation(r: ResourceReader, name: string): string | undefined {
  for (const path of ['template.metadata.annotations', 'metadata.annotations']) {
    const annotations = r.raw(path);
    if (typeof annotations !== 'object' || annotations === null || Array.isArray(annotations)) continue;
    const value = (annotations as Readonly<Record<string, unknown>>)[name];
    if (value !== undefined && value !== null && value !== UNKNOWN) return String(value);
  }
  return undefined;
}
