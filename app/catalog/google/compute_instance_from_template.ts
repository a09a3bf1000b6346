import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { ResourceType } from '../resource-type.ts';
import { SPOT_USAGE } from '../spot-discount.ts';
import { purchaseOption } from './purchase-option.ts';
import { type TemplateMachines, templateAt, templateParts } from './template-parts.ts';

/** One machine that an instance template describes; its own machine type and scheduling go before the template's. */
export const computeInstanceFromTemplate: ResourceType = {
  types: ['google_compute_instance_from_template'],
  source: { url: 'https://cloud.google.com/compute/all-pricing', read: '2026-08-21' },
  usage: { monthly_hrs: { unit: 'hours', means: 'hours a month the machine runs' }, ...SPOT_USAGE },
  parts: templateParts(machinesOf),
};

function machinesOf(r: ResourceReader): TemplateMachines | undefined {
  const template = templateAt(r, 'source_instance_template');
  if (!template) return undefined;
  const machineType = r.text('machine_type') ?? template.text('machine_type', '');
  const use = {
    region: r.region,
    resource: r,
    machineType: machineType.split('/').at(-1) ?? '',
    option: purchaseOption(r.block('scheduling') ?? template.block('scheduling'), r),
    hours: r.usage('monthly_hrs', HOURS_PER_MONTH),
    count: 1,
  };
  return { template, use };
}
