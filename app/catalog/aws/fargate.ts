import { times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { spotPrice } from '../spot-discount.ts';
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
  const row = (name: string, of: { readonly unit: string; readonly quantity: number; readonly thing: string }) => {
    const key = `ecs/fargate/${of.thing}-${tasks.platform}`;
    const onDemand = priceOf(key, r);
    const prices =
      tasks.spot === 'spot'
        ? spotPrice({ onDemand, listed: priceOf(key, { region: r.region, attributes: { purchase: 'spot' } }) }, r)
        : { price: onDemand };
    const quantity = times(of.quantity, tasks.count);
    return { ...perHour(name, { unit: of.unit, quantity, price: prices.price }), ...prices };
  };
  return [
    row('Per GB per hour', { unit: 'GB', quantity: tasks.memoryGB, thing: 'memory' }),
    row('Per vCPU per hour', { unit: 'CPU', quantity: tasks.vcpu, thing: 'vcpu' }),
  ];
}
