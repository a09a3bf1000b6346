import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { usagePart } from './simple-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/logic-apps/', read: '2026-08-21' };

/** A private environment for workflows: its base unit and scale units. */
export const integrationServiceEnvironment: ResourceType = {
  types: ['azurerm_integration_service_environment'],
  source: SOURCE,
  usage: {},
  parts: [
    part('Base units', (r) =>
      priceRow(r, {
        name: 'Base units',
        unit: 'hours',
        quantity: HOURS_PER_MONTH,
        examples: [
          { attributes: { sku_name: r.text('sku_name', '').startsWith('Premium') ? 'Premium_3' : 'Developer_0' } },
        ],
        attributes: { sku_name: r.text('sku_name', 'Developer_0') },
      }),
    ),
    part('Scale units', (r) => {
      const scale = Number(r.text('sku_name', 'Developer_0').split('_')[1] ?? 0);
      return scale > 0
        ? priceRow(r, { name: 'Scale units', unit: 'hours', quantity: scale * HOURS_PER_MONTH })
        : undefined;
    }),
  ],
};

/** An integration account; the free tier costs nothing. */
export const logicAppIntegrationAccount: ResourceType = {
  types: ['azurerm_logic_app_integration_account'],
  source: SOURCE,
  usage: {},
  parts: [
    part('Integration Account', (r) => {
      const sku = r.text('sku_name', 'Free');
      if (sku.toLowerCase() === 'free') return undefined;
      return priceRow(r, { name: `Integration Account (${sku})`, unit: 'hours', quantity: HOURS_PER_MONTH });
    }),
  ],
};

/** vCores and GB of the workflow plans. https://azure.microsoft.com/pricing/details/logic-apps/ */
const PLANS: Readonly<Record<string, { readonly cores: number; readonly memoryGB: number }>> = {
  WS1: { cores: 1, memoryGB: 3.5 },
  WS2: { cores: 2, memoryGB: 7 },
  WS3: { cores: 4, memoryGB: 14 },
};

/** A workflow app: the vCores and memory of its plan, calls of connectors. */
export const logicAppStandard: ResourceType = {
  types: ['azurerm_logic_app_standard'],
  source: SOURCE,
  usage: {
    sku: { unit: 'name', means: 'WS1, WS2 or WS3, where the plan is not in the configuration' },
    monthly_standard_connector_calls: {
      unit: 'calls',
      means: 'calls of standard connectors in a month',
      sizes: { small: 8000, medium: 80000, large: 800000 },
    },
    monthly_enterprise_connector_calls: {
      unit: 'calls',
      means: 'calls of enterprise connectors in a month',
      sizes: { small: 1000, medium: 10000, large: 100000 },
    },
  },
  parts: [
    part('Workflow vCore', (r) => workflowRow(r, 'vCore')),
    part('Workflow memory', (r) => workflowRow(r, 'memory')),
    usagePart({ name: 'Standard connectors', unit: 'calls', key: 'monthly_standard_connector_calls' }),
    usagePart({ name: 'Enterprise connectors', unit: 'calls', key: 'monthly_enterprise_connector_calls' }),
  ],
};

function workflowRow(r: ResourceReader, kind: 'vCore' | 'memory'): Component {
  const plan = r.related('app_service_plan_id')[0];
  const sku = (r.usageText('sku') ?? plan?.text('sku_name') ?? plan?.text('sku.size') ?? '').toUpperCase();
  const size = PLANS[sku];
  return priceRow(r, {
    name: `Workflow ${kind} (${size ? sku : 'unknown SKU'})`,
    unit: kind === 'vCore' ? 'vCore' : 'GB',
    quantity: size ? (kind === 'vCore' ? size.cores : size.memoryGB) : { state: 'usage', key: 'sku' },
    examples: [{ name: `Workflow ${kind} (WS1)` }],
  });
}
