import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/app-service/linux/', read: '2026-08-21' };

/** A plan of App Service: its machines. */
export const servicePlan: ResourceType = {
  types: ['azurerm_service_plan'],
  source: SOURCE,
  usage: {},
  parts: [
    part('Instance usage', (r) =>
      planRow(r, {
        sku: r.text('sku_name', ''),
        linux: r.text('os_type', '').toLowerCase() === 'linux',
        workers: r.number('worker_count', 1),
      }),
    ),
  ],
};

/** The older type of a plan. */
export const appServicePlan: ResourceType = {
  types: ['azurerm_app_service_plan'],
  source: SOURCE,
  usage: {},
  parts: [
    part('Instance usage', (r) =>
      planRow(r, {
        sku: r.text('sku.size', ''),
        linux: r.text('kind', 'Windows').toLowerCase() === 'linux',
        workers: r.number('sku.capacity', 1),
      }),
    ),
  ],
};

/** Plans of functions and workflows are billed with the app that uses them; F1 is free. */
function planRow(
  r: ResourceReader,
  plan: { readonly sku: string; readonly linux: boolean; readonly workers: number },
): Component | undefined {
  const { sku, linux, workers } = plan;
  if (sku === '' || /^(y1|fc1|ep\d|ws\d)$/i.test(sku)) return undefined;
  const name = `Instance usage (${sku})`;
  const kind = linux ? 'Linux' : 'Windows';
  const onLinux = { type: 'azurerm_service_plan', attributes: { example: 'example' } };
  const onWindows = { type: 'azurerm_service_plan', attributes: { example: '' } };
  return priceRow(r, {
    name,
    unit: 'hours',
    quantity: HOURS_PER_MONTH * workers,
    listed: { service: 'app-service', family: `${family(sku)}${linux ? '-linux' : ''}`, key: meter(sku), unit: 'hour' },
    attributes: r.type === 'azurerm_service_plan' ? (linux ? onLinux : onWindows).attributes : { kind },
    examples: [
      ...(linux && !SAME_ON_BOTH.test(sku) ? [onLinux] : [onWindows]),
      { type: 'azurerm_app_service_plan', attributes: { kind } },
      { type: 'azurerm_app_service_plan', attributes: { kind: '' } },
      // PC plans exist for Windows only, P1v1 for both at one price.
      ...(/^p(c\d|\dv1)$/i.test(sku) ? [{ type: 'azurerm_app_service_plan' }] : []),
    ],
  });
}

/** Plans that cost the same with both systems. */
const SAME_ON_BOTH = /^(i\d|d1|shared)$/i;

function family(sku: string): string {
  const [, letter = '', version = ''] = /^([a-z]+)\d*m?(v\d)?$/i.exec(sku) ?? [];
  const tier: Readonly<Record<string, string>> = {
    b: 'basic',
    s: 'standard',
    p: 'premium',
    i: 'isolated',
    d: 'shared',
    shared: 'shared',
    pc: 'premium-windows-container',
  };
  const suffix = version && version.toLowerCase() !== 'v1' ? `-${version.toLowerCase()}` : '';
  return `azure-app-service-${tier[letter.toLowerCase()] ?? letter.toLowerCase()}${suffix}-plan`;
}

/** `P1v3` is metered as `p1-v3`, `P1v1` as `p1`, `P0v3` and `P1mv3` as they are. */
function meter(sku: string): string {
  const name = sku.toLowerCase().replace(/v1$/, '');
  return name === 'd1' ? 'shared' : name.replace(/^([pi][1-6])(v[23])$/, '$1-$2');
}
