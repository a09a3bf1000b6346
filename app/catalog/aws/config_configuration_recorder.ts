import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Configuration items that AWS Config records. */
export const configConfigurationRecorder: ResourceType = {
  types: ['aws_config_configuration_recorder'],
  source: { url: 'https://aws.amazon.com/config/pricing/', read: '2026-08-21' },
  usage: {
    monthly_config_items: usageKey('items', 'Configuration items recorded', 3333),
    monthly_custom_config_items: usageKey('items', 'Custom configuration items recorded', 3333),
  },
  parts: [
    part('Config items', (r) => {
      const daily = r.text('recording_mode.recording_frequency') === 'DAILY';
      return metered('Config items', {
        unit: 'records',
        quantity: r.usage('monthly_config_items'),
        price: priceOf(`config/recorder/configuration-item${daily ? '-daily' : ''}`, r),
      });
    }),
    part('Custom config items', (r) =>
      metered('Custom config items', {
        unit: 'records',
        quantity: r.usage('monthly_custom_config_items'),
        price: priceOf('config/recorder/configuration-item-custom', r),
      }),
    ),
  ],
};
