import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { volumeOf, volumeRows } from './ebs-storage.ts';
import { instanceRows, instanceUsage, purchaseOf } from './ec2-instance.ts';
import { operatingSystem } from './operating-system.ts';
import { publicAddressRow } from './public-ipv4.ts';
import { usageKey } from './usage-key.ts';

/** EC2 instances with their disks; what a launch template states holds where the instance says nothing. */
export const instance: ResourceType = {
  types: ['aws_instance', 'aws_spot_instance_request'],
  source: { url: 'https://aws.amazon.com/ec2/pricing/on-demand/', read: '2026-08-21' },
  usage: {
    ...instanceUsage,
    monthly_hrs: usageKey('hours', 'Hours of a month in which the instance runs'),
    monthly_standard_io_requests: usageKey('requests', 'I/O requests to magnetic volumes'),
  },
  parts: [
    part('Instance usage', (r) => machineRows(r)),
    part('root_block_device', (r) => {
      if (hostedElsewhere(r)) return [];
      const template = r.related('launch_template')[0];
      const root = r.block('root_block_device') ?? rootOfTemplate(template, r);
      return volumeRows(volumeOf(root, { path: ['root_block_device'] }), r);
    }),
    part('ebs_block_device', (r) => {
      if (hostedElsewhere(r)) return [];
      return disksOf(r).flatMap((disk, index) =>
        volumeRows(volumeOf(disk.own, { base: disk.base, path: [`ebs_block_device[${index}]`] }), r),
      );
    }),
    part('Public IPv4 address', (r) =>
      r.flag('associate_public_ip_address') ? publicAddressRow('Public IPv4 address (in use)', r) : [],
    ),
  ],
};

function machineRows(r: ResourceReader): readonly Component[] {
  const template = r.related('launch_template')[0];
  const tenancy = r.text('tenancy') ?? template?.text('placement.tenancy') ?? 'default';
  // Instances on a dedicated host are billed with the host.
  if (tenancy === 'host' || hasHost(r)) return [];
  const spot = r.has('spot_price') || r.type === 'aws_spot_instance_request' || isSpot(r) || isSpot(template);
  return instanceRows(
    {
      type: r.text('instance_type') ?? template?.text('instance_type') ?? '',
      system: operatingSystem(r, r.related('ami')[0] ?? template?.related('image_id')[0]),
      tenancy,
      purchase: purchaseOf(r, spot ? 'spot' : 'on-demand'),
      ebsOptimized: r.flag('ebs_optimized', template?.flag('ebs_optimized') ?? false),
      monitoring: r.flag('monitoring', template?.flag('monitoring.enabled') ?? false),
      cpuCredits: r.text('credit_specification.cpu_credits') ?? template?.text('credit_specification.cpu_credits'),
      accelerator: template?.text('elastic_inference_accelerator.type'),
      count: 1,
      hours: r.usage('monthly_hrs', HOURS_PER_MONTH),
      path: [],
    },
    r,
  );
}

function isSpot(reader: ResourceReader | undefined): boolean {
  return reader?.text('instance_market_options.market_type') === 'spot';
}

/** An instance that asks for a host that nobody named is not placed, and not billed. */
function hostedElsewhere(r: ResourceReader): boolean {
  const template = r.related('launch_template')[0];
  const tenancy = r.text('tenancy') ?? template?.text('placement.tenancy') ?? 'default';
  return tenancy === 'host' && !hasHost(r);
}

/** A host that is created along with the instance has no id yet, and is a host all the same. */
function hasHost(r: ResourceReader): boolean {
  return r.related('host_id').length > 0 || r.has('host_id');
}

function rootOfTemplate(template: ResourceReader | undefined, r: ResourceReader): BlockReader | undefined {
  const mapping = template
    ?.blocks('block_device_mappings')
    .find((each) => /^(\/dev\/(xvda|sda1))$/.test(each.text('device_name', '')));
  return mapping && !r.has('root_block_device') ? mapping.block('ebs') : undefined;
}

interface Disk {
  readonly own: BlockReader | undefined;
  readonly base: BlockReader | undefined;
}

/** The instance's own disks, over the template's of the same device name, then the template's others. */
function disksOf(r: ResourceReader): readonly Disk[] {
  const templated = new Map<string, BlockReader>();
  for (const mapping of r.related('launch_template')[0]?.blocks('block_device_mappings') ?? []) {
    const ebs = mapping.block('ebs');
    const name = mapping.text('device_name', '');
    if (ebs && !/^(\/dev\/(xvda|sda1))$/.test(name)) templated.set(name, ebs);
  }
  const own = r.blocks('ebs_block_device').filter((block, index) => !isManaged(block, index, r));
  const disks = own.map((block) => {
    const name = block.text('device_name', '');
    const base = templated.get(name);
    templated.delete(name);
    return { own: block, base };
  });
  return [...disks, ...[...templated.values()].map((base) => ({ own: undefined, base }))];
}

/** A disk that is an `aws_ebs_volume` of its own is billed there. */
function isManaged(block: BlockReader, index: number, r: ResourceReader): boolean {
  return block.has('volume_id') && r.related(`ebs_block_device.${index}.volume_id`).length > 0;
}
