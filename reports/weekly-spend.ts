import type { BudgetStanding } from '#app/flows/budget-standings.ts';
import type { TeamSpend } from '#app/flows/weekly/team-spend.ts';
import type { WeeklyReport } from '#app/flows/weekly/weekly-report.ts';
import { Decimal, ZERO } from '#app/measure/decimal.ts';
import { percentText, roundMoneyText, signedMoneyText } from './amount-text.ts';
import { budgetStatus, STATUS_TEXT } from './budget-status.ts';
import { usedText } from './budget-table.ts';
import { ours, type ReportBars, type ReportSection, type ReportText, said } from './report-document.ts';
import { amountCell, rangeCell, standingNotes } from './standing-text.ts';

const NOTHING = 'No billed charges are recorded: run finops ingest.';

/** Spend by team, week over week, and the days behind it. */
export function spendSection({ teams, days, isAllocated, late }: WeeklyReport): ReportSection {
  const title = 'Spend, week over week';
  if (teams.length === 0) return said(title, NOTHING);
  const totals = [...Map.groupBy(teams, ({ currency }) => currency)].map(([currency, rows]) => ({
    team: 'total',
    currency,
    week: sum(rows.map(({ week }) => week)),
    prior: sum(rows.map(({ prior }) => prior)),
  }));
  const missing = late.map(({ source, newest }): readonly ReportText[] => [
    source,
    ours(` has delivered nothing since ${newest}: the week is without what it has not delivered.`),
  ]);
  const by = isAllocated ? 'the rules of .finops/allocation.yml' : 'the tag team';
  return {
    title,
    blocks: [
      ...(missing.length > 0 ? [{ kind: 'list', items: missing } as const] : []),
      ...[...Map.groupBy(days, ({ currency }) => currency)].map(([currency, own]) => barsOf(own, currency)),
      {
        kind: 'table',
        head: ['Team', 'This week', 'Week before', 'Change', '%'],
        align: ['left', 'right', 'right', 'right', 'right'],
        rows: [
          ...teams.map((each) => teamRow(each, each.team ?? ours('(no owner)'))),
          ...totals.map((each) => teamRow(each, ours('total'))),
        ],
      },
      {
        kind: 'paragraph',
        texts: [ours(`EffectiveCost by ${by}; taxes and purchases fall on the days on which they are billed.`)],
      },
    ],
  };
}

function teamRow({ currency, week, prior }: Omit<TeamSpend, 'team'>, name: ReportText): readonly ReportText[] {
  const change = week.minus(prior);
  const percent = prior.greaterThan(0) ? percentText(change.dividedBy(prior).times(100)) : '';
  const money = (amount: Decimal) => ({ amount, currency });
  return [
    name,
    ours(roundMoneyText(money(week))),
    ours(roundMoneyText(money(prior))),
    ours(signedMoneyText(money(change))),
    ours(percent),
  ];
}

function barsOf(days: WeeklyReport['days'], currency: string): ReportBars {
  const largest = days.reduce((most, { amount }) => Decimal.max(most, amount), ZERO);
  const bars = days.map(({ day, amount }) => ({
    label: day,
    text: roundMoneyText({ amount, currency }),
    share: largest.isZero() ? 0 : amount.dividedBy(largest).toNumber(),
  }));
  return { kind: 'bars', title: `${currency} a day, up to ${roundMoneyText({ amount: largest, currency })}`, bars };
}

/** The month: forecast of everything, and of each budget, with ranges. */
export function monthSection({ forecasts, budgets }: WeeklyReport): ReportSection {
  const title = 'The month: budgets and forecast';
  if (forecasts.length === 0) return said(title, NOTHING);
  const all = forecasts.map((each) => [
    ours(`everything in ${each.currency}`),
    ours(amountCell(each.actual, each.currency)),
    ours(amountCell(each.forecast?.expected ?? null, each.currency)),
    ours(rangeCell(each.forecast, each.currency)),
    ours('–'),
    ours('–'),
    ours(''),
  ]);
  const notes = [...new Set([...forecasts, ...budgets].flatMap(standingNotes))];
  const none =
    budgets.length > 0
      ? []
      : [
          {
            kind: 'paragraph',
            texts: [ours('There are no budgets: docs/budgets.md shows how to state them.')],
          } as const,
        ];
  return {
    title,
    blocks: [
      {
        kind: 'table',
        head: ['Budget', 'Billed', 'Forecast', 'Range', 'Limit', 'Used', ''],
        align: ['left', 'right', 'right', 'right', 'right', 'right', 'left'],
        rows: [...budgets.map(budgetRow), ...all],
      },
      ...none,
      ...(notes.length > 0 ? [{ kind: 'list', items: notes.map((note) => [note]) } as const] : []),
    ],
  };
}

function budgetRow(standing: BudgetStanding): readonly ReportText[] {
  const { budget, currency, actual, forecast } = standing;
  return [
    budget.id,
    ours(amountCell(actual, currency)),
    ours(amountCell(forecast?.expected ?? null, currency)),
    ours(rangeCell(forecast, currency)),
    ours(amountCell(new Decimal(budget.limit), currency)),
    ours(usedText(standing)),
    ours(STATUS_TEXT[budgetStatus(standing)]),
  ];
}

function sum(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((total, each) => total.plus(each), ZERO);
}
