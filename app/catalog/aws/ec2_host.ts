import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { hourly } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Dedicated hosts, by instance family. */
export const ec2Host: ResourceType = {
  types: ['aws_ec2_host'],
  source: { url: 'https://aws.amazon.com/ec2/dedicated-hosts/pricing/', read: '2026-08-21' },
  usage: {
    reserved_instance_term: usageKey('1_year or 3_year', 'Term of a reservation'),
    reserved_instance_payment_option: usageKey('no_upfront, partial_upfront or all_upfront', 'How it is paid'),
  },
  parts: [
    part('EC2 Dedicated Host', (r) => {
      const family = r.text('instance_family') ?? r.text('instance_type', '').split('.')[0] ?? '';
      const term = r.usageText('reserved_instance_term');
      const purchase = term === undefined ? 'on-demand' : 'reserved';
      const payment = r.usageText('reserved_instance_payment_option') ?? '';
      const attributes = term === undefined ? {} : { attributes: { purchase, term, payment } };
      const name = `EC2 Dedicated Host (${purchase}, ${family})`;
      const rows = hourly(name, {
        price: priceOf(`ec2/dedicated-host/${family}`, { region: r.region, ...attributes }),
      });
      return { ...rows, otherPrices: [{ price: exampleOf(`aws_ec2_host/${name}`, r) }] };
    }),
  ],
};
