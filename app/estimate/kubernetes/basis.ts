import type { ManifestValue } from '#app/kubernetes/manifest-value.ts';
import type { Workload } from '#app/kubernetes/workload.ts';
import type { PriceBook, PriceProvider } from '#app/pricing/price.ts';
import type { KubernetesPricing, NodePool, OpenCostPricing, OpenCostRateName } from './kubernetes-pricing.ts';
import { nodeRates, type PoolPrice, poolPrice, unpricedRates } from './node-rates.ts';
import { autopilotRates, fargateRates } from './pod-rates.ts';
import { autopilotShape, fargateShape, type PodShape, requestedShape } from './pod-shape.ts';
import { poolsFor } from './pool-choice.ts';
import type { ComputeRates, RateAnswer } from './rate.ts';

/** A pricing basis made ready: the rates for each pod, and where volumes and load balancers are billed. */
export interface ComputeBasis {
  /** Rates for a pod with this spec. */
  readonly ratesFor: (spec: ManifestValue) => ComputeRates;
  /** What a pod of the workload is billed for. */
  readonly shapeOf: (workload: Workload) => PodShape;
  readonly pools: readonly NodePool[];
  /** Null where no cloud is known. */
  readonly provider: PriceProvider | null;
  readonly region: string | null;
}

/** The basis with its prices looked up once. */
export function openBasis(basis: KubernetesPricing, book: PriceBook): ComputeBasis {
  if (basis.basis === 'opencost') {
    const rates = flatRates(basis);
    return { ratesFor: () => rates, shapeOf: requestedShape, pools: [], provider: null, region: null };
  }
  if (basis.basis === 'fargate') {
    const rates = fargateRates(basis.region, book);
    return { ratesFor: () => rates, shapeOf: fargateShape, pools: [], provider: 'aws', region: basis.region };
  }
  if (basis.basis === 'autopilot') {
    const rates = autopilotRates(basis.region, book);
    return { ratesFor: () => rates, shapeOf: autopilotShape, pools: [], provider: 'google', region: basis.region };
  }
  return nodeBasis(basis.pools, book);
}

function flatRates(basis: OpenCostPricing): ComputeRates {
  return { cpu: openCostRate(basis, 'cpu'), memory: openCostRate(basis, 'memory'), gpu: openCostRate(basis, 'gpu') };
}

/** One of OpenCost's rates, with where it comes from as its flag. */
export function openCostRate(basis: OpenCostPricing, name: OpenCostRateName): RateAnswer {
  const { rates, origin, assumed = [] } = basis;
  const flag = assumed.includes(name) ? 'opencost-default' : origin;
  return { rate: { amount: rates[name], currency: rates.currency, asOf: rates.asOf, flags: [flag] } };
}

function nodeBasis(pools: readonly [NodePool, ...NodePool[]], book: PriceBook): ComputeBasis {
  const prices = new Map<NodePool, PoolPrice>(pools.map((pool) => [pool, poolPrice(pool, book)]));
  const known = new Map<string, ComputeRates>();
  return {
    ratesFor(spec) {
      const chosen = poolsFor(spec, pools);
      const key = chosen.map((pool) => pools.indexOf(pool)).join();
      const rates = known.get(key) ?? mixedRates(chosen.flatMap((pool) => prices.get(pool) ?? []));
      known.set(key, rates);
      return rates;
    },
    shapeOf: requestedShape,
    pools,
    provider: pools[0].provider,
    region: pools[0].region,
  };
}

function mixedRates(prices: readonly PoolPrice[]): ComputeRates {
  if (prices.length > 0) return nodeRates(prices);
  return unpricedRates('no node pool has the labels of its nodeSelector and taints that it tolerates');
}
