import type { Difference, ResourceDifference } from '#app/estimate/difference.ts';
import { folded, type Section } from './comment-section.ts';
import { componentRows } from './component-rows.ts';

/** The difference by resource and component, the largest first. */
export function changeSection({ resources }: Difference): Section {
  const changed = resources.filter((each) => each.change !== 'no-op' && !isFree(each));
  const rows = [...changed].sort(byAmount).flatMap(componentRows);
  const count = `${changed.length} ${changed.length === 1 ? 'resource changes' : 'resources change'}`;
  return folded(`What changes: ${count}`, {
    open: ['| Resource | Prior | Planned | Difference |', '|:--|--:|--:|--:|'],
    rows,
    close: [],
    what: 'rows',
  });
}

function isFree(each: ResourceDifference): boolean {
  return [each.prior, each.planned].every((side) => side === null || side.support === 'free');
}

/** What is not known stands first, as it may be the largest, and what depends on usage last. */
function byAmount(a: ResourceDifference, b: ResourceDifference): number {
  const size = (each: ResourceDifference): number => {
    if (each.monthlyCost) return each.monthlyCost.amount.abs().toNumber();
    return (each.planned ?? each.prior)?.support === 'priced' ? -1 : Number.MAX_VALUE;
  };
  return size(b) - size(a) || (a.address < b.address ? -1 : 1);
}
