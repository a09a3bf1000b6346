import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Evaluations of AWS Config rules. */
export const configConfigRule: ResourceType = {
  types: ['aws_config_config_rule', 'aws_config_organization_custom_rule', 'aws_config_organization_managed_rule'],
  source: { url: 'https://aws.amazon.com/config/pricing/', read: '2026-08-21' },
  usage: { monthly_rule_evaluations: usageKey('evaluations', 'Evaluations of the rule', 10_000) },
  parts: [
    part('Rule evaluations', (r) =>
      tiered({
        name: 'Rule evaluations',
        tiers: ['first 100K', 'next 400K', 'over 500K'],
        widths: [100_000, 400_000],
        unit: 'evaluations',
        quantity: r.usage('monthly_rule_evaluations'),
        price: (tierStart) => priceOf('config/rule/evaluation', { region: r.region, tierStart }),
      }),
    ),
  ],
};
