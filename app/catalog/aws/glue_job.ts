import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { usageKey } from './usage-key.ts';

/** DPUs of a worker: https://aws.amazon.com/glue/pricing/ */
const WORKER_DPUS: Readonly<Record<string, number>> = {
  'G.025X': 0.25,
  'G.1X': 1,
  'G.2X': 2,
  'G.4X': 4,
  'G.8X': 8,
  STANDARD: 1,
};

/** ETL jobs, by the hour of all their DPUs. */
export const glueJob: ResourceType = {
  types: ['aws_glue_job'],
  source: { url: 'https://aws.amazon.com/glue/pricing/', read: '2026-08-21' },
  usage: { monthly_hours: usageKey('hours', 'Hours that the job runs', 22) },
  parts: [
    part('Duration', (r) => {
      const dpus = dpusOf(r);
      const flex = r.text('execution_class') === 'FLEX' ? '-flex' : '';
      return {
        name: 'Duration',
        unit: `hours (${dpus} ${dpus === 1 ? 'DPU' : 'DPUs'})`,
        quantity: r.usage('monthly_hours'),
        price: priceOf(`glue/etl/dpu-hour${flex}`, r),
        priceUnitsPerUnit: dpus,
        usageBased: true,
      };
    }),
  ],
};

function dpusOf(r: ResourceReader): number {
  const capacity = r.number('max_capacity');
  if (capacity !== undefined) return capacity;
  const workers = r.number('number_of_workers');
  const worker = r.text('worker_type');
  if (workers !== undefined) return workers * (WORKER_DPUS[worker?.toUpperCase() ?? 'STANDARD'] ?? 1);
  return r.text('command.name') === 'pythonshell' ? 0.0625 : 1;
}
