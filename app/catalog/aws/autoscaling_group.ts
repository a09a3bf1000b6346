import { part, type ResourceType } from '../resource-type.ts';
import { instanceUsage } from './ec2-instance.ts';
import { fleetRows } from './fleet.ts';
import { usageKey } from './usage-key.ts';

/** Auto Scaling groups: the instances that they start, and their disks. */
export const autoscalingGroup: ResourceType = {
  types: ['aws_autoscaling_group'],
  source: { url: 'https://aws.amazon.com/ec2/pricing/on-demand/', read: '2026-08-21' },
  usage: {
    instances: usageKey('instances', 'Instances that run on average, in place of the desired capacity'),
    ...instanceUsage,
  },
  parts: [part('Instances', fleetRows)],
};
