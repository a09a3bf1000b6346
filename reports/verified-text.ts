import type { Verified } from '#app/flows/verify-executions.ts';
import { columns } from './columns.ts';
import { plainText } from './plain-text.ts';

/** Which executed plans still are as planned, and what the bill says, for a terminal. */
export function verifiedText(found: readonly Verified[]): string {
  if (found.length === 0) return 'Nothing was executed yet.';
  const rows = found.map(({ plan, resource, state, detail, savings }) => [
    plainText(plan),
    plainText(resource),
    plainText(detail === '' ? state : `${state}: ${detail}`),
    savings === null ? 'no warehouse' : plainText(`${savings.state}: ${savings.reason}`),
  ]);
  return columns([['Plan', 'Resource', 'State', 'Bill'], ...rows], ['left', 'left', 'left', 'left']).join('\n');
}
