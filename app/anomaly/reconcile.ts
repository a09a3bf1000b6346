import { createHash } from 'node:crypto';
import { decimal } from '#app/measure/decimal.ts';
import type { FoundIncident, Incident, IncidentState } from './incident.ts';
import { scopeKey } from './scope.ts';

/** What becomes of the kept incidents. */
export interface Reconciled {
  /** Those to be written: new ones and those that changed. */
  readonly changed: readonly Incident[];
  /** What is to be told: it opened, its impact doubled since it was told, it closed. */
  readonly news: readonly { readonly what: 'opened' | 'doubled' | 'closed'; readonly incident: Incident }[];
}

/** States that people decided; charges do not change them. */
export const DECIDED: readonly IncidentState[] = ['planned', 'refuted'];
const DAY_MS = 86_400_000;
/** Stretches of one scope that are closer than this are one incident. */
const SAME_WITHIN_DAYS = 3;

/**
 * Brings the kept incidents in line with those that the charges show now. The same again changes nothing. An open one that
 * the charges no longer show, because they were restated, is closed without a word.
 */
export function reconcile(
  request: {
    readonly kept: readonly Incident[];
    readonly found: readonly FoundIncident[];
    /** Which of the found may open; those kept already go on. */
    readonly mayOpen: ReadonlySet<FoundIncident>;
    /** Days before it were not looked at. */
    readonly from: string;
  },
  now: string,
): Reconciled {
  const changed: Incident[] = [];
  const news: { what: 'opened' | 'doubled' | 'closed'; incident: Incident }[] = [];
  const free = new Set(request.kept);
  for (const found of request.found) {
    const before = [...free].find((each) => isSame(each, found));
    if (before) free.delete(before);
    if (!before && !request.mayOpen.has(found)) continue;
    const next = before ? continued(before, { found, now }) : opened(found, now);
    if (before && isAlike(before, next)) continue;
    const what = newsOf(before, next);
    const told = what === null ? next : { ...next, toldImpact: next.impact };
    changed.push(told);
    if (what !== null) news.push({ what, incident: told });
  }
  for (const gone of free) {
    if (gone.state === 'open' && gone.firstDay >= request.from)
      changed.push({ ...gone, state: 'restated', changedAt: now });
  }
  return { changed, news };
}

function isSame(kept: Incident, found: FoundIncident): boolean {
  if (kept.kind !== found.kind || scopeKey(kept.scope, kept.currency) !== scopeKey(found.scope, found.currency))
    return false;
  const gap = SAME_WITHIN_DAYS * DAY_MS;
  return (
    Date.parse(found.firstDay) <= Date.parse(kept.lastDay) + gap &&
    Date.parse(found.lastDay) >= Date.parse(kept.firstDay) - gap
  );
}

function opened(found: FoundIncident, now: string): Incident {
  const key = `${found.kind} ${scopeKey(found.scope, found.currency)} ${found.firstDay}`;
  const id = createHash('sha256').update(key).digest('hex').slice(0, 12);
  const unknown = { rootCause: null, suspects: [], partOf: null };
  return { ...found, ...unknown, id, toldImpact: found.impact, seenAt: now, changedAt: now };
}

function continued(
  before: Incident,
  { found, now }: { readonly found: FoundIncident; readonly now: string },
): Incident {
  const state = DECIDED.includes(before.state) ? before.state : found.state;
  return { ...before, ...found, state, changedAt: now };
}

function isAlike(before: Incident, next: Incident): boolean {
  return JSON.stringify({ ...before, changedAt: '' }) === JSON.stringify({ ...next, changedAt: '' });
}

function newsOf(before: Incident | undefined, next: Incident): 'opened' | 'doubled' | 'closed' | null {
  if (!before) return next.state === 'open' ? 'opened' : null;
  if (before.state === 'open' && (next.state === 'closed' || next.state === 'accepted')) return 'closed';
  if (next.state !== 'open') return null;
  return decimal(next.impact).abs().gte(decimal(before.toldImpact).abs().times(2)) ? 'doubled' : null;
}
