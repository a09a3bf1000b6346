import type { WeeklyReport } from '#app/flows/weekly/weekly-report.ts';
import type { Decimal } from '#app/measure/decimal.ts';
import { percentText, roundMoneyText } from './amount-text.ts';
import { ours, type ReportSection, type ReportText, said } from './report-document.ts';

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
