import type { Workload } from '#app/kubernetes/workload.ts';
import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { addedNodes, type Capacity, packingName } from './capacity.ts';
import { type CostRow, costRow } from './cost-row.ts';
import type { PoolPrice } from './node-rates.ts';
import type { EstimateManifestsDeps } from './object-context.ts';
import type { PodCount } from './pod-count.ts';
import { priceFlags } from './pod-rates.ts';

type Money = Pick<EstimateManifestsDeps, 'currency' | 'convert'>;

/** What a workload costs where the nodes are paid already: nothing for what fits, whole nodes for what does not. */
export function capacityRows(
  request: {
    readonly project: string;
    readonly workload: Workload;
    readonly pods: PodCount;
    readonly capacity: Capacity;
  },
  deps: Money,
): readonly CostRow[] {
  const { workload, pods, capacity } = request;
  if (workload.invalid) return [stateRow({ unknown: workload.invalid }, deps)];
  if (capacity.unpriced) return [stateRow({ unpriced: capacity.unpriced }, deps)];
  if ('usage' in pods) return [stateRow({ usage: pods.usage }, deps)];
  const missing = missingRows(workload, deps);
  if (workload.running.by === 'nodes') return [fittingRow(pods, deps), ...missing];
  const name = packingName(request);
  const of = (which: 'minimum' | 'expected' | 'maximum') => capacity.placements[which].get(name);
  const expected = of('expected');
  const counts = (pick: (which: 'minimum' | 'expected' | 'maximum') => Decimal) => ({
    minimum: pick('minimum'),
    expected: pick('expected'),
    maximum: pick('maximum'),
  });
  const rows = [
    fittingRow({ ...pods, ...counts((which) => decimal(of(which)?.fitting ?? 0)) }, deps),
    ...capacity.prices.flatMap((price, pool) =>
      nodeRow(price, { nodes: counts((which) => addedNodes(of(which), pool)), pods }, deps),
    ),
    ...missing,
  ];
  if ((expected?.homeless ?? 0) > 0)
    rows.push(stateRow({ unpriced: 'no node of the pools is large enough for it' }, deps));
  return rows;
}

/** Room on nodes that are paid: it costs nothing more, whatever the prices. */
function fittingRow(pods: Extract<PodCount, { expected: Decimal }>, deps: Money): CostRow {
  const rate = { rate: { amount: ZERO, currency: deps.currency, asOf: '', flags: ['existing-capacity'] } };
  return costRow({ name: 'Pods on paid nodes', unit: 'pods', quantity: pods, rate, flags: pods.flags }, deps);
}

function nodeRow(
  price: PoolPrice,
  by: {
    readonly nodes: Readonly<Record<'minimum' | 'expected' | 'maximum', Decimal>>;
    readonly pods: Extract<PodCount, { expected: Decimal }>;
  },
  deps: Money,
): readonly CostRow[] {
  const { minimum, expected, maximum } = by.nodes;
  if ('unpriced' in price || maximum.plus(expected).plus(minimum).isZero()) return [];
  const { amount, listAmount, currency, effectiveDate } = price.price;
  const hours = (nodes: Decimal): Decimal => nodes.times(HOURS_PER_MONTH);
  const quantity = {
    minimum: hours(minimum),
    expected: hours(expected),
    maximum: hours(maximum),
    origin: by.pods.origin,
  };
  const list = listAmount === undefined ? {} : { listAmount };
  const rate = { rate: { amount, currency, asOf: effectiveDate, flags: priceFlags(price.price), ...list } };
  return [costRow({ name: `Additional nodes (${price.pool.type})`, unit: 'node-hours', quantity, rate }, deps)];
}

function missingRows(workload: Workload, deps: Money): readonly CostRow[] {
  const { missing } = workload.pod;
  if (missing.length === 0) return [];
  const fields = [...new Set(missing.map((each) => `${each.container}.resources.requests.${each.resource}`))];
  const reason = `not stated: ${fields.slice(0, 5).join(', ')}; what is not requested takes no room that is known`;
  return [stateRow({ unpriced: reason }, deps)];
}

function stateRow(
  state: { readonly unpriced?: string; readonly unknown?: string; readonly usage?: string },
  deps: Money,
): CostRow {
  const { unpriced, unknown, usage } = state;
  const quantity = unknown === undefined ? { usage: usage ?? unpriced ?? '' } : { unknown };
  const zero = { rate: { amount: ZERO, currency: deps.currency, asOf: '', flags: [] } };
  const rate = unpriced === undefined ? zero : { unpriced };
  return costRow({ name: 'Pods', unit: 'pods', quantity, rate }, deps);
}
