import type { Difference } from '#app/estimate/difference.ts';
import { plainText } from './plain-text.ts';

const BARS = 8;

/**
 * A chart of the largest changes, as GitHub draws it from mermaid; nothing for fewer than two. Mermaid begins every bar at
 * the least value, so that a saving would be the shortest: sizes are drawn from zero, and the sign stands in the name.
 */
export function changeChart(difference: Difference): readonly string[] {
  const largest = difference.resources
    .flatMap((each) =>
      each.monthlyCost && !each.monthlyCost.amount.isZero() ? [{ each, amount: each.monthlyCost.amount }] : [],
    )
    .sort((a, b) => b.amount.abs().comparedTo(a.amount.abs()))
    .slice(0, BARS);
  if (largest.length < 2) return [];
  const names = largest.map(({ each, amount }) => {
    return `"${amount.isNegative() ? '−' : '+'} ${chartText(each.address)}"`;
  });
  const values = largest.map(({ amount }) => amount.abs().toFixed(2));
  const title = `Largest changes, ${chartText(difference.planned.currency)} a month`;
  return [
    '',
    '<details><summary>Chart</summary>',
    '',
    '```mermaid',
    'xychart-beta horizontal',
    `  title "${title}"`,
    `  x-axis [${names.join(', ')}]`,
    `  y-axis 0 --> ${values[0]}`,
    `  bar [${values.join(', ')}]`,
    '```',
    '',
    '</details>',
  ];
}

/** Only what cannot end a label or a fence. */
function chartText(text: string): string {
  const plain = plainText(text).replace(/[^\w .,()/-]/g, '_');
  return plain.length > 40 ? `${plain.slice(0, 18)}…${plain.slice(-20)}` : plain;
}
