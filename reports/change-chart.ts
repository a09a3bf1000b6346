import type { Difference } from '#app/estimate/difference.ts';

const BARS = 8;

/** A chart of the largest changes, as GitHub draws it from mermaid; nothing for fewer than two. */
export function changeChart(difference: Difference): readonly string[] {
  const largest = difference.resources
    .flatMap((each) =>
      each.monthlyCost && !each.monthlyCost.amount.isZero() ? [{ each, amount: each.monthlyCost.amount }] : [],
    )
    .sort((a, b) => b.amount.abs().comparedTo(a.amount.abs()))
    .slice(0, BARS);
  if (largest.length < 2) return [];
  const names = largest.map(({ each }) => `"${chartText(each.address)}"`).join(', ');
  const values = largest.map(({ amount }) => amount.toFixed(2)).join(', ');
  const title = `Largest changes, ${chartText(difference.planned.currency)} a month`;
  return [
    '',
    '<details><summary>Chart</summary>',
    '',
    '```mermaid',
    'xychart-beta horizontal',
    `  title "${title}"`,
    `  x-axis [${names}]`,
    `  bar [${values}]`,
    '```',
    '',
    '</details>',
  ];
}

/** Only what cannot end a label or a fence. */
function chartText(text: string): string {
  const plain = text.replace(/[^\w .,()/-]/g, '_');
  return plain.length > 40 ? `${plain.slice(0, 18)}…${plain.slice(-20)}` : plain;
}
