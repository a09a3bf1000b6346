import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** File transfer servers, by protocol. */
export const transferServer: ResourceType = {
  types: ['aws_transfer_server'],
  source: { url: 'https://aws.amazon.com/aws-transfer-family/pricing/', read: '2026-08-21' },
  usage: {
    monthly_data_downloaded_gb: usageKey('GB', 'Data downloaded', 250),
    monthly_data_uploaded_gb: usageKey('GB', 'Data uploaded', 250),
  },
  parts: [
    part('Protocols', (r) => {
      const listed = r.list('protocols').map(String);
      return (listed.length > 0 ? listed : ['SFTP']).map((protocol) => {
        const name = `${protocol} protocol enabled`;
        return hourly(name, { price: exampleOf(`aws_transfer_server/${name}`, r) });
      });
    }),
    part('Data', (r) =>
      ['downloaded', 'uploaded'].map((direction) =>
        metered(`Data ${direction}`, {
          unit: 'GB',
          quantity: r.usage(`monthly_data_${direction}_gb`),
          price: exampleOf(`aws_transfer_server/Data ${direction}`, r),
        }),
      ),
    ),
  ],
};
