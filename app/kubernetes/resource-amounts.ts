import { Decimal, ZERO } from '#app/measure/decimal.ts';

/** How much of each resource: `cpu` in cores, memory and storage in bytes, devices by the piece. */
export type ResourceAmounts = ReadonlyMap<string, Decimal>;

/** The sum, resource by resource. */
export function addAmounts(left: ResourceAmounts, right: ResourceAmounts): ResourceAmounts {
  return merge(left, { right, operation: (a, b) => a.plus(b) });
}

/** The larger of each resource. */
export function largerAmounts(left: ResourceAmounts, right: ResourceAmounts): ResourceAmounts {
  return merge(left, { right, operation: (a, b) => Decimal.max(a, b) });
}

function merge(
  left: ResourceAmounts,
  other: { readonly right: ResourceAmounts; readonly operation: (a: Decimal, b: Decimal) => Decimal },
): ResourceAmounts {
  if (other.right.size === 0) return left;
  const result = new Map(left);
  for (const [name, amount] of other.right) result.set(name, other.operation(left.get(name) ?? ZERO, amount));
  return result;
}
