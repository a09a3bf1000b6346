import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Direct Connect ports and the data that leaves through them. */
export const dxConnection: ResourceType = {
  types: ['aws_dx_connection'],
  source: { url: 'https://aws.amazon.com/directconnect/pricing/', read: '2026-08-21' },
  usage: {
    monthly_outbound_region_to_dx_location_gb: usageKey('GB', 'Data from the region to the location', 1000),
    monthly_outbound_from_region_to_dx_connection_location: usageKey(
      'GB by region',
      'Data from each region to the location, as a mapping of regions with underscores',
    ),
    dx_virtual_interface_type: usageKey('private or public', 'Kind of the virtual interface'),
    dx_connection_type: usageKey('dedicated or hosted', 'Kind of the connection'),
  },
  parts: [
    part('DX connection', (r) => hourly('DX connection', { price: exampleOf('aws_dx_connection/DX connection', r) })),
    part('Outbound data transfer', (r) => {
      const location = r.text('location', '');
      const regions = REGIONS.flatMap((region) => {
        const key = `monthly_outbound_from_region_to_dx_connection_location.${region.replaceAll('-', '_')}`;
        const quantity = r.usage(key);
        return quantity.state === 'known' ? [{ region, quantity }] : [];
      });
      const own = r.usage('monthly_outbound_region_to_dx_location_gb');
      const all = regions.length === 0 && own.state === 'known' ? [{ region: r.region, quantity: own }] : regions;
      return all.map(({ region, quantity }) => {
        const name = `Outbound data transfer (from ${region}, to ${location})`;
        return metered(name, { unit: 'GB', quantity, price: exampleOf(`aws_dx_connection/${name}`, r) });
      });
    }),
  ],
};

/** Regions that the usage may name. */
const REGIONS: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'mx-central-1', 'sa-east-1'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
  ...['ap-east-1', 'ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'me-south-1', 'me-central-1', 'af-south-1', 'il-central-1'],
  ...['us-gov-west-1', 'us-gov-east-1'],
];
