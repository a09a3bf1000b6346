import type { FindMachine } from '../machines.ts';
import type { PriceRow } from '../price-row.ts';

export type GoogleNames = Pick<PriceRow, 'family' | 'key' | 'attributes'>;

/** What a SKU of Compute Engine prices: a thing of the book, or a part of its machine types. */
export type GoogleMeaning =
  | { readonly kind: 'price'; readonly names: GoogleNames }
  | { readonly kind: 'part'; readonly series: string; readonly part: 'core' | 'ram' }
  | { readonly kind: 'skip'; readonly reason: string };

/** Names of series in SKU descriptions where they are not the series itself. */
const SERIES: Readonly<Record<string, string>> = {
  'n1 predefined': 'n1',
  'compute optimized': 'c2',
  'memory-optimized': 'm1',
  'memory optimized': 'm1',
};

const PRICES: readonly (readonly [RegExp, GoogleNames])[] = [
  [/^Storage PD Capacity( in .*)?$/, { family: 'disk', key: 'hdd', attributes: { type: 'pd-standard' } }],
  [/^SSD backed PD Capacity( in .*)?$/, { family: 'disk', key: 'ssd', attributes: { type: 'pd-ssd' } }],
  [/^Balanced PD Capacity( in .*)?$/, { family: 'disk', key: 'balanced', attributes: { type: 'pd-balanced' } }],
  [/^Extreme PD Capacity( in .*)?$/, { family: 'disk', key: 'extreme', attributes: { type: 'pd-extreme' } }],
];

/** The meaning of a SKU by its description and usage type. */
export function googleMeaning(description: string, usageType: string): GoogleMeaning {
  if (usageType !== 'OnDemand') return { kind: 'skip', reason: usageType };
  if (/custom|sole tenancy|premium|extended|commitment|preemptible|spot|dws/i.test(description)) {
    return { kind: 'skip', reason: 'not a predefined machine' };
  }
  for (const [pattern, names] of PRICES) if (pattern.test(description)) return { kind: 'price', names };
  const match = /^(.+?) Instance (Core|Ram) running in /i.exec(description);
  if (!match) return { kind: 'skip', reason: 'not mapped' };
  const name = (match[1] ?? '').toLowerCase();
  // `N2D AMD`, `T2A Arm`, `C4 Intel`: the series, then who makes the processor.
  const series = SERIES[name] ?? /^([a-z]\d+[a-z]?)( amd| arm| intel)?$/.exec(name)?.[1];
  if (!series) return { kind: 'skip', reason: 'another machine series' };
  return { kind: 'part', series, part: (match[2] ?? '').toLowerCase() === 'core' ? 'core' : 'ram' };
}

/** Shared-core machines are billed for a fraction of a vCPU: e2-micro a quarter, e2-small a half, e2-medium one. */
const SHARED_CORES: Readonly<Record<string, string>> = { 'e2-micro': '0.25', 'e2-small': '0.5', 'e2-medium': '1' };

/** vCPUs and GiB that a machine type is billed for, null when more than these (GPUs, local disks) is in its price. */
export function billedSize(type: string, find: FindMachine): { readonly vcpu: string; readonly gib: string } | null {
  const machine = find('google', type);
  if (!machine || machine.gpuCount > 0 || type.includes('lssd')) return null;
  return { vcpu: SHARED_CORES[type] ?? String(machine.vcpu), gib: String(machine.memoryGiB) };
}
