import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { usagePart } from './simple-row.ts';

/** A workspace for logs: ingestion (by the GB or by a commitment), Sentinel on top, keeping, exporting, archiving. */
export const logAnalyticsWorkspace: ResourceType = {
  types: ['azurerm_log_analytics_workspace'],
  source: { url: 'https://azure.microsoft.com/pricing/details/monitor/', read: '2026-08-21' },
  usage: {
    monthly_log_data_ingestion_gb: {
      unit: 'GB',
      means: 'logs ingested in a month',
      sizes: { small: 0.33, medium: 3.3, large: 33 },
    },
    monthly_sentinel_data_ingestion_gb: {
      unit: 'GB',
      means: 'logs that Sentinel analyses in a month',
      sizes: { small: 0.33, medium: 3.3, large: 33 },
    },
    monthly_additional_log_data_retention_gb: {
      unit: 'GB',
      means: 'logs kept longer than is included',
      sizes: { small: 7.5, medium: 75, large: 750 },
    },
    monthly_log_data_export_gb: {
      unit: 'GB',
      means: 'logs exported in a month',
      sizes: { small: 7.5, medium: 75, large: 750 },
    },
    monthly_basic_log_data_ingestion_gb: {
      unit: 'GB',
      means: 'basic logs ingested in a month',
      sizes: { small: 1.5, medium: 15, large: 150 },
    },
    monthly_basic_log_search_gb: {
      unit: 'GB',
      means: 'basic logs searched in a month',
      sizes: { small: 155, medium: 1550, large: 15500 },
    },
    monthly_archive_data_gb: { unit: 'GB', means: 'logs archived', sizes: { small: 38.5, medium: 385, large: 3850 } },
    monthly_archive_data_restored_gb: {
      unit: 'GB',
      means: 'archived logs restored in a month',
      sizes: { small: 7.5, medium: 75, large: 750 },
    },
    monthly_archive_data_searched_gb: {
      unit: 'GB',
      means: 'archived logs searched in a month',
      sizes: { small: 155, medium: 1550, large: 15500 },
    },
  },
  parts: [
    part('Log data ingestion', (r) => ingestion(r, 'Log data ingestion')),
    part('Sentinel data ingestion', (r) => (usesSentinel(r) ? ingestion(r, 'Sentinel data ingestion') : undefined)),
    usagePart({
      name: 'Log data retention',
      unit: 'GB',
      key: 'monthly_additional_log_data_retention_gb',
      when: (r) => isBilled(r) && r.number('retention_in_days', 30) > (usesSentinel(r) ? 90 : 31),
    }),
    usagePart({ name: 'Log data export', unit: 'GB', key: 'monthly_log_data_export_gb', when: isBilled }),
    usagePart({
      name: 'Basic log data ingestion',
      unit: 'GB',
      key: 'monthly_basic_log_data_ingestion_gb',
      when: isBilled,
    }),
    usagePart({
      name: 'Basic log search queries',
      unit: 'GB searched',
      key: 'monthly_basic_log_search_gb',
      when: isBilled,
    }),
    usagePart({ name: 'Archive data', unit: 'GB', key: 'monthly_archive_data_gb', when: isBilled }),
    usagePart({ name: 'Archive data restored', unit: 'GB', key: 'monthly_archive_data_restored_gb', when: isBilled }),
    usagePart({ name: 'Archive data searched', unit: 'GB', key: 'monthly_archive_data_searched_gb', when: isBilled }),
  ],
};

function skuOf(r: ResourceReader): string {
  return r.text('sku', 'PerGB2018');
}

/** The older plans (Free, PerNode, Premium, Standard, Standalone, Unlimited) are not sold any more. */
function isBilled(r: ResourceReader): boolean {
  return /^(PerGB2018|CapacityReservation)$/i.test(skuOf(r));
}

const CONNECTORS = [
  'aws_cloud_trail',
  'azure_active_directory',
  'azure_advanced_threat_protection',
  'azure_security_center',
  'microsoft_cloud_app_security',
  'microsoft_defender_advanced_threat_protection',
  'office_365',
  'threat_intelligence',
].map((name) => `azurerm_sentinel_data_connector_${name}`);

/** A connector, the solution, or stated usage say that Sentinel looks at the workspace. */
function usesSentinel(r: ResourceReader): boolean {
  if (r.usage('monthly_sentinel_data_ingestion_gb').state === 'known') return true;
  const solutions = r.referrers('azurerm_log_analytics_solution');
  const onboarding = r.referrers('azurerm_sentinel_log_analytics_workspace_onboarding');
  return (
    onboarding.length > 0 ||
    solutions.some((each) => each.text('solution_name') === 'SecurityInsights') ||
    CONNECTORS.some((type) => r.referrers(type).length > 0)
  );
}

/** By the GB beyond the 5 GB that are free, or a commitment for every day of a 30-day month. */
function ingestion(r: ResourceReader, name: string): Component | undefined {
  if (!isBilled(r)) return undefined;
  if (skuOf(r).toLowerCase() === 'pergb2018') {
    const key = name.startsWith('Log') ? 'monthly_log_data_ingestion_gb' : 'monthly_sentinel_data_ingestion_gb';
    const attributes = { sku: 'PerGB2018' };
    return priceRow(r, { name, unit: 'GB', quantity: r.usage(key), usageBased: true, attributes });
  }
  const reserved = r.number('reservation_capacity_in_gb_per_day') ?? r.number('reservation_capcity_in_gb_per_day');
  if (reserved === undefined) return undefined;
  // Each commitment has a price of its own, by the day; the book knows that of 100 GB.
  const attributes = { sku: 'CapacityReservation', ...(reserved === 100 ? {} : { commitment: String(reserved) }) };
  return priceRow(r, { name, unit: `${reserved} GB (per day)`, quantity: 30, attributes });
}
