import type { PolicyResult, Verdict } from './result.ts';

/** The decision table of interfaces.md. What cannot be judged outweighs a deny, and a hard deny a soft one. */
export function verdictOf(results: readonly PolicyResult[]): Verdict {
  const holds = (outcome: PolicyResult['outcome']): readonly PolicyResult[] =>
    results.filter((result) => result.outcome === outcome);
  if (holds('error').length > 0) return { decision: 'error', exit: 5, conclusion: 'failure' };
  const denied = holds('deny');
  if (denied.some(({ level }) => level === 'hard')) return { decision: 'deny', exit: 1, conclusion: 'failure' };
  if (denied.length > 0) return { decision: 'deny', exit: 1, conclusion: 'action_required' };
  if (holds('warn').length > 0) return { decision: 'warn', exit: 0, conclusion: 'neutral' };
  return { decision: 'allow', exit: 0, conclusion: 'success' };
}
