import { less, per, plus, type Quantity, roundUp, smaller, times } from '#app/measure/quantity.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { configurationRows, type TemplateUse, templateRows } from './launch-template.ts';

/** Rows of an Auto Scaling group's instances, whatever it starts them from. */
export function fleetRows(group: ResourceReader): readonly Component[] {
  const count = group.usage('instances', group.number('desired_capacity') ?? group.number('min_size') ?? 1);
  const configuration = group.related('launch_configuration')[0];
  if (configuration) return configurationRows(configuration, { owner: group, count });
  const template = group.related('launch_template')[0];
  if (template) return templateRows(template, { owner: group, count });
  const mixed = group.block('mixed_instances_policy');
  const base = group.related('mixed_instances_policy.launch_template.launch_template_specification')[0];
  return mixed && base ? mixedRows(base, { owner: group, count }, mixed) : [];
}

/**
 * On-demand instances up to the base and a share of the rest, spot for the others.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
 */
function mixedRows(template: ResourceReader, use: TemplateUse, policy: BlockReader): readonly Component[] {
  const override = policy.block('launch_template')?.block('override');
  const type = override?.text('instance_type');
  const weight = override?.number('weighted_capacity') ?? 1;
  const total = roundUp(per(use.count, weight > 0 ? weight : 1));
  const distribution = policy.block('instances_distribution');
  const base = distribution?.number('on_demand_base_capacity') ?? 0;
  const share = distribution?.number('on_demand_percentage_above_base_capacity') ?? 100;
  const onDemand = roundUp(plus(smaller(total, base), per(times(less(total, base), share), 100)));
  const spot = less(total, onDemand);
  const some = (count: Quantity) => count.state !== 'known' || !count.value.isZero();
  const rows: Component[] = [];
  if (some(onDemand)) rows.push(...templateRows(template, { ...use, count: onDemand, type, spot: 'on-demand' }));
  if (some(spot)) rows.push(...templateRows(template, { ...use, count: spot, type, spot: 'spot' }));
  return merged(rows);
}

/** Disks of on-demand and spot instances are billed alike: one row for each name. */
function merged(rows: readonly Component[]): readonly Component[] {
  const byName = new Map<string, Component>();
  for (const each of rows) {
    const key = [...(each.path ?? []), each.name].join(' > ');
    const before = byName.get(key);
    byName.set(key, before ? { ...before, quantity: plus(before.quantity, each.quantity) } : each);
  }
  return [...byName.values()];
}
