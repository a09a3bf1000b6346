import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Advanced parameters and the calls that read them; standard ones are free. */
export const ssmParameter: ResourceType = {
  types: ['aws_ssm_parameter'],
  source: { url: 'https://aws.amazon.com/systems-manager/pricing/', read: '2026-08-21' },
  usage: {
    parameter_storage_hrs: usageKey('hours', 'Hours for which an advanced parameter is stored'),
    api_throughput_limit: usageKey('standard, advanced or higher', 'Throughput that is set for the account'),
    monthly_api_interactions: usageKey('interactions', 'API interactions', 2_000_000),
  },
  parts: [
    part('Parameter storage', (r) =>
      isAdvanced(r)
        ? {
            name: 'Parameter storage (advanced)',
            unit: 'hours',
            quantity: r.usage('parameter_storage_hrs', HOURS_PER_MONTH),
            price: exampleOf('aws_ssm_parameter/Parameter storage (advanced)', r),
            usageBased: true,
          }
        : [],
    ),
    part('API interactions', (r) => {
      const limit = r.usageText('api_throughput_limit')?.toLowerCase() ?? (isAdvanced(r) ? 'advanced' : 'standard');
      if (limit === 'standard') return [];
      return metered(`API interactions (${limit})`, {
        unit: '10k interactions',
        quantity: r.usage('monthly_api_interactions'),
        price: exampleOf('aws_ssm_parameter/API interactions (advanced)', r),
        per: 10_000,
      });
    }),
  ],
};

function isAdvanced(r: ResourceReader): boolean {
  return r.text('tier', 'Standard').toLowerCase() === 'advanced';
}
