import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly } from './rows.ts';

/** Lightsail instances, by bundle. */
export const lightsailInstance: ResourceType = {
  types: ['aws_lightsail_instance'],
  source: { url: 'https://aws.amazon.com/lightsail/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Virtual server', (r) => {
      const bundle = r.text('bundle_id', '');
      const name = `Virtual server (${bundle.includes('_win_') ? 'Windows' : 'Linux/UNIX'})`;
      return hourly(name, { price: priceOf(`lightsail/bundle/${bundle}`, r) });
    }),
  ],
};
