import type { ResourceReader } from '../resource-reader.ts';
import type { ResourceType } from '../resource-type.ts';
import { usagePart } from './simple-row.ts';

/** A Databricks workspace, by the DBU. */
export const databricksWorkspace: ResourceType = {
  types: ['azurerm_databricks_workspace'],
  source: { url: 'https://azure.microsoft.com/pricing/details/databricks/', read: '2026-08-21' },
  usage: {
    monthly_all_purpose_compute_dbu_hrs: {
      unit: 'DBU-hours',
      means: 'of all-purpose clusters in a month',
      sizes: { small: 2.5, medium: 25, large: 250 },
    },
    monthly_jobs_compute_dbu_hrs: {
      unit: 'DBU-hours',
      means: 'of job clusters in a month',
      sizes: { small: 6.6, medium: 66, large: 660 },
    },
    monthly_jobs_light_compute_dbu_hrs: {
      unit: 'DBU-hours',
      means: 'of light job clusters in a month',
      sizes: { small: 14.2, medium: 142, large: 1420 },
    },
  },
  parts: [
    dbus('All-purpose compute DBUs', 'monthly_all_purpose_compute_dbu_hrs'),
    dbus('Jobs compute DBUs', 'monthly_jobs_compute_dbu_hrs'),
    dbus('Jobs light compute DBUs', 'monthly_jobs_light_compute_dbu_hrs'),
  ],
};

function dbus(name: string, key: string) {
  return usagePart({ name, unit: 'DBU-hours', key, attributes: skuOf });
}

/** A trial is billed like the premium tier. */
function skuOf(r: ResourceReader): Readonly<Record<string, string>> {
  const sku = r.text('sku', 'standard').toLowerCase();
  return { sku: sku === 'trial' ? 'premium' : sku };
}
