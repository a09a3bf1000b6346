import { plus } from '#app/measure/quantity.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Managed Grafana, by active user. */
export const grafanaWorkspace: ResourceType = {
  types: ['aws_grafana_workspace'],
  source: { url: 'https://aws.amazon.com/grafana/pricing/', read: '2026-08-21' },
  usage: {
    editors_administrator_licenses: usageKey('users', 'Active editors and administrators, one unless stated'),
    viewer_licenses: usageKey('users', 'Active viewers', 2),
  },
  parts: [
    part('Licenses', (r) => {
      const editors = r.usage('editors_administrator_licenses', 1);
      const viewers = r.usage('viewer_licenses');
      const rows = [
        row('Editor/administrator licenses', {
          unit: 'users',
          quantity: editors,
          price: priceFor('Editor/administrator licenses', r),
        }),
        metered('Viewer licenses', { unit: 'users', quantity: viewers, price: priceFor('Viewer licenses', r) }),
      ];
      if (r.referrers('aws_grafana_license_association').length === 0) return rows;
      const all = viewers.state === 'known' ? plus(editors, viewers) : editors;
      const name = 'Enterprise plugins licenses';
      return [...rows, row(name, { unit: 'users', quantity: all, price: priceFor(name, r) })];
    }),
  ],
};

function priceFor(name: string, r: ResourceReader): PriceQuery {
  return exampleOf(`aws_grafana_workspace/${name}`, r);
}
