import type { Finding } from '#app/remediation/finding.ts';
import { moneyText } from './amount-text.ts';
import { markdownText } from './markdown-text.ts';
import { plainText } from './plain-text.ts';

/** Who reads it: in a public repository nothing that was billed or contracted is shown. */
export type RequestAudience = 'private' | 'public';

const LONGEST_TITLE = 200;

/** Title of the pull request that carries a finding's change. */
export function requestTitle({ title, resources }: Finding): string {
  const [first, ...others] = resources;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  // It becomes a commit's message, where `fixes #1` and `@team` in a key of `for_each` would do something.
  return plainText(`finops: ${title}: ${first?.address ?? ''}${more}`.replaceAll(/[#@]/g, '-')).slice(0, LONGEST_TITLE);
}

/** Problem, evidence, saving, risk, rollback, as Markdown; every text of the repository is escaped. */
export function requestBody(finding: Finding, audience: RequestAudience): string {
  const { reason, evidence, resources, risk, interruption, cautions, rollback, docs, id } = finding;
  const shown = resources.slice(0, 50);
  return [
    `## ${markdownText(finding.title)}`,
    '',
    markdownText(reason),
    '',
    '| what | value | where |',
    '| --- | --- | --- |',
    ...evidence.map((each) => `| ${[each.what, each.value, each.source].map(markdownText).join(' | ')} |`),
    '',
    `**Saves** ${savingsText(finding, audience)}`,
    '',
    `**Risk** ${risk}; ${INTERRUPTIONS[interruption]}`,
    ...cautions.map((caution) => `- ${markdownText(caution)}`),
    '',
    `**To undo it** ${markdownText(rollback)}`,
    '',
    `**Changes** ${resources.length} ${resources.length === 1 ? 'resource' : 'resources'}:`,
    ...shown.map((each) => `- ${markdownText(each.address)} in ${markdownText(each.project)}`),
    ...(resources.length > shown.length ? [`- and ${resources.length - shown.length} more`] : []),
    '',
    'The edited code was evaluated again: these resources change in place, and nothing else does. Merging changes the',
    'code; your own apply changes the cloud. Close this pull request to decline it: it will not be opened again.',
    '',
    `${markdownText(id)}, after [the provider's page](${docs}).`,
  ].join('\n');
}

const INTERRUPTIONS: Readonly<Record<Finding['interruption'], string>> = {
  none: 'nothing stops',
  restart: 'a restart',
  outage: 'an outage',
};

function savingsText({ savings }: Finding, audience: RequestAudience): string {
  if (savings.state === 'unknown') return `an amount that nobody can tell: ${markdownText(savings.reason)}.`;
  const { low, expected, high, basis, note } = savings.savings;
  if (audience === 'public' && basis !== 'list') return 'an amount that is not shown in a public repository.';
  const isOne = low.amount.equals(expected.amount) && high.amount.equals(expected.amount);
  const range = isOne ? '' : ` (between ${moneyText(low)} and ${moneyText(high)})`;
  return markdownText(`${moneyText(expected)} a month at ${basis} prices${range}. ${note}`);
}
