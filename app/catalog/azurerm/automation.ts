import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { usagePart } from './simple-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/automation/', read: '2026-08-21' };
const NODES = { unit: 'nodes', means: 'configured machines outside Azure, beyond the five that are free' };
const MINUTES = { unit: 'minutes', means: 'minutes that jobs run in a month, beyond the 500 that are free' };

const nodes = usagePart({
  name: 'Non-azure config nodes',
  unit: 'nodes',
  key: 'non_azure_config_node_count',
  examples: () => [{ type: 'azurerm_automation_account' }],
});
const jobs = usagePart({
  name: 'Job run time',
  unit: 'minutes',
  key: 'monthly_job_run_mins',
  examples: () => [{ type: 'azurerm_automation_account' }],
});

/** An automation account: jobs and configured machines. */
export const automationAccount: ResourceType = {
  types: ['azurerm_automation_account'],
  source: SOURCE,
  usage: { monthly_job_run_mins: MINUTES, non_azure_config_node_count: NODES },
  parts: [jobs, nodes],
};

/** Desired state of machines. */
export const automationConfiguration: ResourceType = {
  types: ['azurerm_automation_dsc_configuration', 'azurerm_automation_dsc_nodeconfiguration'],
  source: SOURCE,
  usage: { non_azure_config_node_count: NODES },
  parts: [nodes],
};

/** A schedule's jobs. */
export const automationJobSchedule: ResourceType = {
  types: ['azurerm_automation_job_schedule'],
  source: SOURCE,
  usage: { monthly_job_run_mins: MINUTES },
  parts: [jobs],
};

/** A watcher, every hour of the month. */
export const automationWatcher: ResourceType = {
  types: ['azurerm_automation_watcher'],
  source: SOURCE,
  usage: {},
  parts: [part('Watcher', (r) => priceRow(r, { name: 'Watcher', unit: 'hours', quantity: HOURS_PER_MONTH }))],
};
