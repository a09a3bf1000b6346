import type { ResourceType } from '../resource-type.ts';
import { hourlyPart } from './simple-row.ts';

/** A capacity of Power BI. */
export const powerbiEmbedded: ResourceType = {
  types: ['azurerm_powerbi_embedded'],
  source: { url: 'https://azure.microsoft.com/pricing/details/power-bi-embedded/', read: '2026-08-21' },
  usage: {},
  parts: [hourlyPart('Node usage', (r) => `Node usage (${r.text('sku_name', 'A1')})`)],
};
