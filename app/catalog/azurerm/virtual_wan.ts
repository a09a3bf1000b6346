import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/virtual-wan/', read: '2026-08-21' };

/** A hub of a virtual WAN: hours and data; hubs of a basic WAN are free. */
export const virtualHub: ResourceType = {
  types: ['azurerm_virtual_hub'],
  source: SOURCE,
  usage: {
    monthly_data_processed_gb: {
      unit: 'GB',
      means: 'data that the hub routes in a month',
      sizes: { small: 50, medium: 500, large: 5000 },
    },
  },
  parts: [
    part('Deployment', (r) => (isBasic(r) ? undefined : hourly(r, 'Deployment'))),
    part('Data processed', (r) =>
      isBasic(r)
        ? undefined
        : priceRow(r, {
            name: 'Data processed',
            unit: 'GB',
            quantity: r.usage('monthly_data_processed_gb'),
            usageBased: true,
          }),
    ),
  ],
};

function isBasic(r: ResourceReader): boolean {
  return r.text('sku', 'Standard').toLowerCase() === 'basic';
}

/** A VPN gateway of a hub for sites or for people: scale units, and for what is connected hours by usage. */
export const hubVpnGateway: ResourceType = {
  types: ['azurerm_vpn_gateway', 'azurerm_point_to_site_vpn_gateway'],
  source: SOURCE,
  usage: {
    monthly_p2s_connections_hrs: {
      unit: 'hours',
      means: 'hours of connections in a month',
      sizes: { small: 82, medium: 820, large: 8200 },
    },
  },
  parts: [
    part('Scale units', (r) =>
      priceRow(r, {
        name: `${kindOf(r)} scale units (500 Mbps)`,
        unit: 'scale units',
        quantity: r.number('scale_unit', 1),
      }),
    ),
    part('Connections', (r) => {
      const quantity = r.usage('monthly_p2s_connections_hrs');
      if (quantity.state !== 'known') return undefined;
      return priceRow(r, { name: `${kindOf(r)} connections`, unit: 'hours', quantity, usageBased: true });
    }),
  ],
};

function kindOf(r: ResourceReader): string {
  return r.type === 'azurerm_vpn_gateway' ? 'S2S' : 'P2S';
}

/** A site's connection to a hub. */
export const hubVpnConnection: ResourceType = {
  types: ['azurerm_vpn_gateway_connection'],
  source: SOURCE,
  usage: {},
  parts: [part('S2S Connections', (r) => hourly(r, 'S2S Connections'))],
};

/** An ExpressRoute gateway of a hub, by scale units of 2 Gbit/s. */
export const expressRouteGateway: ResourceType = {
  types: ['azurerm_express_route_gateway'],
  source: SOURCE,
  usage: {},
  parts: [
    part('ER scale units', (r) =>
      priceRow(r, { name: 'ER scale units (2 Gbps)', unit: 'scale units', quantity: r.number('scale_units', 1) }),
    ),
  ],
};

/** A circuit's connection to a hub. */
export const expressRouteConnection: ResourceType = {
  types: ['azurerm_express_route_connection'],
  source: SOURCE,
  usage: {},
  parts: [part('ER Connections', (r) => hourly(r, 'ER Connections'))],
};

function hourly(r: ResourceReader, name: string): Component {
  return priceRow(r, { name, unit: 'hours', quantity: HOURS_PER_MONTH });
}
