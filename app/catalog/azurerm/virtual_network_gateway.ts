import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { less, type Quantity } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { networkZone } from './azure-locations.ts';
import { priceRow } from './price-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/vpn-gateway/', read: '2026-08-21' };

/** A VPN gateway: hours, tunnels beyond the 128 that are included, data between networks. */
export const virtualNetworkGateway: ResourceType = {
  types: ['azurerm_virtual_network_gateway'],
  source: SOURCE,
  usage: {
    p2s_connection: {
      unit: 'tunnels',
      means: 'point-to-site tunnels, of which 128 are included',
      sizes: { small: 6.5, medium: 65, large: 650 },
    },
    monthly_data_transfer_gb: {
      unit: 'GB',
      means: 'data sent to other networks in a month',
      sizes: { small: 28.5, medium: 285, large: 2850 },
    },
  },
  parts: [
    part('VPN gateway', (r) =>
      priceRow(r, { name: `VPN gateway (${r.text('sku', 'Basic')})`, unit: 'hours', quantity: HOURS_PER_MONTH }),
    ),
    part('P2S tunnels', (r) => {
      const tunnels: Quantity = less(r.usage('p2s_connection'), 128);
      if (tunnels.state === 'known' && tunnels.value.isZero()) return undefined;
      const name = 'VPN gateway P2S tunnels (over 128)';
      return priceRow(r, { name, unit: 'tunnel', quantity: tunnels, usageBased: true });
    }),
    part('Data transfer', (r) =>
      priceRow(r, {
        name: 'VPN gateway data tranfer',
        unit: 'GB',
        quantity: r.usage('monthly_data_transfer_gb'),
        usageBased: true,
        // One price for a zone of Azure's network.
        ...(networkZone(r.region) === 1 ? { examples: [{ region: 'eastus' }] } : {}),
      }),
    ),
  ],
};

/** A site-to-site tunnel of a VPN gateway; those of a basic gateway are included. */
export const virtualNetworkGatewayConnection: ResourceType = {
  types: ['azurerm_virtual_network_gateway_connection'],
  source: SOURCE,
  usage: {},
  parts: [
    part('VPN gateway', (r) => {
      const gateway = r
        .related('virtual_network_gateway_id')
        .find((each) => each.type === 'azurerm_virtual_network_gateway');
      const sku = gateway?.text('sku', 'Basic') ?? 'Basic';
      if (sku.toLowerCase() === 'basic' || r.text('type', 'IPsec').toLowerCase() !== 'ipsec') return undefined;
      return priceRow(r, { name: `VPN gateway (${sku})`, unit: 'hours', quantity: HOURS_PER_MONTH });
    }),
  ],
};
