import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { known, times } from '#app/measure/quantity.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { acceleratorComponents } from './accelerator-components.ts';
import { diskComponents, localSsdComponent } from './disk-components.ts';
import { type MachineUse, machineComponents } from './machine-components.ts';
import { licenceComponent } from './os-licence.ts';
import { purchaseOption, SPOT_USAGE } from './purchase-option.ts';

/** A managed group of machines that its instance template describes. */
export const computeInstanceGroupManager: ResourceType = {
  types: ['google_compute_instance_group_manager', 'google_compute_region_instance_group_manager'],
  source: { url: 'https://cloud.google.com/compute/all-pricing', read: '2026-11-25' },
  usage: SPOT_USAGE,
  parts: [
    part('Instance usage', (r) => {
      if (!templateOf(r)) r.unknown('version.instance_template', 'its template is not part of this configuration');
      return each(r, ({ use }) => machineComponents(use));
    }),
    part('Local SSD provisioned storage', (r) =>
      each(r, ({ template, use }) => {
        const count = template.blocks('disk').filter(isLocalSsd).length;
        return count === 0 ? [] : [localSsdComponent(times(use.count, count), use)];
      }),
    ),
    part('GPUs', (r) =>
      each(r, ({ template, use }) => acceleratorComponents(template.blocks('guest_accelerator'), { resource: r, use })),
    ),
    part('Disks', (r) => each(r, disks)),
    part('Operating system licence', (r) =>
      each(r, ({ template, use }) => licenceComponent(template.text('disk.source_image'), use) ?? []),
    ),
  ],
};

interface Group {
  readonly template: ResourceReader;
  readonly use: MachineUse;
}

function templateOf(r: ResourceReader): ResourceReader | undefined {
  return r.related('version').find((other) => /^google_compute_(region_)?instance_template$/.test(other.resource.type));
}

/** The rows of the group's first version, none when its template is not part of the configuration. */
function each(r: ResourceReader, rows: (group: Group) => Component | readonly Component[]): readonly Component[] {
  const template = templateOf(r);
  if (!template) return [];
  const use: MachineUse = {
    region: r.region,
    machineType: template.text('machine_type', '').split('/').at(-1) ?? '',
    option: purchaseOption(template.block('scheduling'), r),
    hours: known(HOURS_PER_MONTH),
    count: groupSize(r),
  };
  const found = rows({ template, use });
  return 'name' in found ? [found] : found;
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

function isLocalSsd(disk: BlockReader): boolean {
  return disk.text('type')?.toUpperCase() === 'SCRATCH' || disk.text('disk_type') === 'local-ssd';
}

function disks({ template, use }: Group): readonly Component[] {
  return template
    .blocks('disk')
    .filter((disk) => !isLocalSsd(disk) && !disk.isWritten('source'))
    .flatMap((disk, index) =>
      diskComponents({
        region: use.region,
        diskType: disk.text('disk_type', 'pd-standard'),
        sizeGb: times(use.count, disk.number('disk_size_gb', 10)),
        iops: disk.number('provisioned_iops'),
        path: [`disk[${index}]`],
      }),
    );
}
