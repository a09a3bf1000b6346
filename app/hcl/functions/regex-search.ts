import type { RE2JS } from 're2js';
import { spendSteps } from '../budget.ts';
import { BudgetError } from '../budget-error.ts';
import type { CallContext } from '../function.ts';

/** One match, with its groups and its place. */
export type RegexMatch = ReturnType<RE2JS['matcher']>;

/** Instructions of a pattern times characters of a text that one search may take: about ten seconds at worst. */
const MAX_WORK = 300_000_000;

/**
 * The matches of a pattern, each while it is current. As in Go, an empty match right behind a match does not count.
 * RE2 takes linear time for one match, so that finding all can take quadratic time: each search is charged with what
 * it takes if it has to look at all that is left.
 */
export function* findMatches(
  pattern: RE2JS,
  subject: { readonly text: string; readonly context: CallContext },
): Generator<RegexMatch> {
  const { text, context } = subject;
  const matcher = pattern.matcher(text);
  let lastEnd = -1;
  let work = 0;
  for (;;) {
    const next = pattern.programSize() * (text.length - Math.max(0, lastEnd) + 1);
    work += next;
    if (work > MAX_WORK) throw new BudgetError('The regular expression takes too long on a text of this length');
    spendSteps(context.budget, Math.ceil(next / 100));
    if (!matcher.find()) return;
    const isRepeated = matcher.end() === matcher.start() && matcher.start() === lastEnd;
    lastEnd = matcher.end();
    if (!isRepeated) yield matcher;
  }
}
