import { type Decimal, decimalText } from '#app/measure/decimal.ts';
import { type Money, sumMoney } from '#app/measure/money.ts';
import type { RealisedSavings } from '#app/remediation/realised-savings.ts';
import { moneyText, percentText } from './amount-text.ts';
import { columns } from './columns.ts';
import { plainText } from './plain-text.ts';

/** What executions saved by the bill, for a terminal; sums by currency, of what is verified alone. */
export function savingsText(found: readonly RealisedSavings[]): string {
  if (found.length === 0) return 'Nothing was executed yet.';
  const rows = found.map((each) => [
    plainText(each.executed.plan),
    plainText(each.executed.resource),
    each.executed.day,
    each.state,
    amount(each.realised, each.currency),
    String(each.days),
    percentText(each.percentOfPromise),
  ]);
  const head = ['Plan', 'Resource', 'Executed', 'State', 'Saved so far', 'Days', 'Of the promise'];
  return [
    ...columns([head, ...rows], ['left', 'left', 'left', 'left', 'right', 'right', 'right']),
    '',
    ...found.map((each) => plainText(`${each.executed.plan}: ${each.reason}${notes(each)}`)),
    ...totals(found).map((total) => `Verified      ${moneyText(total)}`),
  ].join('\n');
}

/** The same as JSON, amounts as plain decimal strings. */
export function savingsJson(found: readonly RealisedSavings[]): string {
  const text = (value: Decimal | null): string | null => value && decimalText(value);
  const savings = found.map(({ executed, state, reason, currency, days, ...rest }) => ({
    plan: executed.plan,
    digest: executed.digest,
    action: executed.action,
    resource: executed.resource,
    executed: executed.day,
    ...{ state, reason, currency, days },
    expectedMonthly: text(executed.expectedMonthly),
    baselineDaily: text(rest.baselineDaily),
    realised: text(rest.realised),
    committed: text(rest.committed),
    leakage: text(rest.leakage),
    after: { 7: text(rest.after['7']), 30: text(rest.after['30']), 90: text(rest.after['90']) },
    percentOfPromise: text(rest.percentOfPromise),
  }));
  const verified = totals(found).map((total) => ({ currency: total.currency, amount: decimalText(total.amount) }));
  return JSON.stringify({ savings, verified }, null, 2);
}

function totals(found: readonly RealisedSavings[]): readonly Money[] {
  const known = found.flatMap(({ state, realised, currency }): readonly Money[] =>
    state === 'verified' && realised && currency ? [{ amount: realised, currency }] : [],
  );
  return [...Map.groupBy(known, (each) => each.currency)].map(([currency, own]) => sumMoney(own, currency));
}

function amount(value: Decimal | null, currency: string | null): string {
  return moneyText(value && currency ? { amount: value, currency } : null);
}

function notes({ committed, leakage, currency }: RealisedSavings): string {
  const paid = committed?.greaterThan(0) ? `; ${amount(committed, currency)} of it a commitment pays on` : '';
  return `${paid}${leakage?.greaterThan(0) ? `; ${amount(leakage, currency)} went to what is kept instead` : ''}`;
}
