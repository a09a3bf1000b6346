import { times } from '#app/measure/quantity.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { SPOT_USAGE } from '../spot-discount.ts';
import { fargateRows } from './fargate.ts';
import { priceOf } from './price-of.ts';
import { hourly, perHour } from './rows.ts';

/** GB of storage that every Fargate task has for nothing: https://aws.amazon.com/fargate/pricing/ */
const FREE_STORAGE_GB = 20;

/** ECS services on Fargate. On EC2 the service is free and its instances are billed with their Auto Scaling group. */
export const ecsService: ResourceType = {
  types: ['aws_ecs_service'],
  source: { url: 'https://aws.amazon.com/fargate/pricing/', read: '2026-08-21' },
  usage: SPOT_USAGE,
  parts: [
    part('Fargate', (r) => {
      const capacity = capacityOf(r);
      if (!capacity.startsWith('FARGATE')) return [];
      const task = taskOf(r);
      const count = r.number('desired_count') ?? 0;
      const tasks = {
        vcpu: resourceUnits(task?.text('cpu'), 'vcpu'),
        memoryGB: resourceUnits(task?.text('memory'), 'gb'),
        count,
        platform: platformOf(task),
        spot: capacity === 'FARGATE_SPOT' ? 'spot' : 'on-demand',
      } as const;
      return [...fargateRows(tasks, r), ...storageRows(task, count, r)];
    }),
    part('Inference accelerator', (r) => {
      const device = taskOf(r)?.text('inference_accelerator.device_type');
      if (!device || !capacityOf(r).startsWith('FARGATE')) return [];
      return hourly(`Inference accelerator (${device})`, {
        quantity: r.number('desired_count') ?? 0,
        price: priceOf(`elastic-inference/accelerator/${device}`, r),
      });
    }),
  ],
};

function taskOf(r: ResourceReader): ResourceReader | undefined {
  const own = r.related('task_definition')[0];
  return own ?? r.referrers('aws_ecs_task_set')[0]?.related('task_definition')[0];
}

/** The service's launch type or strategy, else its cluster's. */
function capacityOf(r: ResourceReader): string {
  const launch = r.text('launch_type');
  if (launch) return launch.toUpperCase();
  const own = strategyOf(r.blocks('capacity_provider_strategy'));
  if (own) return own;
  const cluster = r.related('cluster')[0];
  const listed =
    strategyOf(cluster?.blocks('default_capacity_provider_strategy') ?? []) ??
    strategyOf(
      cluster?.referrers('aws_ecs_cluster_capacity_providers')[0]?.blocks('default_capacity_provider_strategy') ?? [],
    );
  return listed ?? cluster?.text('capacity_providers.0')?.toUpperCase() ?? '';
}

function strategyOf(blocks: readonly BlockReader[]): string | undefined {
  const names = blocks.map((block) => block.text('capacity_provider', '').toUpperCase());
  return names.find((name) => name === 'FARGATE') ?? names[0];
}

function platformOf(task: ResourceReader | undefined): 'x86' | 'arm' | 'windows' {
  if (task?.text('runtime_platform.operating_system_family', '').startsWith('WINDOWS')) return 'windows';
  return task?.text('runtime_platform.cpu_architecture') === 'ARM64' ? 'arm' : 'x86';
}

/** `1024` and `1 vCPU` are both one vCPU, `2048` and `2GB` both two GB. */
function resourceUnits(text: string | undefined, word: string): number {
  const match = /^([0-9.]+)\s*([a-z]*)$/i.exec((text ?? '').trim());
  const value = Number(match?.[1] ?? 0);
  return match?.[2]?.toLowerCase() === word ? value : value / 1024;
}

function storageRows(task: ResourceReader | undefined, count: number, r: ResourceReader): readonly Component[] {
  const extra = (task?.number('ephemeral_storage.size_in_gib') ?? FREE_STORAGE_GB) - FREE_STORAGE_GB;
  if (extra <= 0) return [];
  return [
    perHour('Ephemeral storage', {
      unit: 'GB',
      quantity: times(extra, count),
      price: priceOf('ecs/fargate/ephemeral-storage', r),
    }),
  ];
}
