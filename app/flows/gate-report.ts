import type { Difference } from '#app/estimate/difference.ts';
import type { PolicyInput } from '#app/policy/input.ts';

/** What one rule says of one resource (or of the whole change, when `resource` is null). */
export interface GateResult {
  readonly id: string;
  readonly pack: string;
  readonly severity: string;
  readonly level: 'advisory' | 'soft' | 'hard';
  readonly outcome: 'pass' | 'warn' | 'deny' | 'waived' | 'overridden' | 'error';
  readonly message: string;
  readonly resource: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly docs: string | null;
  readonly fix: string | null;
  /** What an override must name, `RULE@DIGEST`'s second half; null where none is possible. */
  readonly overrideDigest: string | null;
}

/** An override that somebody gave, and what became of it. */
export interface GateOverride {
  readonly ruleId: string;
  readonly digest: string;
  readonly by: string;
  readonly reason: string;
  readonly state: 'applied' | 'refused' | 'void' | 'not-overridable';
  /** Why it does not count; null when it does. */
  readonly note: string | null;
}

/** A verdict with everything it rests on. */
export interface GateReport {
  readonly decision: 'allow' | 'warn' | 'deny' | 'error';
  readonly difference: Difference;
  readonly results: readonly GateResult[];
  readonly waivers: readonly unknown[];
  readonly overrides: readonly GateOverride[];
  /** What the policies were told of the budgets: billed amounts, and what open pull requests commit. */
  readonly budgets: PolicyInput['budgets'];
  /** The open incidents that they were told of, with billed amounts. */
  readonly anomalies: PolicyInput['anomalies'];
  /** SHA-256 over all policies and their configuration. */
  readonly policyDigest: string;
  readonly decisionId: string;
}
