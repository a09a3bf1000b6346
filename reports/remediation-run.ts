import type { RequestOutcome } from '#app/github/ensure-pull-requests.ts';
import type { Finding } from '#app/remediation/finding.ts';
import { moneyText } from './amount-text.ts';
import { markdownText } from './markdown-text.ts';
import type { RequestAudience } from './remediation-request.ts';

const SHOWN = 200;

/** What a weekly run found and proposed, as Markdown; in a public repository nothing that was billed is shown. */
export function remediationRun(run: {
  readonly findings: readonly Finding[];
  readonly outcomes: readonly RequestOutcome[];
  readonly audience: RequestAudience;
}): string {
  const { findings, outcomes, audience } = run;
  if (findings.length === 0) return 'Nothing to save was found.';
  const became = new Map(outcomes.map((each) => [each.id, each]));
  const rows = findings.slice(0, SHOWN).map((finding) => {
    const { id, resources } = finding;
    const more = resources.length > 1 ? ` and ${resources.length - 1} more` : '';
    const cells = [id, `${resources[0]?.address ?? ''}${more}`, savingText(finding, audience)];
    return `| ${cells.map(markdownText).join(' | ')} | ${outcomeText(finding, became.get(id))} |`;
  });
  return [
    `${findings.length} findings, ${outcomes.filter((each) => each.outcome === 'created').length} new pull requests.`,
    '',
    '| finding | resource | saves a month | pull request |',
    '| --- | --- | --: | --- |',
    ...rows,
    ...(findings.length > SHOWN ? ['', `and ${findings.length - SHOWN} more`] : []),
  ].join('\n');
}

function savingText({ savings }: Finding, audience: RequestAudience): string {
  if (savings.state === 'unknown') return 'not known';
  if (audience === 'public' && savings.savings.basis !== 'list') return 'not shown';
  return moneyText(savings.savings.expected);
}

function outcomeText({ edits }: Finding, outcome: RequestOutcome | undefined): string {
  if (outcome === undefined) return markdownText(edits.kind === 'declined' ? `by hand: ${edits.reason}` : 'none');
  const { url, reason } = outcome;
  const text = markdownText(reason === undefined ? outcome.outcome : `${outcome.outcome}: ${reason}`);
  return url === null ? text : `[${text}](${url})`;
}
