import { fillTiers, per } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** A namespace of notification hubs: a fee, and pushes beyond the ten million that are included. */
export const notificationHubNamespace: ResourceType = {
  types: ['azurerm_notification_hub_namespace'],
  source: { url: 'https://azure.microsoft.com/pricing/details/notification-hubs/', read: '2026-08-21' },
  usage: { monthly_pushes: { unit: 'pushes', means: 'pushes in a month, of which ten million are included' } },
  parts: [
    part('Namespace usage', (r) =>
      isFree(r) ? undefined : priceRow(r, { name: `Namespace usage (${skuOf(r)})`, unit: 'months', quantity: 1 }),
    ),
    part('Pushes', (r) => (isFree(r) ? undefined : pushes(r))),
  ],
};

function skuOf(r: ResourceReader): string {
  return r.text('sku_name', 'Free');
}

function isFree(r: ResourceReader): boolean {
  return skuOf(r).toLowerCase() === 'free';
}

function pushes(r: ResourceReader): readonly Component[] {
  const used = per(r.usage('monthly_pushes'), 1_000_000);
  const names = skuOf(r) === 'Basic' ? ['Pushes (over 10M)'] : ['Pushes (10-100M)', 'Pushes (over 100M)'];
  const widths = names.length === 1 ? [10] : [10, 90];
  const filled = used.state === 'known' ? fillTiers(used, widths).slice(1) : names.map(() => used);
  return filled.flatMap((quantity, index) =>
    quantity.state === 'known' && quantity.value.isZero()
      ? []
      : [priceRow(r, { name: names[index] ?? '', unit: '1M pushes', quantity, usageBased: true })],
  );
}
