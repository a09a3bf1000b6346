import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { known } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { SPOT_USAGE } from '../spot-discount.ts';
import { acceleratorComponents } from './accelerator-components.ts';
import { diskComponents, localSsdComponent } from './disk-components.ts';
import { externalIpPrice } from './external-ip-price.ts';
import { type MachineUse, machineComponents } from './machine-components.ts';
import { licenceComponent } from './os-licence.ts';
import { purchaseOption } from './purchase-option.ts';

/** A virtual machine: its hours, boot disk, local SSDs, GPUs, licence and ephemeral address. */
export const computeInstance: ResourceType = {
  types: ['google_compute_instance'],
  source: { url: 'https://cloud.google.com/compute/all-pricing', read: '2026-08-21' },
  usage: {
    monthly_hrs: { unit: 'hours', means: 'hours a month the machine runs' },
    ...SPOT_USAGE,
  },
  parts: [
    part('Instance usage', (r) => machineComponents(machineOf(r))),
    part('Boot disk', bootDisk),
    part('Local SSD provisioned storage', (r) => {
      const count = r.blocks('scratch_disk').length;
      return count === 0 ? undefined : localSsdComponent(count, { region: r.region, option: optionOf(r) });
    }),
    part('GPUs', (r) => acceleratorComponents(r.blocks('guest_accelerator'), { resource: r, use: machineOf(r) })),
    part('Operating system licence', (r) =>
      licenceComponent(r.text('boot_disk.initialize_params.image'), machineOf(r)),
    ),
    part('External IP address', externalIp),
  ],
};

function optionOf(r: ResourceReader): MachineUse['option'] {
  return purchaseOption(r.block('scheduling'), r);
}

function machineOf(r: ResourceReader): MachineUse {
  return {
    region: r.region,
    resource: r,
    machineType: r.text('machine_type', '').split('/').at(-1) ?? '',
    option: optionOf(r),
    hours: hoursOf(r),
    count: 1,
  };
}

/** A machine that is stopped is not billed for, its disks and addresses are. https://cloud.google.com/compute/vm-instance-pricing */
function hoursOf(r: ResourceReader): MachineUse['hours'] {
  const isStopped = ['TERMINATED', 'SUSPENDED'].includes(r.text('desired_status', 'RUNNING').toUpperCase());
  return isStopped ? known(0) : r.usage('monthly_hrs', HOURS_PER_MONTH);
}

/**
 * A boot disk made from an image. One that exists already (`source`), like each `attached_disk`, is a resource of its
 * own and billed there, once.
 */
function bootDisk(r: ResourceReader): readonly Component[] {
  const disk = r.block('boot_disk');
  if (!disk || disk.isWritten('source')) return [];
  const image = r.related('boot_disk.0.initialize_params.0.image')[0] ?? r.related('boot_disk')[0];
  return diskComponents({
    region: r.region,
    diskType: disk.text('initialize_params.type', 'pd-standard'),
    sizeGb: known(disk.number('initialize_params.size') ?? image?.number('disk_size_gb') ?? 10),
    iops: disk.number('initialize_params.provisioned_iops'),
  });
}

/**
 * An address that lives with the machine. One that is reserved is billed as `google_compute_address`.
 * https://cloud.google.com/vpc/network-pricing#ipaddress (facts read 2026-08-21): in-use addresses are billed by the hour.
 */
function externalIp(r: ResourceReader): Component | undefined {
  const count = r
    .blocks('network_interface')
    .flatMap((each) => each.blocks('access_config'))
    .filter((access) => !access.isWritten('nat_ip')).length;
  if (count === 0) return undefined;
  const option = optionOf(r).name;
  return {
    name: `External IP address (${option === 'preemptible' ? 'preemptible' : 'standard'} VM)`,
    unit: 'hours',
    quantity: HOURS_PER_MONTH * count,
    price: externalIpPrice(option === 'preemptible' ? 'preemptible VM' : 'standard VM', r.region),
  };
}
