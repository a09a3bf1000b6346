import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { ebsComponents } from './ebs-storage.ts';

const SYSTEMS: Readonly<Record<string, string>> = {
  linux: 'Linux/UNIX',
  windows: 'Windows',
  rhel: 'RHEL',
  suse: 'SUSE',
};

/** An EC2 instance: compute by the hour, its disks, monitoring. */
export const instance: ResourceType = {
  types: ['aws_instance'],
  source: { url: 'https://aws.amazon.com/ec2/pricing/on-demand/', read: '2026-08-21' },
  usage: {
    operating_system: { unit: 'name', means: 'linux, windows, rhel or suse; Terraform knows only the image' },
    monthly_hrs: { unit: 'hours', means: 'hours a month the instance runs' },
    monthly_cpu_credit_hrs: { unit: 'hours', means: 'hours a month a burstable instance runs above its baseline' },
    vcpu_count: { unit: 'vCPU', means: 'vCPUs that consume credits' },
  },
  parts: [
    part('Instance usage', compute),
    part('EC2 detailed monitoring', (r) =>
      r.flag('monitoring')
        ? {
            name: 'EC2 detailed monitoring',
            unit: 'metrics',
            quantity: 7,
            price: { provider: 'aws', service: 'cloudwatch', family: 'metric', key: 'custom', region: r.region },
          }
        : undefined,
    ),
    part('CPU credits', cpuCredits),
    part('root_block_device', (r) => disk(r, 'root_block_device', 0)),
    part('ebs_block_device', (r) =>
      r.blocks('ebs_block_device').flatMap((_, index) => disk(r, 'ebs_block_device', index)),
    ),
  ],
};

function typeOf(r: ResourceReader): string {
  return r.text('instance_type') ?? r.related('launch_template')[0]?.text('instance_type') ?? '';
}

function compute(r: ResourceReader): Component | undefined {
  const type = typeOf(r);
  const tenancy = r.text('tenancy', 'default');
  if (type === '' || tenancy === 'host') return undefined;
  const system = (r.usageText('operating_system') ?? 'linux').toLowerCase();
  const option = r.has('spot_price') || r.has('instance_market_options') ? 'spot' : 'on-demand';
  return {
    name: `Instance usage (${SYSTEMS[system] ?? system}, ${option}, ${type})`,
    unit: 'hours',
    quantity: r.usage('monthly_hrs', HOURS_PER_MONTH),
    price: {
      provider: 'aws',
      service: 'ec2',
      family: 'instance',
      key: type,
      region: r.region,
      attributes: {
        os: system,
        tenancy: tenancy === 'dedicated' ? 'dedicated' : 'shared',
        ...(option === 'spot' ? { option } : {}),
      },
    },
  };
}

/** Burstable types start in unlimited mode, T3a and T2 in standard mode. */
function cpuCredits(r: ResourceReader): Component | undefined {
  const type = typeOf(r);
  const mode = r.text('credit_specification.cpu_credits', /^(t3|t4g)\./.test(type) ? 'unlimited' : 'standard');
  if (!/^t\d/.test(type) || mode !== 'unlimited') return undefined;
  const family = type.split('.', 1)[0] ?? '';
  return {
    name: 'CPU credits',
    unit: 'vCPU-hours',
    quantity: times(r.usage('monthly_cpu_credit_hrs', 0), r.usage('vcpu_count', r.machine('aws', type)?.vcpu ?? 0)),
    price: { provider: 'aws', service: 'aws_instance', family: 'CPU credits', key: 'cpu-credits', region: r.region },
    usageBased: true,
    onlyIfPriced: family === 't2',
  };
}

function disk(r: ResourceReader, name: string, index: number): readonly Component[] {
  const block = r.blocks(name)[index];
  const label = name === 'root_block_device' ? name : `${name}[${index}]`;
  return ebsComponents({
    region: r.region,
    volumeType: block?.text('volume_type') ?? 'gp2',
    sizeGiB: block?.number('volume_size') ?? 8,
    iops: block?.number('iops'),
    throughputMibps: block?.number('throughput'),
    path: [label],
  });
}
