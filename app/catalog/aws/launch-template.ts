import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { volumeOf, volumeRows } from './ebs-storage.ts';
import { instanceRows, type Machine, purchaseOf } from './ec2-instance.ts';
import { operatingSystem } from './operating-system.ts';
import { publicAddressRow } from './public-ipv4.ts';

/** How a fleet uses a template: how many instances, of which type, and whose usage holds. */
export interface TemplateUse {
  readonly owner: ResourceReader;
  readonly count: Quantity | number;
  readonly spot?: 'spot' | 'on-demand';
  readonly type?: string | undefined;
}

/** Rows of `count` instances started from an `aws_launch_template`. */
export function templateRows(template: ResourceReader, use: TemplateUse): readonly Component[] {
  const path = [template.resource.address];
  const { owner, count } = use;
  const machine: Machine = {
    type: use.type ?? template.text('instance_type', ''),
    system: operatingSystem(owner, template.related('image_id')[0]),
    tenancy: template.text('placement.tenancy', 'default'),
    purchase: purchaseOf(owner, use.spot ?? spotOf(template)),
    ebsOptimized: template.flag('ebs_optimized'),
    monitoring: template.flag('monitoring.enabled'),
    cpuCredits: template.text('credit_specification.cpu_credits'),
    accelerator: template.text('elastic_inference_accelerator.type'),
    count,
    hours: owner.usage('monthly_hrs', HOURS_PER_MONTH),
    path,
  };
  // Instances on a dedicated host are billed with the host.
  const instances = machine.tenancy === 'host' ? [] : instanceRows(machine, owner);
  const disks = template.blocks('block_device_mappings').flatMap((mapping, index) => {
    const ebs = mapping.block('ebs');
    if (!ebs) return [];
    return volumeRows(volumeOf(ebs, { count, path: [...path, `block_device_mapping[${index}]`] }), owner);
  });
  const isPublic = template.blocks('network_interfaces').some((each) => each.flag('associate_public_ip_address'));
  return [...instances, ...disks, ...(isPublic ? [addressRow({ owner, count, path })] : [])];
}

/** Rows of `count` instances started from an `aws_launch_configuration`. */
export function configurationRows(configuration: ResourceReader, use: TemplateUse): readonly Component[] {
  const path = [configuration.resource.address];
  const { owner, count } = use;
  const machine: Machine = {
    type: configuration.text('instance_type', ''),
    system: operatingSystem(owner, configuration.related('image_id')[0]),
    tenancy: configuration.text('placement_tenancy', 'default'),
    purchase: purchaseOf(owner, configuration.has('spot_price') ? 'spot' : 'on-demand'),
    ebsOptimized: configuration.flag('ebs_optimized'),
    // Unlike instances and templates, launch configurations monitor in detail unless told otherwise.
    monitoring: configuration.flag('enable_monitoring', true),
    cpuCredits: undefined,
    accelerator: undefined,
    count,
    hours: owner.usage('monthly_hrs', HOURS_PER_MONTH),
    path,
  };
  const root = volumeOf(configuration.block('root_block_device'), { count, path: [...path, 'root_block_device'] });
  const disks = configuration
    .blocks('ebs_block_device')
    .map((block, index) => volumeOf(block, { count, path: [...path, `ebs_block_device[${index}]`] }));
  const addresses = configuration.flag('associate_public_ip_address') ? [addressRow({ owner, count, path })] : [];
  return [
    ...instanceRows(machine, owner),
    ...[root, ...disks].flatMap((disk) => volumeRows(disk, owner)),
    ...addresses,
  ];
}

/** A public address for each instance. */
function addressRow(of: TemplateUse & { readonly path: readonly string[] }): Component {
  return { ...publicAddressRow('Public IPv4 address (in use)', of.owner, of.count), path: of.path };
}

function spotOf(template: ResourceReader): 'spot' | 'on-demand' {
  return template.text('instance_market_options.market_type') === 'spot' ? 'spot' : 'on-demand';
}
