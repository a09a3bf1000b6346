import type { BudgetStanding } from '#app/flows/budget-standings.ts';
import { Decimal } from '#app/measure/decimal.ts';
import type { Notice } from '#app/notify/notice.ts';
import { budgetStatus } from './budget-status.ts';
import { usedText } from './budget-table.ts';
import { amountCell, rangeCell, standingNotes } from './standing-text.ts';

/** In percent of the limit, the highest first. */
const STEPS = [90, 75, 50];

/**
 * What is to be told of budgets: one that is over is critical, one that is expected to be or is used to 90 % is a warning, one used
 * to 50 and 75 % is for a digest. Each matter has its month in its key, and one that is expected no more is over.
 */
export function budgetNotices(
  standings: readonly BudgetStanding[],
  { period, now }: { readonly period: string; readonly now: Date },
): readonly Notice[] {
  return standings.flatMap((standing): readonly Notice[] => {
    const status = budgetStatus(standing);
    // Of what nobody knows nothing is told, and nothing is said to be over.
    if (status === 'unknown') return [];
    const { budget } = standing;
    const common = {
      topic: 'budget',
      fields: fieldsOf(standing),
      lines: standingNotes(standing),
      at: now.toISOString(),
    } as const;
    const isOver = status === 'over';
    return [
      ...shareNotices(standing, { period, common }),
      {
        ...common,
        key: `budget:${budget.id}:${period}:actual`,
        severity: 'critical',
        state: isOver ? 'open' : 'resolved',
        title: `Budget ${budget.id} is over its limit in ${period}`,
      },
      {
        ...common,
        key: `budget:${budget.id}:${period}:forecast`,
        severity: 'warn',
        state: status === 'within' ? 'resolved' : 'open',
        title: `Budget ${budget.id} is expected to be over its limit in ${period}`,
      },
    ];
  });
}

/** The highest step that is reached; a higher one is told again, and the limit itself is a matter of its own. */
function shareNotices(
  { budget, actual }: BudgetStanding,
  { period, common }: { readonly period: string; readonly common: Pick<Notice, 'topic' | 'fields' | 'lines' | 'at'> },
): readonly Notice[] {
  const step = STEPS.find((each) => actual?.times(100).greaterThanOrEqualTo(new Decimal(budget.limit).times(each)));
  if (step === undefined || actual?.greaterThan(budget.limit)) return [];
  return [
    {
      ...common,
      key: `budget:${budget.id}:${period}:share`,
      severity: step >= 90 ? 'warn' : 'info',
      state: 'open',
      revision: String(step),
      title: `Budget ${budget.id} is used to ${step} % in ${period}`,
    },
  ];
}

function fieldsOf(standing: BudgetStanding): Notice['fields'] {
  const { budget, actual, forecast, currency } = standing;
  return [
    { name: 'Billed', text: `${amountCell(actual, currency)} (${usedText(standing) || 'share not known'})` },
    { name: 'Forecast', text: amountCell(forecast?.expected ?? null, currency) },
    { name: 'Range', text: rangeCell(forecast, currency) },
    { name: 'Limit', text: amountCell(new Decimal(budget.limit), currency) },
    ...(budget.team === undefined ? [] : [{ name: 'Team', text: budget.team }]),
  ];
}
