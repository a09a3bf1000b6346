import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { networkZone } from './azure-locations.ts';
import { priceRow } from './price-row.ts';

/** Traffic between two networks: one price inside a region, else each end pays the price of its zone. */
export const virtualNetworkPeering: ResourceType = {
  types: ['azurerm_virtual_network_peering'],
  source: { url: 'https://azure.microsoft.com/pricing/details/virtual-network/', read: '2026-08-21' },
  usage: {
    monthly_data_transfer_gb: {
      unit: 'GB',
      means: 'data in each direction in a month',
      sizes: { small: 28.5, medium: 285, large: 2850 },
    },
  },
  parts: [
    part('Inbound data transfer', (r) => row(r, { name: 'Inbound data transfer', at: remoteRegion(r) })),
    part('Outbound data transfer', (r) => row(r, { name: 'Outbound data transfer', at: homeRegion(r) })),
  ],
};

function row(r: ResourceReader, end: { readonly name: string; readonly at: string }): Component {
  const example = exampleOf(r, end.at);
  return priceRow(r, {
    name: end.name,
    unit: 'GB',
    quantity: r.usage('monthly_data_transfer_gb'),
    usageBased: true,
    ...(example === null ? { region: end.at } : { region: 'westeurope' }),
    attributes: { example: example ?? 'none' },
    ...(example === null ? {} : { examples: [{ name: 'Inbound data transfer', attributes: { example } }] }),
  });
}

/** The example whose end lies in the same zone; prices hold for whole zones. */
function exampleOf(r: ResourceReader, region: string): string | null {
  if (homeRegion(r) === remoteRegion(r)) return 'intra_region_with_usage';
  const zone = networkZone(region);
  return zone === 1 ? 'intra_zonal_with_usage' : zone === 2 ? '' : null;
}

function homeRegion(r: ResourceReader): string {
  return networkAt(r, 'virtual_network_name')?.region ?? r.region;
}

function remoteRegion(r: ResourceReader): string {
  return networkAt(r, 'remote_virtual_network_id')?.region ?? r.region;
}

function networkAt(r: ResourceReader, path: string): ResourceReader | undefined {
  return r.related(path).find((each) => each.type === 'azurerm_virtual_network');
}
