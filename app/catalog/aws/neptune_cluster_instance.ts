import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { times } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Neptune instances. */
export const neptuneClusterInstance: ResourceType = {
  types: ['aws_neptune_cluster_instance'],
  source: { url: 'https://aws.amazon.com/neptune/pricing/', read: '2026-08-21' },
  usage: { monthly_cpu_credit_hrs: usageKey('vCPU-hours by the hour', 'CPU beyond the baseline, for every hour', 5) },
  parts: [
    part('Database instance', (r) => {
      const type = r.text('instance_class', '').toLowerCase();
      const cluster = r.related('cluster_identifier')[0];
      const storage = cluster?.text('storage_type') === 'iopt1' ? 'io-optimized' : 'standard';
      return hourly(`Database instance (on-demand, ${r.text('instance_class', '')})`, {
        price: priceOf(`neptune/instance/${type}`, { region: r.region, attributes: { storage } }),
      });
    }),
    part('CPU credits', (r) =>
      /^db\.t(3|4g)\./i.test(r.text('instance_class', ''))
        ? metered('CPU credits', {
            unit: 'vCPU-hours',
            quantity: times(r.usage('monthly_cpu_credit_hrs'), HOURS_PER_MONTH),
            price: exampleOf('aws_neptune_cluster_instance/CPU credits', r),
          })
        : [],
    ),
  ],
};
