import type { Finding, SavingsAnswer } from '#app/remediation/finding.ts';
import { moneyText } from './amount-text.ts';
import { columns } from './columns.ts';
import type { FoundFindings } from './findings-json.ts';
import { plainText } from './plain-text.ts';

/** The findings for a terminal, the largest saving first, and what all of them save together. */
export function findingsTable({ findings, together, priceBook }: FoundFindings): string {
  if (findings.length === 0) return `Nothing to save was found with the price book of ${priceBook.asOf}.`;
  const rows = findings.map((each) => [
    plainText(each.id),
    plainText(subject(each)),
    savingsText(each.savings),
    each.risk,
    each.interruption,
    plainText(where(each)),
  ]);
  const head = ['Finding', 'Resource', 'Saves a month', 'Risk', 'Interruption', 'Where'];
  return [
    ...columns([head, ...rows], ['left', 'left', 'right', 'left', 'left', 'left']),
    '',
    ...findings.flatMap(details),
    `Together      ${moneyText(together)} a month${together ? '' : ' (what is not known of one is not known of all)'}`,
    `Price book    ${priceBook.asOf} (${priceBook.digest.slice(0, 19)})`,
  ].join('\n');
}

function subject({ resources }: Finding): string {
  const [first, ...others] = resources;
  return `${first?.address ?? ''}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}

function where({ lane, edits, resources }: Finding): string {
  if (edits.kind === 'declined') {
    const source = resources[0]?.source;
    return lane === 'plan' ? 'no code' : source ? `${source.file}:${source.startLine} (by hand)` : 'by hand';
  }
  const [first] = edits.places;
  return first ? `${first.file}:${first.line}${edits.places.length > 1 ? ` +${edits.places.length - 1}` : ''}` : '';
}

function details(finding: Finding): readonly string[] {
  const { id, reason, savings, edits, cautions, resources } = finding;
  return [
    id,
    reason,
    ...(resources.length > 1
      ? [
          `also: ${resources
            .slice(1)
            .map((each) => each.address)
            .join(', ')}`,
        ]
      : []),
    ...(savings.state === 'known' ? [rangeText(savings)] : [`saving not known: ${savings.reason}`]),
    ...(edits.kind === 'declined' ? [`no edit: ${edits.reason}`] : []),
    ...cautions.map((caution) => `note: ${caution}`),
  ].map((line, at) => (at === 0 ? plainText(line) : `  ${plainText(line)}`));
}

function rangeText({ savings }: SavingsAnswer & { readonly state: 'known' }): string {
  const { low, expected, high, basis, note } = savings;
  const isOne = low.amount.equals(expected.amount) && high.amount.equals(expected.amount);
  const amounts = isOne ? moneyText(expected) : `${moneyText(low)} … ${moneyText(expected)} … ${moneyText(high)}`;
  return `saves ${amounts} a month at ${basis} prices. ${note}`;
}

function savingsText(answer: SavingsAnswer): string {
  return answer.state === 'known' ? moneyText(answer.savings.expected) : 'not known';
}
