import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { hourly } from './rows.ts';

/** The fixed fee of an accelerator, the same everywhere. */
export const globalacceleratorAccelerator: ResourceType = {
  types: ['aws_globalaccelerator_accelerator'],
  source: { url: 'https://aws.amazon.com/global-accelerator/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Fixed fee', () =>
      hourly('Fixed fee', {
        price: exampleOf('aws_globalaccelerator_accelerator/Fixed fee', { region: 'us-east-1' }),
      }),
    ),
  ],
};
