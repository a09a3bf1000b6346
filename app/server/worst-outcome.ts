import { createHash } from 'node:crypto';
import type { Conclusion } from '#app/github/ensure-check-run.ts';
import type { ReviewOutcome } from './review-port.ts';

/** From what lets a change pass to what stops it. */
const SEVERITY: readonly Conclusion[] = [
  'skipped',
  'success',
  'neutral',
  'cancelled',
  'timed_out',
  'action_required',
  'failure',
];

export interface NamedOutcome {
  /** Such as `#12 into main`. */
  readonly name: string;
  readonly outcome: ReviewOutcome;
}

/** What a check run says: the worst of several verdicts about the same commit, and all of their remarks. */
export type CheckOutcome = Pick<
  ReviewOutcome,
  'conclusion' | 'title' | 'summary' | 'details' | 'annotations' | 'actions' | 'externalId'
>;

/**
 * A check run belongs to a commit, not to a pull request: a pull request into a branch that its author controls must
 * not turn the same commit green for another. So the worst of all verdicts decides. There is at least one.
 */
export function worstOutcome(outcomes: readonly [NamedOutcome, ...NamedOutcome[]]): CheckOutcome {
  const [first, ...others] = outcomes;
  if (others.length === 0) return first.outcome;
  const worst = outcomes.reduce((one, other) => {
    return SEVERITY.indexOf(other.outcome.conclusion) > SEVERITY.indexOf(one.outcome.conclusion) ? other : one;
  });
  const remarks = outcomes.flatMap(({ outcome }) => outcome.annotations);
  const digest = createHash('sha256').update(JSON.stringify(outcomes.map(({ outcome }) => outcome.externalId)));
  return {
    conclusion: worst.outcome.conclusion,
    title: `${worst.outcome.title} (${worst.name}, the worst of ${outcomes.length})`,
    summary: outcomes.map(({ name, outcome }) => `## ${name}: ${outcome.title}\n\n${outcome.summary}`).join('\n\n'),
    details: outcomes
      .filter(({ outcome }) => outcome.details !== '')
      .map(({ name, outcome }) => `## ${name}\n\n${outcome.details}`)
      .join('\n\n'),
    annotations: [...new Map(remarks.map((each) => [JSON.stringify(each), each])).values()],
    actions: worst.outcome.actions,
    externalId: `finops:${digest.digest('hex').slice(0, 40)}`,
  };
}
