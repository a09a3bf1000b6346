import type { WeeklyReport } from '#app/flows/weekly/weekly-report.ts';
import { type Decimal, ZERO } from '#app/measure/decimal.ts';
import type { Notice } from '#app/notify/notice.ts';
import { percentText, roundMoneyText, signedMoneyText } from './amount-text.ts';
import { budgetStatus } from './budget-status.ts';

/** The week in one message; null when no charges are recorded, for then there is nothing to tell. */
export function weeklyNotice(report: WeeklyReport, now: Date): Notice | null {
  const { week, teams, movers, budgets, untagged } = report;
  if (teams.length === 0) return null;
  const totals = [...Map.groupBy(teams, ({ currency }) => currency)].map(([currency, rows]) => {
    const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((total, each) => total.plus(each), ZERO);
    const [now, before] = [sum(rows.map((each) => each.week)), sum(rows.map((each) => each.prior))];
    const percent = before.greaterThan(0) ? ` (${percentText(now.minus(before).dividedBy(before).times(100))})` : '';
    return `${roundMoneyText({ amount: now, currency })}${percent}`;
  });
  const over = budgets
    .filter((each) => ['over', 'forecast-over'].includes(budgetStatus(each)))
    .map(({ budget }) => budget.id);
  const lines = movers.map(({ keys, week: cost, prior, currency }) => {
    const where = [keys['ServiceName'], keys['SubAccountId'], keys['RegionId']].filter((each) => each).join(', ');
    return `${signedMoneyText({ amount: cost.minus(prior), currency })}  ${where}`;
  });
  return {
    key: `weekly:${week.from}`,
    topic: 'report',
    severity: 'info',
    state: 'open',
    title: `Cloud cost, week of ${week.from}: ${totals.join(' and ')}`,
    fields: [
      ...teams.slice(0, 6).map(({ team, week: cost, currency }) => ({
        name: team ?? '(no owner)',
        text: roundMoneyText({ amount: cost, currency }),
      })),
      { name: 'Budgets over, or expected to be', text: over.join(', ') || 'none' },
      ...untagged.slice(0, 2).map(({ tag, part, currency }) => ({
        name: `Usage without ${tag}`,
        text: roundMoneyText({ amount: part, currency }),
      })),
    ],
    lines,
    at: now.toISOString(),
  };
}
