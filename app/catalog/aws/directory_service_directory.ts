import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Domain controllers that a directory starts with. */
const CONTROLLERS = 2;

const NAMES: Readonly<Record<string, string>> = {
  MicrosoftAD: 'Microsoft AD',
  SimpleAD: 'Simple AD',
  ADConnector: 'AD Connector',
};

/** Directories, by their controllers. */
export const directoryServiceDirectory: ResourceType = {
  types: ['aws_directory_service_directory'],
  source: { url: 'https://aws.amazon.com/directoryservice/pricing/', read: '2026-08-21' },
  usage: {
    additional_domain_controllers: usageKey('controllers', 'Controllers beyond the first two'),
    shared_accounts: usageKey('accounts', 'Accounts that a Microsoft AD is shared with'),
  },
  parts: [
    part('Directory service', (r) => {
      const { type, size } = kindOf(r);
      const name = `Directory service (${type}, ${size})`;
      return row(name, {
        unit: 'controllers',
        quantity: CONTROLLERS,
        price: exampleOf(`aws_directory_service_directory/${name}`, r),
      });
    }),
    part('Additional domain controllers', (r) => {
      const { type, size } = kindOf(r);
      const quantity = r.usage('additional_domain_controllers');
      if (quantity.state !== 'known') return [];
      // A controller costs the same whether it is one of the first two or not.
      const price = exampleOf(`aws_directory_service_directory/Directory service (${type}, ${size})`, r);
      return metered('Additional domain controllers', { unit: 'controllers', quantity, price });
    }),
    part('Directory sharing', (r) => {
      const quantity = r.usage('shared_accounts');
      if (quantity.state !== 'known' || kindOf(r).type !== 'Microsoft AD') return [];
      return metered('Directory sharing', {
        unit: 'accounts',
        quantity,
        price: exampleOf('aws_directory_service_directory/Directory sharing', r),
      });
    }),
  ],
};

function kindOf(r: ResourceReader): { readonly type: string; readonly size: string } {
  const type = NAMES[r.text('type', 'SimpleAD')] ?? r.text('type', '');
  if (type === 'Microsoft AD') return { type, size: r.text('edition', 'Enterprise') };
  return { type, size: r.text('size', 'Small') };
}
