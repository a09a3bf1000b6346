import type { WeeklyReport } from '#app/flows/weekly/weekly-report.ts';
import { Decimal } from '#app/measure/decimal.ts';
import { signedMoneyText } from './amount-text.ts';
import { ours, type ReportBlock, type ReportSection } from './report-document.ts';

const MOST_PULLS = 10;
const DECISIONS = { allow: 'allowed', warn: 'with warnings', deny: 'denied', error: 'not judged' } as const;

/** Pull requests that were merged in the week, and those that the gate judged, the dearest first. */
export function pullSection({ reviews, merged }: WeeklyReport): ReportSection {
  return { title: 'Pull requests', blocks: [...mergedBlocks(merged), ...reviewBlocks(reviews)] };
}

function mergedBlocks(merged: WeeklyReport['merged']): readonly ReportBlock[] {
  if (merged === null) {
    return [sentence('What was merged is not known here: a checkout with its history, or the GitHub App, would know.')];
  }
  if (merged.length === 0) return [sentence('Nothing was merged in this week.')];
  const known = merged.flatMap(({ currency, monthlyCost }) =>
    currency && monthlyCost ? [{ currency, monthlyCost }] : [],
  );
  const sums = [...Map.groupBy(known, ({ currency }) => currency)].map(([currency, own]) => {
    const amount = own.reduce((total, { monthlyCost }) => total.plus(monthlyCost), new Decimal(0));
    return `${signedMoneyText({ amount, currency })} a month`;
  });
  const least = merged.some(({ unknown }) => unknown > 0) ? ', without what is not known' : '';
  const rows = merged
    .slice(0, MOST_PULLS)
    .map(({ number, title, mergedAt, currency, monthlyCost, unknown }) => [
      ours(number === null ? '–' : String(number)),
      title,
      ours(mergedAt.slice(0, 10)),
      ours(amountText(monthlyCost, currency)),
      ours(unknown > 0 ? `${unknown} not known` : ''),
    ]);
  const together =
    sums.length === 0 ? 'of no known amount' : `together ${sums.join(' and ')} by their estimates${least}`;
  return [
    sentence(`${merged.length} merged, ${together}${leftText(merged.length - rows.length)}.`),
    {
      kind: 'table',
      head: ['#', 'Title', 'Merged', 'A month', ''],
      align: ['right', 'left', 'left', 'right', 'left'],
      rows,
    },
  ];
}

function reviewBlocks(reviews: WeeklyReport['reviews']): readonly ReportBlock[] {
  if (reviews === null) return [sentence('No decision of the gate is recorded here; finops serve keeps them.')];
  if (reviews.length === 0) return [sentence('The gate judged no pull request in this week.')];
  const overridden = reviews.filter((each) => each.overridden.length > 0).length;
  const counts = [...Map.groupBy(reviews, ({ decision }) => decision)].map(
    ([decision, own]) => `${own.length} ${DECISIONS[decision]}`,
  );
  const rows = reviews
    .slice(0, MOST_PULLS)
    .map((each) => [
      ours(String(each.number)),
      each.title,
      ours(amountText(each.monthlyCost === null ? null : new Decimal(each.monthlyCost), each.currency)),
      ours(DECISIONS[each.decision]),
      each.overridden.join(', '),
    ]);
  const left = leftText(reviews.length - rows.length);
  return [
    sentence(`${reviews.length} judged: ${counts.join(', ')}; ${overridden} with an override${left}.`),
    {
      kind: 'table',
      head: ['#', 'Title', 'A month', 'Verdict', 'Overridden'],
      align: ['right', 'left', 'right', 'left', 'left'],
      rows,
    },
  ];
}

function sentence(text: string): ReportBlock {
  return { kind: 'paragraph', texts: [ours(text)] };
}

function leftText(left: number): string {
  return left > 0 ? ` (${left} more are not shown)` : '';
}

function amountText(amount: Decimal | null, currency: string | null): string {
  if (amount !== null && currency === null) return 'nothing priced';
  return signedMoneyText(amount && currency ? { amount, currency } : null);
}
