import { decimalText } from '#app/measure/decimal.ts';
import type { Money } from '#app/measure/money.ts';
import type { Finding, SavingsAnswer } from '#app/remediation/finding.ts';

/** What `finops remediate find` found. */
export interface FoundFindings {
  readonly currency: string;
  readonly priceBook: { readonly asOf: string; readonly digest: string };
  readonly findings: readonly Finding[];
  /** Of all findings in the code at once; null where it is not known. */
  readonly together: Money | null;
}

/** The findings as JSON: amounts a month, as plain decimal strings; `savings` is null where nobody can tell. */
export function findingsJson(found: FoundFindings): string {
  const { currency, priceBook, findings, together } = found;
  const document = {
    currency,
    priceBook,
    monthlySavings: together && decimalText(together.amount),
    findings: findings.map(({ savings, ...rest }) => ({ ...rest, ...savingsJson(savings) })),
  };
  return JSON.stringify(document, null, 2);
}

function savingsJson(answer: SavingsAnswer) {
  if (answer.state === 'unknown') return { savings: null, savingsReason: answer.reason };
  const { low, expected, high, transition, basis, note } = answer.savings;
  return {
    savings: {
      currency: expected.currency,
      low: decimalText(low.amount),
      expected: decimalText(expected.amount),
      high: decimalText(high.amount),
      transition: transition && decimalText(transition.amount),
      basis,
      note,
    },
  };
}
