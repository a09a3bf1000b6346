import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Where the visitors are, by usage key. */
const PLACES: readonly (readonly [string, string])[] = [
  ['us', 'US, Mexico, Canada'],
  ['europe', 'Europe'],
  ['south_africa', 'South Africa, Kenya'],
  ['south_america', 'South America'],
  ['south_korea', 'South Korea'],
  ['middle_east', 'Middle East'],
  ['australia', 'Australia, New Zealand'],
  ['asia_pacific', 'Asia Pacific'],
  ['india', 'India, Indonesia, Philippines, Thailand'],
];

const DIRECTIONS: readonly (readonly [string, string])[] = [
  ['In', 'monthly_inbound_data_transfer_gb'],
  ['Out', 'monthly_outbound_data_transfer_gb'],
];

/** The premium on data transfer; for each place only the larger direction is billed. */
export const globalacceleratorEndpointGroup: ResourceType = {
  types: ['aws_globalaccelerator_endpoint_group'],
  source: { url: 'https://aws.amazon.com/global-accelerator/pricing/', read: '2026-08-21' },
  usage: Object.fromEntries(
    DIRECTIONS.flatMap(([direction, key]) =>
      PLACES.map(([place, name]) => [`${key}.${place}`, usageKey('GB', `${direction}bound data, ${name}`)]),
    ),
  ),
  parts: [
    part('DT-premium fee', (r) =>
      PLACES.flatMap(([place, name]) => {
        const flows = DIRECTIONS.flatMap(([direction, key]) => {
          const quantity = r.usage(`${key}.${place}`);
          return quantity.state === 'known' ? [{ direction, quantity }] : [];
        });
        const [first, second] = flows;
        if (!first) return [];
        const dominant = second?.quantity.value.gt(first.quantity.value) ? second : first;
        const leaf = `${dominant.direction}bound DT-premium fee`;
        return [
          metered(leaf, {
            unit: 'GB',
            quantity: dominant.quantity,
            price: exampleOf(`aws_globalaccelerator_endpoint_group/${name} > ${leaf}`, { region: 'us-east-1' }),
            path: [name],
          }),
        ];
      }),
    ),
  ],
};
