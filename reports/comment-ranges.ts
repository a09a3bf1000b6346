import type { Difference, ResourceDifference } from '#app/estimate/difference.ts';
import type { CostRange } from '#app/estimate/estimate.ts';
import { moneyText } from './amount-text.ts';
import { folded, type Section } from './comment-section.ts';
import { markdownCode } from './markdown-text.ts';

/** What workloads cost at the fewest, the expected and the most replicas; no rows without autoscaling. */
export function rangeSection({ resources, planned }: Difference): Section {
  const rows = resources.flatMap((each) => (hasRange(each) ? [rangeRow(each, each.planned.range)] : []));
  const { range } = planned;
  const between = range ? `between ${moneyText(range.minimum)} and ${moneyText(range.maximum)} a month` : '';
  return folded(`With autoscaling the planned cost lies ${between}`, {
    open: ['| Workload | Fewest replicas | Expected | Most replicas |', '|:--|--:|--:|--:|'],
    rows: range
      ? [
          ...rows,
          `| **All** | ${moneyText(range.minimum)} | ${moneyText(range.expected)} | ${moneyText(range.maximum)} |`,
        ]
      : [],
    close: [],
    what: 'workloads',
  });
}

type Ranged = ResourceDifference & { readonly planned: { readonly range: CostRange } };

function hasRange(each: ResourceDifference): each is Ranged {
  const range = each.planned?.range;
  return range !== undefined && !range.minimum.amount.equals(range.maximum.amount);
}

function rangeRow({ address }: ResourceDifference, { minimum, expected, maximum }: CostRange): string {
  return `| ${markdownCode(address)} | ${moneyText(minimum)} | ${moneyText(expected)} | ${moneyText(maximum)} |`;
}
