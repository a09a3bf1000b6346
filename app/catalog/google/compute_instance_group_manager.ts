import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { known } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { ResourceType } from '../resource-type.ts';
import { SPOT_USAGE } from '../spot-discount.ts';
import { purchaseOption } from './purchase-option.ts';
import { type TemplateMachines, templateAt, templateParts } from './template-parts.ts';

/** A managed group of machines that the instance template of its first version describes. */
export const computeInstanceGroupManager: ResourceType = {
  types: ['google_compute_instance_group_manager', 'google_compute_region_instance_group_manager'],
  source: { url: 'https://cloud.google.com/compute/all-pricing', read: '2026-08-21' },
  usage: SPOT_USAGE,
  parts: templateParts(machinesOf),
};

function machinesOf(r: ResourceReader): TemplateMachines | undefined {
  const template = templateAt(r, 'version');
  if (!template) return undefined;
  const use = {
    region: r.region,
    resource: r,
    machineType: template.text('machine_type', '').split('/').at(-1) ?? '',
    option: purchaseOption(template.block('scheduling'), r),
    hours: known(HOURS_PER_MONTH),
    count: groupSize(r),
  };
  return { template, use };
}

/** Its target size, else the least its autoscaler keeps, else one; each per-instance configuration adds a machine. */
function groupSize(r: ResourceReader): number {
  const scalers = [...r.referrers('google_compute_autoscaler'), ...r.referrers('google_compute_region_autoscaler')];
  const size = r.number('target_size') ?? scalers[0]?.number('autoscaling_policy.min_replicas') ?? 1;
  const configurations = [
    ...r.referrers('google_compute_per_instance_config'),
    ...r.referrers('google_compute_region_per_instance_config'),
  ];
  return size + configurations.length;
}
