import type { PolicyInput } from './input.ts';
import { overrideDigest } from './override-digest.ts';
import type { PolicyResult } from './result.ts';
import { type Subject, selects, subjectsOf } from './subject.ts';
import type { PlacedWaiver } from './waiver.ts';

/** Days before its end at which a waiver's owner is reminded. */
const REMINDERS = [3, 14];
const MS_PER_DAY = 86_400_000;

export interface WaiverUse {
  readonly id: string;
  readonly rule: string;
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
  readonly state: 'used' | 'unused' | 'expired' | 'not-yet';
  /** Days until it ends, counted from today; negative when it has ended. */
  readonly daysLeft: number;
  /** The reminder that is due: 14 or 3 days before the end; null when none is. */
  readonly reminder: number | null;
}

/** Turns what a waiver covers into `waived`, and adds a deny for each waiver that has expired. */
export function applyWaivers(
  results: readonly PolicyResult[],
  context: { readonly waivers: readonly PlacedWaiver[]; readonly input: PolicyInput },
): { readonly results: readonly PolicyResult[]; readonly uses: readonly WaiverUse[] } {
  const { waivers, input } = context;
  const today = input.now.slice(0, 10);
  const subjects = Map.groupBy(subjectsOf(input), ({ address }) => address);
  const used = new Set<string>();
  const judged = results.map((result): PolicyResult => {
    if (result.outcome !== 'deny' && result.outcome !== 'warn') return result;
    const waiver = waivers.find(
      (each) => today <= each.expires && today >= each.created && covers(each, { result, subjects }),
    );
    if (!waiver) return result;
    used.add(waiver.id);
    return {
      ...result,
      outcome: 'waived',
      message: `${result.message} Waived by ${waiver.id} until ${waiver.expires}.`,
    };
  });
  const expired = waivers.filter(({ expires }) => expires < today).map(expiredResult);
  return { results: [...judged, ...expired], uses: waivers.map((each) => waiverUse(each, { today, used })) };
}

function covers(
  waiver: PlacedWaiver,
  about: {
    readonly result: PolicyResult;
    readonly subjects: ReadonlyMap<string, readonly Subject[]>;
  },
): boolean {
  const { result, subjects } = about;
  if (waiver.rule !== result.id || result.resource === null) return false;
  const meant = (subjects.get(result.resource) ?? []).filter((each) => mayBe(each, result));
  return meant.length > 0 && meant.every((each) => isWaived(each, waiver));
}

/** Rules of ours say in which file they found it. Of the team's own, it may be any that has the address. */
function mayBe(subject: Subject, result: PolicyResult): boolean {
  return result.pack === 'custom' || result.file === null || subject.file === result.file;
}

function isWaived(subject: Subject, { selector, maxDelta }: PlacedWaiver): boolean {
  if (!selects(selector, subject)) return false;
  return maxDelta === undefined || (subject.delta !== null && subject.delta <= maxDelta);
}

function expiredResult(waiver: PlacedWaiver): PolicyResult {
  const message = `Waiver ${waiver.id} of ${waiver.rule} expired on ${waiver.expires}; ${waiver.owner} answers for it.`;
  return {
    id: 'waivers/expired',
    pack: 'waivers',
    severity: 'medium',
    level: 'soft',
    outcome: 'deny',
    message,
    resource: null,
    file: waiver.place.file,
    line: waiver.place.line ?? null,
    docs: 'docs/policies.md#waivers',
    fix: 'Remove the waiver, or renew it with a new reason.',
    overrideDigest: overrideDigest({ rule: 'waivers/expired', resource: null, message }, new Map()),
  };
}

function waiverUse(
  waiver: PlacedWaiver,
  about: { readonly today: string; readonly used: ReadonlySet<string> },
): WaiverUse {
  const { id, rule, owner, reason, expires } = waiver;
  const daysLeft = Math.round((Date.parse(expires) - Date.parse(about.today)) / MS_PER_DAY);
  const expired = daysLeft < 0;
  const state = expired ? 'expired' : about.today < waiver.created ? 'not-yet' : about.used.has(id) ? 'used' : 'unused';
  const reminder = expired ? null : (REMINDERS.find((days) => daysLeft <= days) ?? null);
  return { id, rule, owner, reason, expires, state, daysLeft, reminder };
}
