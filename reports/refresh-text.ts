import type { BookComparison } from '#app/pricing/compare-books.ts';
import type { RefreshOutcome } from '#app/pricing/refresh/refresh-prices.ts';

/** What a refresh did: where the new book is, what changed and by how much, and what was left out. */
export function refreshText(outcome: RefreshOutcome): string {
  const skipped = Object.entries(outcome.skipped).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `A new book of ${outcome.asOf} is at ${outcome.book}.`,
    ...comparisonLines(outcome.comparison),
    `${outcome.carriedOver} prices were carried over with their dates.`,
    ...skipped.map(([reason, count]) => `${count} left out: ${reason}`),
    ...(outcome.resumedPages > 0 ? [`${outcome.resumedPages} pages stood from a run that was broken off.`] : []),
  ].join('\n');
}

/** Counts, then the largest changes. */
export function comparisonLines(comparison: BookComparison, most = 20): readonly string[] {
  const { added, vanished, compared, changes } = comparison;
  const lines = [
    `${compared} prices compared: ${changes.length} changed, ${added} added, ${vanished} not listed any more`,
  ];
  for (const change of changes.slice(0, most)) {
    const percent = change.percent === null ? 'from free' : signed(change.percent);
    lines.push(`${change.name}: ${change.prior.toFixed()} → ${change.next.toFixed()} per ${change.unit} (${percent})`);
  }
  if (changes.length > most) lines.push(`… and ${changes.length - most} smaller changes`);
  for (const [service, count] of Object.entries(comparison.vanishedByService)) {
    lines.push(`${service}: ${count} prices not listed any more`);
  }
  return lines;
}

function signed(percent: NonNullable<BookComparison['changes'][number]['percent']>): string {
  return `${percent.isNegative() ? '' : '+'}${percent.toDecimalPlaces(1).toFixed()} %`;
}
