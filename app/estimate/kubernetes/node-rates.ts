import { spotMachinePrices } from '#app/catalog/google/spot-prices.ts';
import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import type { MachineSpec, Price, PriceBook, PriceLookup, PriceProvider, PriceQuery } from '#app/pricing/price.ts';
import { askPrice } from '../derived-price.ts';
import { type NodePool, openCostDefaults } from './kubernetes-pricing.ts';
import { priceFlags } from './pod-rates.ts';
import type { ComputeRates, Rate, RateAnswer } from './rate.ts';

/** The machine of a pool and the price of an hour of it, or why there is none. */
export type PoolPrice =
  | {
      readonly pool: NodePool;
      /** With the GPUs that are attached to it. */
      readonly machine: MachineSpec;
      /** Of a whole node: its machine and what is attached to it. */
      readonly price: Price;
    }
  | { readonly pool: NodePool; readonly unpriced: string };

/** The price of one node of the pool. */
export function poolPrice(pool: NodePool, book: PriceBook): PoolPrice {
  const machine = book.machine(pool.provider, pool.type);
  if (!machine)
    return { pool, unpriced: `node pool ${pool.name}: the price book does not know the size of ${pool.type}` };
  const found = pool.isSpot ? spotPrice({ pool, machine }, book) : book.find(machineQuery(pool));
  if (found.state !== 'found') return { pool, unpriced: `node pool ${pool.name}: ${found.reason}` };
  // Machine types that come with GPUs are priced with them.
  if (!pool.accelerators || machine.gpuCount > 0) return { pool, machine, price: found.price };
  const { type, count } = pool.accelerators;
  const key = type.replace('tesla-', '');
  const one = book.find({ provider: 'google', service: 'compute-engine', family: 'gpu', key, region: pool.region });
  if (one.state !== 'found') return { pool, unpriced: `node pool ${pool.name}: ${type}: ${one.reason}` };
  const amount = found.price.amount.plus(one.price.amount.times(count));
  const listAmount = listOf(found.price).plus(listOf(one.price).times(count));
  const list = listAmount.equals(amount) ? {} : { listAmount };
  return { pool, machine: { ...machine, gpuCount: count }, price: { ...found.price, amount, ...list } };
}

function listOf(price: Price): Decimal {
  return price.listAmount ?? price.amount;
}

const MACHINES: Readonly<Record<PriceProvider, Pick<PriceQuery, 'service' | 'family' | 'attributes'>>> = {
  aws: { service: 'ec2', family: 'instance', attributes: { os: 'linux', tenancy: 'shared' } },
  azure: { service: 'virtual-machines', family: 'vm', attributes: { os: 'linux' } },
  google: { service: 'compute-engine', family: 'machine-type', attributes: {} },
};

/** The listed Spot price, which only Google's machines have; else the price on demand, which is the most that Spot costs. */
function spotPrice(
  { pool, machine }: { readonly pool: NodePool; readonly machine: MachineSpec },
  book: PriceBook,
): PriceLookup {
  const places =
    pool.provider === 'google' ? spotMachinePrices({ machineType: pool.type, region: pool.region, spec: machine }) : [];
  const listed = places.map((each) => askPrice(each, book)).find((each) => each.state === 'found');
  if (listed) return listed;
  const bound = book.find(machineQuery(pool));
  if (bound.state !== 'found') return bound;
  return { ...bound, price: { ...bound.price, flags: [...bound.price.flags, 'spot-upper-bound'] } };
}

function machineQuery(pool: NodePool): PriceQuery {
  return { provider: pool.provider, ...MACHINES[pool.provider], key: pool.type, region: pool.region };
}

/** Devices that nodes bring along, so that a part of the node's price is theirs. */
const DEVICES: ReadonlySet<string> = new Set([
  'nvidia.com/gpu',
  'amd.com/gpu',
  'habana.ai/gaudi',
  'aws.amazon.com/neuron',
  'aws.amazon.com/neurondevice',
  'google.com/tpu',
]);

/**
 * Rates of a mix of nodes: their prices together, shared in the proportion of OpenCost's base rates, so that all CPUs,
 * memory and GPUs of the nodes cost exactly what the nodes do. OpenCost specification, appendix A.
 */
export function nodeRates(prices: readonly PoolPrice[]): ComputeRates {
  const failed = prices.find((each) => 'unpriced' in each);
  if (failed && 'unpriced' in failed) return unpricedRates(failed.unpriced);
  const nodes = prices.flatMap((each) => ('price' in each ? [each] : []));
  const base = openCostDefaults();
  let price = ZERO;
  let list = ZERO;
  let weight = ZERO;
  let gpus = 0;
  for (const { pool, machine, price: one } of nodes) {
    // Pools that are known to be empty decide nothing; of unknown size each counts as one node.
    const count = nodes.every((each) => each.pool.count !== null) ? (pool.count ?? 1) : 1;
    price = price.plus(one.amount.times(count));
    list = list.plus(listOf(one).times(count));
    weight = weight.plus(baseCost(machine, base).times(count));
    gpus += machine.gpuCount * count;
  }
  if (weight.isZero()) return unpricedRates('the node pools have no node');
  const rate = (amount: Decimal): RateAnswer => {
    const share = (of: Decimal): Decimal => amount.times(of).dividedBy(weight);
    return rateOf({ amount: share(price), ...(list.equals(price) ? {} : { listAmount: share(list) }) }, nodes);
  };
  return {
    cpu: rate(base.cpu),
    memory: rate(base.memory),
    gpu:
      gpus > 0
        ? rate(base.gpu)
        : { unpriced: 'no node pool that it may run on has any, as far as the price book knows' },
    gpuNames: DEVICES,
  };
}

function baseCost(machine: MachineSpec, base: ReturnType<typeof openCostDefaults>): Decimal {
  return base.cpu
    .times(decimal(machine.vcpu))
    .plus(base.memory.times(decimal(machine.memoryGiB)))
    .plus(base.gpu.times(machine.gpuCount));
}

function rateOf(amounts: Pick<Rate, 'amount' | 'listAmount'>, nodes: readonly { readonly price: Price }[]): RateAnswer {
  const dates = nodes.map((each) => each.price.effectiveDate).sort();
  const flags = new Set(nodes.flatMap((each) => priceFlags(each.price)));
  return { rate: { ...amounts, currency: nodes[0]?.price.currency ?? 'USD', asOf: dates[0] ?? '', flags: [...flags] } };
}

/** Rates that are not known, and why. */
export function unpricedRates(unpriced: string): ComputeRates {
  return { cpu: { unpriced }, memory: { unpriced }, gpu: { unpriced } };
}
