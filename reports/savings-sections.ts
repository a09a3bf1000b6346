import { type Decimal, ZERO } from '#app/measure/decimal.ts';
import type { RealisedSavings, SavingsState } from '#app/remediation/realised-savings.ts';
import { moneyText, percentText } from './amount-text.ts';
import { ours, type ReportBlock, type ReportSection, type ReportText, said } from './report-document.ts';

const NONE = 'No remediation was executed; finops remediate finds and plans them.';
const STATES: Readonly<Record<SavingsState, string>> = {
  executed: 'executed, too few days are billed since',
  verified: 'verified by the bill',
  'not-seen': 'not seen in the bill',
  reversed: 'was lower, and is back',
  failed: 'failed, or put back',
};

/** How many remediations came how far, and what the bill shows of them. */
export function savingsSummary(savings: readonly RealisedSavings[] | null): ReportSection {
  const title = 'Remediation and realised savings';
  if (savings === null || savings.length === 0) return said(title, NONE);
  const counts = [...Map.groupBy(savings, ({ state }) => state)].map(([state, own]) => [
    ours(`${own.length} ${STATES[state]}`),
  ]);
  const verified = savings.filter(({ state, realised }) => state === 'verified' && realised !== null);
  const sums = [...Map.groupBy(verified, ({ currency }) => currency ?? '')].map(([currency, own]) => {
    const amount = own.reduce<Decimal>((sum, { realised }) => sum.plus(realised ?? ZERO), ZERO);
    return moneyText({ amount, currency });
  });
  const total =
    sums.length === 0
      ? 'The bill shows no saving of them yet.'
      : `The bill shows ${sums.join(' and ')} saved since their executions.`;
  return {
    title,
    blocks: [
      { kind: 'list', items: counts },
      { kind: 'paragraph', texts: [ours(total)] },
    ],
  };
}

/** The same, and each execution by itself. */
export function savingsSections(savings: readonly RealisedSavings[] | null): readonly ReportSection[] {
  if (savings === null || savings.length === 0) return [savingsSummary(savings)];
  const table: ReportBlock = {
    kind: 'table',
    head: ['Plan', 'Resource', 'Executed', 'Saved so far', 'Days', 'Of the promise', ''],
    align: ['left', 'left', 'left', 'right', 'right', 'right', 'left'],
    rows: savings.map(savingsRow),
  };
  const items = savings.map(({ executed, reason }): readonly ReportText[] => [executed.plan, ours(': '), reason]);
  return [savingsSummary(savings), { title: 'Executions', blocks: [table, { kind: 'list', items }] }];
}

function savingsRow({
  executed,
  state,
  realised,
  currency,
  days,
  percentOfPromise,
}: RealisedSavings): readonly ReportText[] {
  return [
    executed.plan,
    executed.resource,
    ours(executed.day),
    ours(moneyText(realised && currency ? { amount: realised, currency } : null)),
    ours(String(days)),
    ours(percentText(percentOfPromise)),
    ours(STATES[state]),
  ];
}
