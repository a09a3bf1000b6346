import type { Level, Severity } from './pack-rule.ts';

export type Outcome = 'pass' | 'warn' | 'deny' | 'waived' | 'overridden' | 'error';

/** One line of the gate's JSON (interfaces.md, JSON of `gate`). */
export interface PolicyResult {
  readonly id: string;
  /** The pack, or `custom`. */
  readonly pack: string;
  readonly severity: Severity;
  readonly level: Level;
  readonly outcome: Outcome;
  readonly message: string;
  /** Address of the resource; null when the result concerns the change as a whole. */
  readonly resource: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly docs: string | null;
  readonly fix: string | null;
  /** Covers rule, address and planned cost; null where there is nothing to override. */
  readonly overrideDigest: string | null;
}

export type Decision = 'allow' | 'warn' | 'deny' | 'error';

/** What a decision means at the doors. */
export interface Verdict {
  readonly decision: Decision;
  readonly exit: 0 | 1 | 5;
  readonly conclusion: 'success' | 'neutral' | 'action_required' | 'failure';
}
