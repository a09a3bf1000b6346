import type { GateReport } from '#app/flows/gate-report.ts';
import { Decimal } from '#app/measure/decimal.ts';
import type { Money } from '#app/measure/money.ts';
import { roundMoneyText } from './amount-text.ts';
import type { Section } from './comment-section.ts';
import { markdownCode } from './markdown-text.ts';

const CELLS = 20;

/** Budgets with a bar: billed so far, what other open pull requests commit, this one, and what is left of the limit. */
export function budgetSection({ budgets, difference }: GateReport): Section {
  const { currency } = difference.planned;
  const text = (amount: number | null): string => amountText(amount, currency);
  const rows = budgets.map((each) => {
    const { limit, actual, thisPullRequest, forecast } = each;
    return `| ${markdownCode(each.id)} | ${bar(each)} | ${text(actual)} | ${openText(each, currency)} | ${text(thisPullRequest)} | ${text(forecast)} | ${text(limit)} |`;
  });
  return {
    open: [
      '| Budget | █ billed ▓ open ▒ this | Billed | Open pull requests | This one | Forecast | Limit |',
      '|:--|:--|--:|--:|--:|--:|--:|',
    ],
    rows,
    close: [],
    what: 'budgets',
  };
}

function amountText(amount: number | null, currency: string): string {
  const money: Money | null = amount === null ? null : { amount: new Decimal(amount), currency };
  return roundMoneyText(money);
}

type Budget = GateReport['budgets'][number];

/** What the others commit: a lower bound where one of them is not known, and nothing where none is. */
function openText({ openPullRequests, openPullRequestsAtLeast: atLeast = 0 }: Budget, currency: string): string {
  const isBound = openPullRequests === null && atLeast > 0;
  return isBound ? `at least ${amountText(atLeast, currency)}` : amountText(openPullRequests, currency);
}

function bar({ limit, actual, openPullRequests, openPullRequestsAtLeast, thisPullRequest }: Budget): string {
  if (!(limit > 0)) return '–';
  let used = 0;
  const parts = (
    [
      ['█', actual],
      ['▓', openPullRequests ?? openPullRequestsAtLeast ?? null],
      ['▒', thisPullRequest],
    ] as const
  ).map(([mark, amount]) => {
    const before = Math.round(Math.min(1, used / limit) * CELLS);
    used += Math.max(0, amount ?? 0);
    return mark.repeat(Math.round(Math.min(1, used / limit) * CELLS) - before);
  });
  const filled = parts.join('');
  // A part that nobody knows takes no cells: what is drawn is then the least that is used.
  const isWhole = actual !== null && openPullRequests !== null && thisPullRequest !== null;
  const percent = `${isWhole ? '' : 'at least '}${Math.round((used / limit) * 100)} %`;
  return `<code>${filled}${'░'.repeat(CELLS - filled.length)}</code> ${percent}`;
}
