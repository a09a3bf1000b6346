import { known, plus, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
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

/** The premium on data transfer; only the larger direction of all traffic is billed. */
export const globalacceleratorEndpointGroup: ResourceType = {
  types: ['aws_globalaccelerator_endpoint_group'],
  source: { url: 'https://aws.amazon.com/global-accelerator/pricing/', read: '2026-08-21' },
  usage: Object.fromEntries(
    DIRECTIONS.flatMap(([direction, key]) =>
      PLACES.map(([place, name]) => [`${key}.${place}`, usageKey('GB', `${direction}bound data, ${name}`)]),
    ),
  ),
  parts: [
    part('DT-premium fee', (r) => {
      const { direction, key } = dominantDirection(r);
      return PLACES.flatMap(([place, name]) => {
        const quantity = r.usage(`${key}.${place}`);
        if (quantity.state !== 'known') return [];
        const leaf = `${direction}bound DT-premium fee`;
        return [
          metered(leaf, {
            unit: 'GB',
            quantity,
            price: exampleOf(`aws_globalaccelerator_endpoint_group/${name} > ${leaf}`, { region: 'us-east-1' }),
            path: [name],
          }),
        ];
      });
    }),
  ],
};

function dominantDirection(r: ResourceReader): { readonly direction: string; readonly key: string } {
  const [inbound, outbound] = DIRECTIONS.map(([, key]) =>
    PLACES.reduce<Quantity>((sum, [place]) => plus(sum, r.usage(`${key}.${place}`, 0)), known(0)),
  );
  const isOutbound = inbound?.state === 'known' && outbound?.state === 'known' && outbound.value.gt(inbound.value);
  const [direction, key] = DIRECTIONS[isOutbound ? 1 : 0] ?? ['In', ''];
  return { direction, key };
}
