import type { BudgetStanding } from '#app/flows/budget-standings.ts';
import { Decimal } from '#app/measure/decimal.ts';
import { percentText } from './amount-text.ts';
import { budgetStatus, STATUS_TEXT } from './budget-status.ts';
import { columns } from './columns.ts';
import { plainText } from './plain-text.ts';
import { amountCell, rangeCell, standingNotes } from './standing-text.ts';

const ALIGN = ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left'] as const;

/** What `finops budgets` prints: a row for each budget, and below what to know of the figures. */
export function budgetTable(standings: readonly BudgetStanding[], period: string): string {
  if (standings.length === 0) return `No budget holds in ${period}.`;
  const rows = standings.map((standing) => {
    const { budget, actual, forecast, currency } = standing;
    return [
      plainText(budget.id),
      plainText(budget.team ?? ''),
      amountCell(actual, currency),
      amountCell(forecast?.expected ?? null, currency),
      rangeCell(forecast, currency),
      amountCell(new Decimal(budget.limit), currency),
      usedText(standing),
      STATUS_TEXT[budgetStatus(standing)],
    ];
  });
  const head = [`Budget ${period}`, 'Team', 'Billed', 'Forecast', 'Range', 'Limit', 'Used', ''];
  return [...columns([head, ...rows], ALIGN), ...notesOf(standings)].join('\n');
}

/** Share of the limit that is billed. */
export function usedText({ actual, budget }: BudgetStanding): string {
  return percentText(actual?.dividedBy(budget.limit).times(100) ?? null).replace('+', '');
}

/** One line for what is the same of several budgets. */
function notesOf(standings: readonly BudgetStanding[]): readonly string[] {
  const notes = new Map<string, string[]>();
  for (const standing of standings) {
    for (const note of standingNotes(standing)) {
      notes.set(note, [...(notes.get(note) ?? []), plainText(standing.budget.id)]);
    }
  }
  const lines = [...notes].map(([note, ids]) =>
    ids.length === standings.length ? note : `${ids.join(', ')}: ${note}`,
  );
  return lines.length === 0 ? [] : ['', ...lines];
}
