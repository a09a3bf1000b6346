import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { times } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Machines outside AWS that a hybrid activation registers; up to a thousand are free. */
const FREE_INSTANCES = 1000;

export const ssmActivation: ResourceType = {
  types: ['aws_ssm_activation'],
  source: { url: 'https://aws.amazon.com/systems-manager/pricing/', read: '2026-08-21' },
  usage: {
    instance_tier: usageKey('standard or advanced', 'Tier that is set for the account'),
    instances: usageKey('instances', 'Machines registered', 2),
  },
  parts: [
    part('Managed instances', (r) => {
      const limit = r.number('registration_limit') ?? 0;
      const advanced = r.usageText('instance_tier')?.toLowerCase() === 'advanced' || limit > FREE_INSTANCES;
      if (!advanced) return [];
      const name = 'On-prem managed instances (advanced)';
      return metered(name, {
        unit: 'hours',
        quantity: times(r.usage('instances'), HOURS_PER_MONTH),
        price: exampleOf(`aws_ssm_activation/${name}`, r),
      });
    }),
  ],
};
