import type { Verified } from '#app/flows/verify-executions.ts';
import type { VerifiedMerge } from '#app/flows/verify-merged.ts';
import { columns } from './columns.ts';
import { plainText } from './plain-text.ts';

/** What was executed, and what was merged; null where GitHub was not asked. */
export interface Verification {
  readonly executions: readonly Verified[];
  readonly merged: readonly VerifiedMerge[] | null;
}

/** Which executed plans still are as planned, what the bill says, and which merged edits still stand, for a terminal. */
export function verifiedText({ executions, merged }: Verification): string {
  const rows = executions.map(({ plan, resource, state, detail, savings }) => [
    plainText(plan),
    plainText(resource),
    plainText(detail === '' ? state : `${state}: ${detail}`),
    savings === null ? 'no warehouse' : plainText(`${savings.state}: ${savings.reason}`),
  ]);
  const edits = (merged ?? []).map(({ id, state, url }) => [plainText(id), state, plainText(url)]);
  return [
    ...(rows.length === 0
      ? ['Nothing was executed yet.']
      : columns([['Plan', 'Resource', 'State', 'Bill'], ...rows], ['left', 'left', 'left', 'left'])),
    ...(edits.length === 0
      ? []
      : ['', ...columns([['Merged edit', 'State', 'Pull request'], ...edits], ['left', 'left', 'left'])]),
    ...(merged === null ? ['Merged edits  not asked: GITHUB_TOKEN is not set'] : []),
  ].join('\n');
}

/** The same as JSON. */
export function verifiedJson({ executions, merged }: Verification): string {
  const rows = executions.map(({ savings, ...rest }) => ({
    ...rest,
    savings: savings && { state: savings.state, reason: savings.reason },
  }));
  return JSON.stringify({ executions: rows, merged }, null, 2);
}
