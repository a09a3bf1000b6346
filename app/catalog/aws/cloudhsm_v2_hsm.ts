import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { usageKey } from './usage-key.ts';

/** Hardware security modules. */
export const cloudhsmV2Hsm: ResourceType = {
  types: ['aws_cloudhsm_v2_hsm'],
  source: { url: 'https://aws.amazon.com/cloudhsm/pricing/', read: '2026-08-21' },
  usage: { monthly_hrs: usageKey('hours', 'Hours of a month for which the module exists') },
  parts: [
    part('HSM usage', (r) => ({
      name: 'HSM usage',
      unit: 'hours',
      quantity: r.usage('monthly_hrs', HOURS_PER_MONTH),
      price: priceOf('cloudhsm/hsm/v2', r),
      usageBased: true,
    })),
  ],
};
