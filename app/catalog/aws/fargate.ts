import { times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { perHour } from './rows.ts';

/** Tasks that run on Fargate. */
export interface FargateTasks {
  readonly vcpu: number;
  readonly memoryGB: number;
  readonly count: number;
  readonly platform: 'x86' | 'arm' | 'windows';
  readonly spot: 'spot' | 'on-demand';
}

/** Memory and vCPU of tasks by the hour. https://aws.amazon.com/fargate/pricing/ */
export function fargateRows(tasks: FargateTasks, r: ResourceReader): readonly Component[] {
  const scope = tasks.spot === 'spot' ? { region: r.region, attributes: { purchase: 'spot' } } : { region: r.region };
  return [
    perHour('Per GB per hour', {
      unit: 'GB',
      quantity: times(tasks.memoryGB, tasks.count),
      price: priceOf(`ecs/fargate/memory-${tasks.platform}`, scope),
    }),
    perHour('Per vCPU per hour', {
      unit: 'CPU',
      quantity: times(tasks.vcpu, tasks.count),
      price: priceOf(`ecs/fargate/vcpu-${tasks.platform}`, scope),
    }),
  ];
}
