import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';

/** A private environment of App Service: a fee for the stamp and its machines. */
export const appServiceEnvironment: ResourceType = {
  types: ['azurerm_app_service_environment'],
  source: { url: 'https://azure.microsoft.com/pricing/details/app-service/windows/', read: '2026-08-21' },
  usage: { operating_system: { unit: 'name', means: 'linux or windows; the configuration does not say it' } },
  parts: [
    part('Stamp fee', (r) =>
      priceRow(r, {
        name: 'Stamp fee',
        unit: 'hours',
        quantity: HOURS_PER_MONTH,
        listed: {
          service: 'app-service',
          family: `azure-app-service-isolated-plan${suffix(r.usageText('operating_system'))}`,
          key: 'stamp',
        },
      }),
    ),
    part('Instance usage', (r) => {
      const tier = r.text('pricing_tier', 'I1');
      return priceRow(r, {
        name: `Instance usage (${tier})`,
        unit: 'hours',
        quantity: HOURS_PER_MONTH,
        listed: {
          service: 'app-service',
          family: `azure-app-service-isolated-plan${suffix(r.usageText('operating_system'))}`,
          key: tier.toLowerCase(),
        },
      });
    }),
  ],
};

function suffix(system: string | undefined): string {
  return (system ?? 'linux').toLowerCase() === 'linux' ? '-linux' : '';
}
