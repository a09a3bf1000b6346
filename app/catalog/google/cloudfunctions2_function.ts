import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { RUN_USAGE, runServiceComponents } from './cloud-run-components.ts';
import { readCpu, readMemoryGiB } from './cloud-run-limits.ts';

const { monthly_requests, average_request_duration_ms, concurrent_requests_per_instance } = RUN_USAGE;

/** A function of the second generation, which runs on Cloud Run and is billed as such. */
export const cloudfunctions2Function: ResourceType = {
  types: ['google_cloudfunctions2_function'],
  source: { url: 'https://cloud.google.com/functions/pricing', read: '2026-08-21' },
  usage: { monthly_requests, average_request_duration_ms, concurrent_requests_per_instance },
  parts: [
    part('Cloud Run function', (r) =>
      runServiceComponents(r, {
        vcpus: vcpusOf(r),
        memoryGiB: memoryOf(r),
        billing: 'request',
        minInstances: 0,
        cpuName: 'CPU allocation time',
      }),
    ),
  ],
};

function memoryOf(r: ResourceReader): number {
  return readMemoryGiB(r.text('service_config.available_memory', '256M'));
}

/** vCPUs that come with the memory where none are stated. https://cloud.google.com/run/docs/configuring/services/memory-limits#functions */
const VCPUS_BY_GIB: readonly (readonly [upToGiB: number, vcpus: number])[] = [
  [0.125, 0.083],
  [0.25, 0.167],
  [0.5, 0.333],
  [1, 0.583],
  [2, 1],
  [8, 2],
  [16, 4],
];

function vcpusOf(r: ResourceReader): number {
  const stated = r.text('service_config.available_cpu');
  if (stated !== undefined) return readCpu(stated);
  const memory = memoryOf(r);
  return VCPUS_BY_GIB.find(([upTo]) => memory <= upTo)?.[1] ?? 8;
}
