import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { fillTiers, per, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** A namespace of Service Bus: messaging units (premium), a base charge and operations (standard), operations (basic). */
export const serviceBusNamespace: ResourceType = {
  types: ['azurerm_servicebus_namespace'],
  source: { url: 'https://azure.microsoft.com/pricing/details/service-bus/', read: '2026-08-21' },
  usage: {
    monthly_messaging_operations: {
      unit: 'operations',
      means: 'messaging operations in a month',
      sizes: { small: 1900000, medium: 19000000, large: 190000000 },
    },
    monthly_brokered_connections: {
      unit: 'connections',
      means: 'most connections at once in a month',
      sizes: { small: 33, medium: 330, large: 3300 },
    },
  },
  parts: [
    part('Messaging units', (r) =>
      tierOf(r) === 'premium'
        ? priceRow(r, { name: 'Messaging units', unit: 'units', quantity: r.number('capacity', 1) })
        : undefined,
    ),
    part('Base charge', (r) =>
      tierOf(r) === 'standard'
        ? priceRow(r, { name: 'Base charge', unit: 'hours', quantity: HOURS_PER_MONTH })
        : undefined,
    ),
    part('Messaging operations', operations),
    part('Brokered connections', connections),
  ],
};

function tierOf(r: ResourceReader): string {
  return r.text('sku', 'Standard').toLowerCase();
}

/** The base charge of the standard tier includes 13 million operations. */
function operations(r: ResourceReader): Component | readonly Component[] | undefined {
  const used = per(r.usage('monthly_messaging_operations'), 1_000_000);
  const unit = '1M operations';
  if (tierOf(r) === 'basic')
    return priceRow(r, { name: 'Messaging operations', unit, quantity: used, usageBased: true });
  if (tierOf(r) !== 'standard') return undefined;
  return paidTiers(r, {
    used,
    unit,
    free: 13,
    tiers: [
      ['Messaging operations (13M-100M)', 87],
      ['Messaging operations (100M-2,500M)', 2400],
      ['Messaging operations (over 2,500M)', 0],
    ],
  });
}

/**
 * A thousand connections are free, then every tier is cheaper than the one before: 0.03, 0.025, 0.015 US dollars. The
 * examples of the book have the last two the wrong way round, because they were looked up by each other's start.
 * https://azure.microsoft.com/pricing/details/service-bus/ (facts read 2026-08-21)
 */
function connections(r: ResourceReader): readonly Component[] | undefined {
  if (tierOf(r) !== 'standard') return undefined;
  return paidTiers(r, {
    used: r.usage('monthly_brokered_connections'),
    unit: 'connections',
    free: 1000,
    tiers: [
      ['Brokered connections (1K-100K)', 99_000],
      ['Brokered connections (100K-500K)', 400_000],
      ['Brokered connections (over 500K)', 0],
    ],
  });
}

const SWAPPED: Readonly<Record<string, string>> = {
  'Brokered connections (100K-500K)': 'Brokered connections (over 500K)',
  'Brokered connections (over 500K)': 'Brokered connections (100K-500K)',
};

function paidTiers(
  r: ResourceReader,
  draft: {
    readonly used: Quantity;
    readonly unit: string;
    readonly free: number;
    readonly tiers: readonly (readonly [string, number])[];
  },
): readonly Component[] {
  const { used, unit, free, tiers } = draft;
  const widths = [free, ...tiers.slice(0, -1).map(([, width]) => width)];
  const filled = used.state === 'known' ? fillTiers(used, widths).slice(1) : [used];
  return filled.flatMap((quantity, index) => {
    if (quantity.state === 'known' && quantity.value.isZero()) return [];
    const name = tiers[index]?.[0] ?? '';
    const row = priceRow(r, { name, unit, quantity, usageBased: true });
    const swapped = SWAPPED[name];
    if (swapped === undefined) return row;
    const { price, priceUnitsPerUnit } = priceRow(r, { name: swapped, unit, quantity });
    return { ...row, price, ...(priceUnitsPerUnit === undefined ? {} : { priceUnitsPerUnit }) };
  });
}
