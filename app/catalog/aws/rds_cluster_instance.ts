import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { times } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, type DerivedPrice, part, type ResourceType } from '../resource-type.ts';
import { extendedSupportRows } from './extended-support.ts';
import { type Engine, engineOf, instancePrice } from './rds-engine.ts';
import { creditRows, insightRows, rdsExtraUsage } from './rds-extras.ts';
import { rdsPrice, sharesOf } from './rds-price-list.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** I/O-Optimized instances cost 1.3 times as much: https://aws.amazon.com/rds/aurora/pricing/ */
const IO_OPTIMIZED = 1.3;

/** Aurora instances, serverless v2 among them. */
export const rdsClusterInstance: ResourceType = {
  types: ['aws_rds_cluster_instance'],
  source: { url: 'https://aws.amazon.com/rds/aurora/pricing/', read: '2026-08-21' },
  usage: {
    capacity_units_per_hr: usageKey('ACU', 'Capacity units of a serverless instance on average', 0.5),
    ...rdsExtraUsage,
  },
  parts: [
    part('Database instance', (r) => (isServerless(r) ? serverlessRow(r) : instanceRow(r))),
    part('CPU credits', (r) => creditRows(instanceClass(r), r)),
    part('Performance Insights', (r) =>
      insightRows(
        {
          instanceClass: instanceClass(r),
          ...(isServerless(r) ? { units: r.usage('capacity_units_per_hr') } : {}),
        },
        r,
      ),
    ),
    part('Extended support', (r) =>
      isServerless(r)
        ? []
        : extendedSupportRows({ engine: engine(r).engine, version: version(r), instanceClass: instanceClass(r) }, r),
    ),
  ],
};

function instanceRow(r: ResourceReader): Component {
  const purchase = r.usageText('reserved_instance_term') === undefined ? 'on-demand' : 'reserved';
  const wanted = { engine: engine(r), instanceClass: instanceClass(r), deployment: 'single-az' };
  const listed = instancePrice(wanted, r);
  const price = isOptimized(r) ? optimized(listed) : listed;
  return hourly(`Database instance (${purchase}, ${instanceClass(r)})`, { price });
}

function serverlessRow(r: ResourceReader): Component {
  const quantity = times(r.usage('capacity_units_per_hr'), HOURS_PER_MONTH);
  const name = 'Aurora serverless v2';
  const prices = rdsPrice(`aws_rds_cluster_instance/${name}`, r);
  if (!isOptimized(r)) return metered(name, { unit: 'ACU-hours', quantity, ...prices });
  return sharesOf(prices, {
    share: IO_OPTIMIZED,
    row: (price) => metered(`${name} (I/O-optimized)`, { unit: 'ACU-hours', quantity, price }),
  });
}

function optimized(price: PriceQuery | DerivedPrice): DerivedPrice {
  if (!('sum' in price)) return { sum: [{ share: IO_OPTIMIZED, query: price }], flags: ['derived'] };
  return { ...price, sum: price.sum.map(({ query }) => ({ share: IO_OPTIMIZED, query })) };
}

function clusterOf(r: ResourceReader): ResourceReader | undefined {
  return r.related('cluster_identifier')[0];
}

function engine(r: ResourceReader): Engine {
  return engineOf(r.text('engine') ?? clusterOf(r)?.text('engine') ?? 'aurora', undefined);
}

/** The cluster's version is the instance's; neither is known where both leave it to AWS. */
function version(r: ResourceReader): string {
  const cluster = clusterOf(r);
  const own = r.resource.attributes['engine_version'];
  if (typeof own === 'symbol' && cluster && !('engine_version' in cluster.resource.attributes)) return '';
  return r.text('engine_version') ?? cluster?.text('engine_version') ?? '';
}

function instanceClass(r: ResourceReader): string {
  return r.text('instance_class', '');
}

function isServerless(r: ResourceReader): boolean {
  return instanceClass(r) === 'db.serverless';
}

function isOptimized(r: ResourceReader): boolean {
  return clusterOf(r)?.text('storage_type') === 'aurora-iopt1';
}
