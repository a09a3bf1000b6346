import type { WeekChange } from '#app/flows/weekly/compare-weeks.ts';
import type { Mover } from '#app/flows/weekly/movers.ts';
import type { WeeklyReport } from '#app/flows/weekly/weekly-report.ts';
import { roundMoneyText, signedMoneyText } from './amount-text.ts';
import { ours, type ReportSection, type ReportText, said } from './report-document.ts';

/** The largest changes of the week, and what caused most of each. */
export function moverSection({ movers, sources }: WeeklyReport): ReportSection {
  const title = 'Top movers';
  if (sources.length === 0) return said(title, 'No billed charges are recorded.');
  if (movers.length === 0) return said(title, 'Nothing moved against the week before.');
  return {
    title,
    blocks: [
      {
        kind: 'table',
        head: ['Service', 'Account', 'Region', 'This week', 'Change', 'Cause'],
        align: ['left', 'left', 'left', 'right', 'right', 'left'],
        rows: movers.map(moverRow),
      },
    ],
  };
}

function moverRow(mover: Mover): readonly ReportText[] {
  const { keys, week, currency } = mover;
  return [
    keys['ServiceName'] ?? ours('no service'),
    keys['SubAccountId'] ?? ours('–'),
    keys['RegionId'] ?? ours('–'),
    ours(roundMoneyText({ amount: week, currency })),
    ours(changeText(mover)),
    // One cell: our words and the bill's are told apart by where they come from only here, so the whole is escaped.
    mover.causes.length === 0 ? ours('no single part') : mover.causes.map(causeText).join('; '),
  ];
}

function causeText(cause: WeekChange): string {
  const { keys, isThere, wasThere } = cause;
  const what = [keys['SkuMeter'], keys['ResourceId']].filter((each) => each !== null && each !== undefined);
  const since = isThere && !wasThere ? ', new' : wasThere && !isThere ? ', gone' : '';
  return `${what.length === 0 ? 'charges without meter or resource' : what.join(' of ')} ${changeText(cause)}${since}`;
}

function changeText({ week, prior, currency }: WeekChange): string {
  return signedMoneyText({ amount: week.minus(prior), currency });
}
