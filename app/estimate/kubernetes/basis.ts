import type { ManifestValue } from '#app/kubernetes/manifest-value.ts';
import type { PriceBook, PriceProvider } from '#app/pricing/price.ts';
import type { KubernetesPricing, NodePool, OpenCostPricing } from './kubernetes-pricing.ts';
import { nodeRates, type PoolPrice, poolPrice } from './node-rates.ts';
import { poolsFor } from './pool-choice.ts';
import type { ComputeRates } from './rate.ts';

/** A pricing basis made ready: the rates for each pod, and where volumes and load balancers are billed. */
export interface ComputeBasis {
  /** Rates for a pod with this spec. */
  readonly ratesFor: (spec: ManifestValue) => ComputeRates;
  readonly pools: readonly NodePool[];
  /** Null where no cloud is known. */
  readonly provider: PriceProvider | null;
  readonly region: string | null;
}

/** The basis with its prices looked up once. */
export function openBasis(basis: KubernetesPricing, book: PriceBook): ComputeBasis {
  if (basis.basis === 'opencost') {
    const rates = flatRates(basis);
    return { ratesFor: () => rates, pools: [], provider: null, region: null };
  }
  if (basis.basis === 'fargate' || basis.basis === 'autopilot') return notYet(basis);
  return nodeBasis(basis.pools, book);
}

function flatRates(basis: OpenCostPricing): ComputeRates {
  const { rates, origin } = basis;
  const rate = (amount: OpenCostPricing['rates']['cpu']) => ({
    rate: { amount, currency: rates.currency, asOf: rates.asOf, flags: [origin] },
  });
  return { cpu: rate(rates.cpu), memory: rate(rates.memory), gpu: rate(rates.gpu) };
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
    pools,
    provider: pools[0].provider,
    region: pools[0].region,
  };
}

function mixedRates(prices: readonly PoolPrice[]): ComputeRates {
  if (prices.length > 0) return nodeRates(prices);
  const unpriced = 'no node pool has the labels of its nodeSelector and taints that it tolerates';
  return { cpu: { unpriced }, memory: { unpriced }, gpu: { unpriced } };
}

function notYet(basis: { readonly basis: string; readonly region: string }): ComputeBasis {
  const unpriced = `pricing by ${basis.basis} is not built yet`;
  const rates = { cpu: { unpriced }, memory: { unpriced }, gpu: { unpriced } };
  const provider = basis.basis === 'fargate' ? 'aws' : 'google';
  return { ratesFor: () => rates, pools: [], provider, region: basis.region };
}
