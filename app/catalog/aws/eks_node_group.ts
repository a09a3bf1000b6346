import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { type Volume, volumeRows } from './ebs-storage.ts';
import { instanceRows, instanceUsage, type Machine, purchaseOf } from './ec2-instance.ts';
import { templateRows } from './launch-template.ts';
import { operatingSystem } from './operating-system.ts';
import { usageKey } from './usage-key.ts';

const DEFAULT_TYPE = 't3.medium';
const DEFAULT_DISK_GB = 20;

/** Managed node groups: EC2 instances and their disks, from a launch template where one is named. */
export const eksNodeGroup: ResourceType = {
  types: ['aws_eks_node_group'],
  source: { url: 'https://aws.amazon.com/eks/pricing/', read: '2026-08-21' },
  usage: {
    instances: usageKey('instances', 'Nodes that run on average, in place of the desired size'),
    ...instanceUsage,
  },
  parts: [part('Nodes', nodeRows)],
};

function nodeRows(r: ResourceReader): readonly Component[] {
  const count = r.usage(
    'instances',
    r.number('scaling_config.desired_size') ?? r.number('scaling_config.min_size') ?? 1,
  );
  const spot = r.text('capacity_type', 'ON_DEMAND').toUpperCase() === 'SPOT' ? 'spot' : 'on-demand';
  const stated = r.text('instance_types.0');
  const template = r.related('launch_template')[0];
  if (template) {
    // The node group's own type wins; EKS refuses a template and a group that both name one.
    const type = stated ?? template.text('instance_type', DEFAULT_TYPE);
    return templateRows(template, { owner: r, count, type, spot });
  }
  const machine: Machine = {
    type: stated ?? DEFAULT_TYPE,
    system: r.text('ami_type', '').startsWith('WINDOWS')
      ? { label: 'Windows', os: 'windows' }
      : operatingSystem(r, undefined),
    tenancy: 'default',
    purchase: purchaseOf(r, spot),
    ebsOptimized: false,
    monitoring: false,
    cpuCredits: 'unlimited',
    accelerator: undefined,
    count,
    hours: HOURS_PER_MONTH,
    path: [],
  };
  const disk: Volume = {
    type: 'gp2',
    sizeGB: r.number('disk_size') ?? DEFAULT_DISK_GB,
    iops: 0,
    throughput: 0,
    count,
  };
  return [...instanceRows(machine, r), ...volumeRows(disk, r)];
}
