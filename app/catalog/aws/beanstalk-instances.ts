import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { settingsOf } from './beanstalk-settings.ts';
import { type Volume, volumeRows } from './ebs-storage.ts';
import { instanceRows, type Machine } from './ec2-instance.ts';
import { operatingSystem } from './operating-system.ts';

const DEFAULT_TYPE = 't3.micro';

/** The instances and root volumes of an environment, as many as its group has at least. */
export function beanstalkInstances(r: ResourceReader): readonly Component[] {
  const settings = settingsOf(r);
  const launch = (name: string) => settings.get(`aws:autoscaling:launchconfiguration/${name}`);
  const listed = settings.get('aws:ec2:instances/InstanceTypes')?.split(',')[0]?.trim();
  const minimum = Number(settings.get('aws:autoscaling:asg/MinSize') ?? 1);
  const count = r.usage('ec2.instances', Number.isFinite(minimum) ? minimum : 1);
  const path = ['aws_launch_configuration'];
  const machine: Machine = {
    type: listed || launch('InstanceType') || DEFAULT_TYPE,
    system: operatingSystem(r, undefined),
    tenancy: 'default',
    purchase: settings.get('aws:ec2:instances/EnableSpot') === 'true' ? 'spot' : 'on-demand',
    ebsOptimized: false,
    monitoring: false,
    cpuCredits: undefined,
    accelerator: undefined,
    count,
    hours: HOURS_PER_MONTH,
    path,
  };
  const disk: Volume = {
    type: launch('RootVolumeType') ?? 'gp2',
    sizeGB: Number(launch('RootVolumeSize') ?? 8),
    iops: Number(launch('RootVolumeIOPS') ?? 0),
    throughput: Number(launch('RootVolumeThroughput') ?? 0),
    count,
    path: [...path, 'aws_ebs_volume'],
  };
  return [...instanceRows(machine, r), ...volumeRows(disk, r)];
}
