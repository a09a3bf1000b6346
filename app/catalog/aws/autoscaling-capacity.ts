import type { Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';

/** The capacity that an `aws_appautoscaling_target` gives to `resource` in a dimension, undefined when none does. */
export function scaledCapacity(resource: ResourceReader, dimension: string): Quantity | undefined {
  const target = resource
    .referrers('aws_appautoscaling_target')
    .find((each) => each.text('scalable_dimension') === dimension);
  // Nobody knows where between its bounds it will stand; the lower bound is certain to be billed.
  return target?.usage('capacity', target.number('min_capacity') ?? 0);
}
