import type { PriceQuery } from '#app/pricing/price.ts';
import type { DerivedPrice } from '../resource-type.ts';
import { spotPartPrices } from './spot-prices.ts';

/** A custom machine type, read from its name: `n2-custom-6-20480`, `custom-2-15360-ext`. */
export interface CustomMachine {
  readonly family: string;
  readonly vcpus: number;
  readonly memoryGiB: number;
  /** Memory beyond what the family allows for each vCPU, billed at a higher rate. */
  readonly extendedGiB: number;
}

interface Family {
  readonly memoryPerVcpu: number;
  /** GiB of the `standard-2` and the `highcpu-2` shape. */
  readonly standard: number;
  readonly highcpu: number;
  readonly premium: number;
}

/**
 * Custom types cost 5 % more than predefined ones, E2 nothing more.
 * https://cloud.google.com/compute/vm-instance-pricing#custommachinetypepricing (facts read 2026-08-21).
 */
const FAMILIES: Readonly<Record<string, Family>> = {
  n1: { memoryPerVcpu: 6.5, standard: 7.5, highcpu: 1.8, premium: 1.05 },
  n2: { memoryPerVcpu: 8, standard: 8, highcpu: 2, premium: 1.05 },
  n2d: { memoryPerVcpu: 8, standard: 8, highcpu: 2, premium: 1.05 },
  n4: { memoryPerVcpu: 8, standard: 8, highcpu: 4, premium: 1.05 },
  n4a: { memoryPerVcpu: 8, standard: 8, highcpu: 4, premium: 1.05 },
  n4d: { memoryPerVcpu: 8, standard: 8, highcpu: 4, premium: 1.05 },
  e2: { memoryPerVcpu: 8, standard: 8, highcpu: 2, premium: 1 },
};

/** 0.00955 a GiB-hour against 0.004237 of predefined N1 and N2 memory in us-central1; the ratio holds elsewhere. */
const EXTENDED_TO_PREDEFINED = 0.00955 / 0.004237;

/** Digits of a share of a price: far more than a price has. */
const SHARE_DIGITS = 12;

/** The custom machine that `type` names, undefined when it is no custom type of a family that has them. */
export function readCustomMachine(type: string): CustomMachine | undefined {
  const match = /^(?:([a-z]\d[a-z]?)-)?custom-(\d{1,4})-(\d{1,8})(-ext)?$/.exec(type);
  if (!match) return undefined;
  const family = match[1] ?? 'n1';
  const vcpus = Number(match[2]);
  const memoryGiB = Number(match[3]) / 1024;
  const limits = FAMILIES[family];
  if (!limits || vcpus === 0) return undefined;
  const extendedGiB = match[4] ? Math.max(0, memoryGiB - vcpus * limits.memoryPerVcpu) : 0;
  return { family, vcpus, memoryGiB: memoryGiB - extendedGiB, extendedGiB };
}

/**
 * The price of one vCPU or one GiB of a custom machine for an hour. Google lists predefined shapes as
 * vCPUs × price + GiB × price, so two shapes of a family give both prices.
 */
export function customPrice(
  part: 'vcpu' | 'memory' | 'extended-memory',
  of: { readonly family: string; readonly region: string },
): DerivedPrice {
  const family = FAMILIES[of.family] ?? { memoryPerVcpu: 8, standard: 8, highcpu: 2, premium: 1 };
  const perGiB = 1 / (family.standard - family.highcpu);
  const ofTwo = (family.standard * perGiB) / 2;
  const [standard, highcpu] = part === 'vcpu' ? [0.5 - ofTwo, ofTwo] : [perGiB, -perGiB];
  const factor = part === 'extended-memory' ? EXTENDED_TO_PREDEFINED : family.premium;
  const shape = (name: string): PriceQuery => ({
    provider: 'google',
    service: 'compute-engine',
    family: 'machine-type',
    key: `${of.family}-${name}-2`,
    region: of.region,
    attributes: { os: 'linux' },
  });
  return {
    sum: [
      { share: (standard * factor).toFixed(SHARE_DIGITS), query: shape('standard') },
      { share: (highcpu * factor).toFixed(SHARE_DIGITS), query: shape('highcpu') },
    ],
    flags: ['derived'],
  };
}

/** The Spot price of one vCPU or one GiB of a custom machine, with the same premium as on demand. */
export function customSpotPrices(
  part: 'vcpu' | 'memory' | 'extended-memory',
  of: { readonly family: string; readonly region: string },
): readonly DerivedPrice[] {
  const premium = FAMILIES[of.family]?.premium ?? 1;
  const share = part === 'extended-memory' ? EXTENDED_TO_PREDEFINED : premium;
  return spotPartPrices(part === 'vcpu' ? 'vcpu' : 'memory', { series: of.family, region: of.region, share });
}
