import type { WeeklyReport } from '#app/flows/weekly/weekly-report.ts';
import { Decimal } from '#app/measure/decimal.ts';
import { percentText, roundMoneyText, signedMoneyText } from './amount-text.ts';
import { ours, type ReportSection, type ReportText, said } from './report-document.ts';

const MOST_PULLS = 10;
const DECISIONS = { allow: 'allowed', warn: 'with warnings', deny: 'denied', error: 'not judged' } as const;

/** Pull requests that the gate judged in the week, the dearest first. */
export function pullSection({ reviews, merged }: WeeklyReport): ReportSection {
  const title = 'Pull requests';
  const unknown = 'No decision of the gate is recorded here; finops serve keeps them.';
  if (reviews === null) return said(title, merged === null ? unknown : mergedText(merged));
  if (reviews.length === 0) return said(title, 'The gate judged no pull request in this week.');
  const rows = reviews
    .slice(0, MOST_PULLS)
    .map(({ number, title: name, decision, monthlyCost, currency, overridden }) => [
      ours(String(number)),
      name,
      ours(monthlyCost === null ? 'not known' : signedMoneyText({ amount: new Decimal(monthlyCost), currency })),
      ours(DECISIONS[decision]),
      overridden.join(', '),
    ]);
  const left = reviews.length - rows.length;
  const known = reviews.filter(({ monthlyCost }) => monthlyCost !== null);
  const sums = [...Map.groupBy(known, ({ currency }) => currency)].map(([currency, own]) => {
    const amount = own.reduce((total, each) => total.plus(each.monthlyCost ?? 0), new Decimal(0));
    return signedMoneyText({ amount, currency });
  });
  const texts = [
    `${reviews.length} judged, together ${sums.join(' and ') || 'an amount not known'} a month by their estimates`,
    left > 0 ? ` (${left} more are not shown)` : '',
    reviews.length > known.length ? `; of ${reviews.length - known.length} the amount is not known` : '',
    `. ${mergedText(merged)}`,
  ];
  return {
    title,
    blocks: [
      { kind: 'paragraph', texts: texts.map(ours) },
      {
        kind: 'table',
        head: ['#', 'Title', 'A month', 'Verdict', 'Overridden'],
        align: ['right', 'left', 'right', 'left', 'left'],
        rows,
      },
    ],
  };
}

function mergedText(merged: WeeklyReport['merged']): string {
  if (merged === null) return 'Whether they were merged is not recorded.';
  if (merged.length === 0) return 'None was merged.';
  const parts = merged.map(({ count, monthlyCost, currency, incomplete }) => {
    const least = incomplete > 0 ? ` (of ${incomplete} a part is not known)` : '';
    return `${count} for ${signedMoneyText({ amount: monthlyCost, currency })} a month${least}`;
  });
  return `Merged: ${parts.join(', ')}.`;
}

/** Waivers that end soon or have ended. */
export function waiverSection({ waivers }: WeeklyReport, now: Date): ReportSection {
  const title = 'Waivers that expire';
  if (waivers.length === 0) return said(title, 'None within two weeks.');
  const today = now.toISOString().slice(0, 10);
  return {
    title,
    blocks: [
      {
        kind: 'table',
        head: ['Waiver', 'Rule', 'Owner', 'Until', ''],
        align: ['left', 'left', 'left', 'left', 'left'],
        rows: waivers.map(({ id, rule, owner, expires }) => [
          id,
          rule,
          owner,
          ours(expires),
          ours(expires < today ? 'expired' : ''),
        ]),
      },
    ],
  };
}

/** Usage without the tags that it should have. */
export function tagSection({ untagged }: WeeklyReport): ReportSection {
  const title = 'Untagged spend';
  if (untagged.length === 0) return said(title, 'No usage is recorded in this week.');
  const items = untagged.map(({ tag, part, whole, currency }): readonly ReportText[] => [
    tag,
    ours(`: ${partText({ part, whole, currency })} of usage lacks it.`),
  ]);
  return { title, blocks: [{ kind: 'list', items }] };
}

/** What was paid for commitments and not used. */
export function commitmentSection({ commitments, sources }: WeeklyReport): ReportSection {
  const title = 'Commitments';
  if (sources.length === 0) return said(title, 'No billed charges are recorded.');
  if (commitments.length === 0)
    return said(title, 'The bill of this week holds no commitment. When commitments end, it does not say.');
  const items = commitments.map((each) => [ours(`${partText(each)} of what commitments cost was not used.`)]);
  return { title, blocks: [{ kind: 'list', items: [...items, [ours('When they end, the bill does not say.')]] }] };
}

/** What the figures rest on. */
export function freshnessSection({ sources }: WeeklyReport): ReportSection {
  const title = 'How fresh the data are';
  if (sources.length === 0) return said(title, 'No source has delivered charges of this month or the two before it.');
  return {
    title,
    blocks: [
      {
        kind: 'table',
        head: ['Source', 'Newest usage', 'Complete before', ''],
        align: ['left', 'left', 'left', 'left'],
        rows: sources.map(({ source, newest, completeBefore, isLive }) => [
          source,
          ours(newest),
          ours(completeBefore),
          ours(isLive ? '' : 'counts as ended'),
        ]),
      },
    ],
  };
}

function partText({
  part,
  whole,
  currency,
}: {
  readonly part: Decimal;
  readonly whole: Decimal;
  readonly currency: string;
}): string {
  const percent = whole.isZero() ? '' : ` (${percentText(part.dividedBy(whole).times(100)).replace('+', '')})`;
  return `${roundMoneyText({ amount: part, currency })}${percent}`;
}
