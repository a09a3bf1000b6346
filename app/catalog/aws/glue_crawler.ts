import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Crawlers, by the DPU-hour. */
export const glueCrawler: ResourceType = {
  types: ['aws_glue_crawler'],
  source: { url: 'https://aws.amazon.com/glue/pricing/', read: '2026-08-21' },
  usage: { monthly_hours: usageKey('hours', 'Hours that the crawler runs', 22) },
  parts: [
    part('Duration', (r) =>
      metered('Duration', {
        unit: 'hours',
        quantity: r.usage('monthly_hours'),
        price: priceOf('glue/crawler/dpu-hour', r),
      }),
    ),
  ],
};
