import type { Difference } from '#app/estimate/difference.ts';

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

/** A verdict with everything it rests on. */
export interface GateReport {
  readonly decision: 'allow' | 'warn' | 'deny' | 'error';
  readonly difference: Difference;
  readonly results: readonly GateResult[];
  readonly waivers: readonly unknown[];
  readonly overrides: readonly unknown[];
  /** SHA-256 over all policies and their configuration. */
  readonly policyDigest: string;
  readonly decisionId: string;
}
