import { known, per } from '#app/measure/quantity.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { type ExampleName, priceRow } from './price-row.ts';
import { usagePart } from './simple-row.ts';
import { isReferenceSet } from './stated-reference.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/monitor/', read: '2026-08-21' };

/** Samples of own metrics. */
export const monitorDataCollectionRule: ResourceType = {
  types: ['azurerm_monitor_data_collection_rule'],
  source: SOURCE,
  usage: { monthly_custom_metrics_samples: { unit: 'samples', means: 'samples of own metrics in a month' } },
  parts: [usagePart({ name: 'Metrics ingestion', unit: '10M samples', key: 'monthly_custom_metrics_samples' })],
};

/** Platform logs that are sent somewhere else than to a workspace. */
export const monitorDiagnosticSetting: ResourceType = {
  types: ['azurerm_monitor_diagnostic_setting'],
  source: SOURCE,
  usage: {
    monthly_platform_log_gb: {
      unit: 'GB',
      means: 'platform logs processed in a month',
      sizes: { small: 3, medium: 30, large: 300 },
    },
  },
  parts: [
    usagePart({
      name: 'Platform logs processed',
      unit: 'GB',
      key: 'monthly_platform_log_gb',
      when: (r) =>
        ['eventhub_authorization_rule_id', 'partner_solution_id', 'storage_account_id'].some((path) =>
          isReferenceSet(r, path),
        ),
    }),
  ],
};

/** An alert on metrics, by the time series; with dynamic thresholds once more. */
export const monitorMetricAlert: ResourceType = {
  types: ['azurerm_monitor_metric_alert'],
  source: SOURCE,
  usage: {},
  parts: [
    part('Metrics monitoring', (r) => {
      if (!r.flag('enabled', true)) return undefined;
      const quantity = series(r, 'criteria') + series(r, 'dynamic_criteria');
      return quantity === 0
        ? undefined
        : priceRow(r, { name: 'Metrics monitoring', unit: 'time-series', quantity, global: 'eastus' });
    }),
    part('Dynamic threshold monitoring', (r) => {
      const quantity = r.flag('enabled', true) ? series(r, 'dynamic_criteria') : 0;
      return quantity === 0
        ? undefined
        : priceRow(r, { name: 'Dynamic threshold monitoring', unit: 'time-series', quantity, global: 'eastus' });
    }),
  ],
};

/** For each scope and criterion the values of its dimensions, one where it has none. */
function series(r: ResourceReader, name: string): number {
  const scopes = Math.max(1, r.list('scopes').length);
  return scopes * r.blocks(name).reduce((sum, criterion) => sum + Math.max(1, dimensionValues(criterion)), 0);
}

function dimensionValues(criterion: BlockReader): number {
  return criterion.blocks('dimension').reduce((sum, dimension) => sum + dimension.list('values').length, 0);
}

/** An alert on logs, by how often it looks; the second kind also by the time series beyond the first. */
export const monitorQueryAlert: ResourceType = {
  types: ['azurerm_monitor_scheduled_query_rules_alert', 'azurerm_monitor_scheduled_query_rules_alert_v2'],
  source: SOURCE,
  usage: {},
  parts: [
    part('Log alerts monitoring', (r) =>
      r.flag('enabled', true)
        ? priceRow(r, {
            name: `Log alerts monitoring (${frequency(r)} minute frequency)`,
            unit: 'rule',
            quantity: 1,
            global: 'westeurope',
            examples: SECOND_KIND,
          })
        : undefined,
    ),
    part('Additional time-series monitoring', (r) => {
      const quantity = r.type.endsWith('_v2') && r.flag('enabled', true) ? series(r, 'criteria') - 1 : 0;
      if (quantity <= 0) return undefined;
      const name = `Additional time-series monitoring (${frequency(r)} minute frequency)`;
      return priceRow(r, { name, unit: 'time-series', quantity, global: 'westeurope' });
    }),
  ],
};

const SECOND_KIND: readonly ExampleName[] = [
  { type: 'azurerm_monitor_scheduled_query_rules_alert_v2', region: 'westeurope' },
];

/** 1, 5, 10 or 15 minutes; rarer looks cost what those every 15 minutes do. */
function frequency(r: ResourceReader): number {
  const iso = /^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?$/.exec(r.text('evaluation_frequency', ''));
  const stated = iso ? Number(iso[1] ?? 0) * 1440 + Number(iso[2] ?? 0) * 60 + Number(iso[3] ?? 0) : undefined;
  const minutes = stated ?? r.number('frequency', 5);
  return [15, 10, 5].find((each) => minutes >= each) ?? 1;
}

/** Who is told: each kind of message is billed, a number of them is free. */
export const monitorActionGroup: ResourceType = {
  types: ['azurerm_monitor_action_group'],
  source: SOURCE,
  usage: {
    monthly_notifications: {
      unit: 'notifications',
      means: 'notifications to each receiver in a month',
      sizes: { small: 50000, medium: 500000, large: 5000000 },
    },
  },
  parts: [
    receivers('Email notifications', { unit: 'emails', block: 'email_receiver' }),
    receivers('ITSM connectors', { unit: 'events', block: 'itsm_receiver' }),
    receivers('Push notifications', { unit: 'notifications', block: 'azure_app_push_receiver' }),
    part('Secure web hooks', (r) => webHooks(r, 'Secure web hooks')),
    part('Web hooks', (r) => webHooks(r, 'Web hooks')),
    part('SMS messages', (r) => byCountry(r, { path: 'SMS messages', unit: 'messages', block: 'sms_receiver' })),
    part('Voice calls', (r) => byCountry(r, { path: 'Voice calls', unit: 'calls', block: 'voice_receiver' })),
  ],
};

function receivers(name: string, about: { readonly unit: string; readonly block: string }) {
  return part(name, (r) => messages(r, { name, unit: about.unit, count: r.blocks(about.block).length }));
}

function messages(
  r: ResourceReader,
  about: { readonly name: string; readonly unit: string; readonly count: number; readonly path?: readonly string[] },
): Component | undefined {
  const { name, unit, count, path } = about;
  if (count === 0) return undefined;
  const sent = r.usage('monthly_notifications');
  const quantity = sent.state === 'known' ? per(known(sent.value.times(count), sent.origin), 1) : sent;
  return priceRow(r, {
    name: `${name} (${count})`,
    unit,
    quantity,
    usageBased: true,
    ...(path ? { path } : {}),
    // The number in the name does not decide the price of one.
    global: 'eastus',
    examples: [1, 2].map((number) => ({
      region: 'eastus',
      name: [...(path ?? []), `${name} (${number})`].join(' > '),
    })),
  });
}

function webHooks(r: ResourceReader, name: 'Secure web hooks' | 'Web hooks'): Component | undefined {
  const secure = r.blocks('webhook_receiver').filter((hook) => hook.blocks('aad_auth').length > 0).length;
  const count = name === 'Web hooks' ? r.blocks('webhook_receiver').length - secure : secure;
  return messages(r, { name, unit: 'notifications', count });
}

function byCountry(
  r: ResourceReader,
  about: { readonly path: string; readonly unit: string; readonly block: string },
): readonly Component[] {
  const codes = r.blocks(about.block).map((receiver) => receiver.text('country_code', '1'));
  return [...new Set(codes)].flatMap((code) => {
    const count = codes.filter((each) => each === code).length;
    return messages(r, { name: `Country code ${code}`, unit: about.unit, count, path: [about.path] }) ?? [];
  });
}
