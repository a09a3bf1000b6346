import type { MachineSpec, PriceQuery } from '#app/pricing/price.ts';
import type { DerivedPrice } from '../resource-type.ts';

/** Shared-core machines are billed for a fraction of a vCPU: https://cloud.google.com/compute/vm-instance-pricing#sharedcore */
const SHARED_CORES: Readonly<Record<string, number>> = { 'e2-micro': 0.25, 'e2-small': 0.5, 'e2-medium': 1 };

interface SpotMachine {
  readonly machineType: string;
  readonly region: string;
  /** Null when the book does not know the type. */
  readonly spec: MachineSpec | null;
}

/**
 * Where the Spot price of a predefined machine may stand: of the type itself (shared core, GPUs), or of the vCPUs and
 * the memory of its series. Types with local SSDs have these in their price, so no series can say it.
 */
export function spotMachinePrices({ machineType, region, spec }: SpotMachine): readonly DerivedPrice[] {
  const own: DerivedPrice = {
    sum: [{ share: 1, query: spotQuery('machine', { key: machineType, region }) }],
    flags: [],
  };
  if (!spec || spec.gpuCount > 0 || machineType.includes('lssd')) return [own];
  const key = machineType.split('-')[0] ?? '';
  const vcpus = SHARED_CORES[machineType] ?? spec.vcpu;
  return [
    {
      sum: [
        { share: vcpus, query: spotQuery('vcpu', { key, region }) },
        { share: spec.memoryGiB, query: spotQuery('memory', { key, region }) },
      ],
      flags: ['derived'],
    },
    { sum: [{ share: vcpus, query: spotQuery('vcpu-with-memory', { key, region }) }], flags: ['derived'] },
    own,
  ];
}

/** `share` vCPUs or GiB of a series. */
export function spotPartPrices(
  part: 'vcpu' | 'memory',
  of: { readonly series: string; readonly region: string; readonly share: number },
): readonly DerivedPrice[] {
  const query = spotQuery(part, { key: of.series, region: of.region });
  return [{ sum: [{ share: of.share.toFixed(12), query }], flags: ['derived'] }];
}

/** A GPU or a local SSD that is attached to a Spot machine; only a refresh knows these. */
export function spotAttachedPrices(
  what: 'gpu' | 'local-ssd',
  of: { readonly key: string; readonly region: string },
): readonly DerivedPrice[] {
  return [{ sum: [{ share: 1, query: spotQuery(what, of) }], flags: [] }];
}

function spotQuery(
  what: 'machine' | 'vcpu' | 'memory' | 'vcpu-with-memory' | 'gpu' | 'local-ssd',
  of: { readonly key: string; readonly region: string },
): PriceQuery {
  return { provider: 'google', service: 'compute-engine', family: `spot-${what}`, ...of };
}
