import type { ManifestValue } from '#app/kubernetes/manifest-value.ts';
import type { Workload } from '#app/kubernetes/workload.ts';
import type { PriceBook, PriceProvider } from '#app/pricing/price.ts';
import type { KubernetesPricing, NodePool, OpenCostPricing, OpenCostRateName } from './kubernetes-pricing.ts';
import { nodeRates, type PoolPrice, poolPrice, unpricedRates } from './node-rates.ts';
import { autopilotRates, fargateRates } from './pod-rates.ts';
import { autopilotShape, fargateShape, type PodShape, requestedShape } from './pod-shape.ts';
import { poolsFor, requestsDevice } from './pool-choice.ts';
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
      const chosen = withDevices(poolsFor(spec, pools), { spec, prices });
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

/** A pod that asks for GPUs runs only on nodes that have some; where none does, what it asks for is unpriced. */
function withDevices(
  pools: readonly NodePool[],
  by: { readonly spec: ManifestValue; readonly prices: ReadonlyMap<NodePool, PoolPrice> },
): readonly NodePool[] {
  if (!['nvidia.com/gpu', 'amd.com/gpu'].some((name) => requestsDevice(by.spec, name))) return pools;
  const equipped = pools.filter((pool) => {
    const price = by.prices.get(pool);
    return price && 'machine' in price && price.machine.gpuCount > 0;
  });
  return equipped.length > 0 ? equipped : pools;
}

function mixedRates(prices: readonly PoolPrice[]): ComputeRates {
  if (prices.length > 0) return nodeRates(prices);
  return unpricedRates('no node pool has the labels of its nodeSelector and taints that it tolerates');
}
