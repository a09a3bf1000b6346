import { Decimal } from '#app/measure/decimal.ts';
import { combine, known, per, type Quantity, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** vCPUs and GB of the elastic premium plans. https://learn.microsoft.com/azure/azure-functions/functions-premium-plan */
const PREMIUM: Readonly<Record<string, { readonly vcpu: number; readonly memoryGB: number }>> = {
  EP1: { vcpu: 1, memoryGB: 3.5 },
  EP2: { vcpu: 2, memoryGB: 7 },
  EP3: { vcpu: 4, memoryGB: 14 },
};

const EXAMPLE_TYPES = [
  { type: 'azurerm_linux_function_app' },
  { type: 'azurerm_windows_function_app' },
  { type: 'azurerm_function_app' },
];

/** Functions: on a premium plan its instances, on the consumption plan executions; other plans pay for themselves. */
export const functionApp: ResourceType = {
  types: ['azurerm_linux_function_app', 'azurerm_windows_function_app', 'azurerm_function_app'],
  source: { url: 'https://azure.microsoft.com/pricing/details/functions/', read: '2026-08-21' },
  usage: {
    monthly_executions: {
      unit: 'executions',
      means: 'executions in a month',
      sizes: { small: 5000000, medium: 50000000, large: 500000000 },
    },
    execution_duration_ms: {
      unit: 'ms',
      means: 'how long an execution takes on average; at least 100 are billed',
      sizes: { small: 5, medium: 50, large: 500 },
    },
    memory_mb: {
      unit: 'MB',
      means: 'memory an execution takes on average, rounded up to 128 MB',
      sizes: { small: 6.4, medium: 64, large: 640 },
    },
    instances: { unit: 'instances', means: 'instances of a premium plan that run on average' },
  },
  parts: [part('Function app', components)],
};

function components(r: ResourceReader): readonly Component[] {
  const plan = planOf(r);
  const size = PREMIUM[plan];
  if (size) {
    const instances = r.usage('instances', 1);
    return [
      row(r, { name: `vCPU (${plan})`, unit: 'vCPU', quantity: times(instances, size.vcpu) }),
      row(r, { name: `Memory (${plan})`, unit: 'GB', quantity: times(instances, size.memoryGB) }),
    ];
  }
  if (plan !== 'consumption') return [];
  return [
    row(r, { name: 'Execution time', unit: 'GB-seconds', quantity: gigabyteSeconds(r), usageBased: true }),
    row(r, {
      name: 'Executions',
      unit: '1M requests',
      quantity: per(r.usage('monthly_executions'), 1_000_000),
      usageBased: true,
    }),
  ];
}

function row(
  r: ResourceReader,
  draft: { name: string; unit: string; quantity: Quantity; usageBased?: boolean },
): Component {
  return priceRow(r, { ...draft, examples: EXAMPLE_TYPES });
}

function gigabyteSeconds(r: ResourceReader): Quantity {
  const seconds = combine(r.usage('execution_duration_ms', 100), 100, (a, b) => Decimal.max(a, b).dividedBy(1000));
  const memoryGB = combine(r.usage('memory_mb', 128), known(128), (a, b) =>
    a.dividedBy(b).ceil().times(b).dividedBy(1024),
  );
  return times(times(r.usage('monthly_executions'), seconds), memoryGB);
}

/** `EP1`…`EP3`, `consumption`, or `dedicated` where the plan itself is billed. */
function planOf(r: ResourceReader): string {
  const plan = r.related('service_plan_id')[0] ?? r.related('app_service_plan_id')[0];
  if (!plan) return 'consumption';
  const sku = (plan.text('sku_name') ?? plan.text('sku.size') ?? '').toUpperCase();
  const legacy = plan.type === 'azurerm_app_service_plan';
  const elastic = !legacy || plan.text('kind')?.toLowerCase() === 'elastic' || isElasticTier(plan.text('sku.tier'));
  if (/^EP\d$/.test(sku)) return elastic ? sku : 'consumption';
  return /^([BSPI]\d|D1|F1|WS\d|PC\d)/.test(sku) ? 'dedicated' : 'consumption';
}

function isElasticTier(tier: string | undefined): boolean {
  return tier?.toLowerCase() === 'elasticpremium';
}
