import type { Scope } from './scope.ts';

/** `rise`: more was spent than expected, `drop`: less. */
export type IncidentKind = 'rise' | 'drop';

/**
 * `open`; `closed`: the costs came back; `accepted`: they stayed for two weeks and are the new level; `planned`: somebody
 * said that it was meant; `refuted`: somebody said that it is none; `restated`: the bills were changed and it is gone.
 */
export type IncidentState = 'open' | 'closed' | 'accepted' | 'planned' | 'refuted' | 'restated';

/** A stretch of days on which a scope cost other than expected, as the charges show it now. Amounts are exact decimals. */
export interface FoundIncident {
  readonly kind: IncidentKind;
  readonly scope: Scope;
  readonly currency: string;
  /** `2026-11-01`; both are days of the incident. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly state: 'open' | 'closed' | 'accepted';
  readonly actual: string;
  /** To the cent: it is an estimate. */
  readonly expected: string;
  /** Actual less expected. */
  readonly impact: string;
  /** Highest of its days, 0 … 1. */
  readonly score: number;
  readonly detectors: readonly string[];
}

/** Part of an incident's impact. */
export interface Contribution {
  /** A dimension, `ResourceId` among them, and its value. */
  readonly dimension: string;
  readonly value: string | null;
  readonly name: string | null;
  /** What it cost beyond the same days before, exact decimal. */
  readonly delta: string;
}

/** Where an incident comes from. */
export interface RootCause {
  /** The way from the widest to the narrowest dimension whose value alone explains most of it. */
  readonly path: readonly Contribution[];
  /** What the last of the path, or the scope itself, is made of; the greatest first. */
  readonly contributions: readonly Contribution[];
  /** Values of the tags that say whose it is, of what contributes most. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A change that was merged shortly before, as far as it is known. Never more than a suspicion. */
export interface Suspect {
  readonly repository: string | null;
  /** Of the pull request; null for a commit without one. */
  readonly number: number | null;
  readonly title: string;
  readonly mergedAt: string;
  /** 0 … 1: how well place, amount and time agree. */
  readonly confidence: number;
  /** What agrees, for a person. */
  readonly reasons: readonly string[];
}

/** An incident as it is kept. */
export interface Incident extends Omit<FoundIncident, 'state'> {
  readonly id: string;
  readonly state: IncidentState;
  readonly rootCause: RootCause | null;
  readonly suspects: readonly Suspect[];
  /** The incident that this one is part of. */
  readonly partOf: string | null;
  /** Impact when it was last told of. */
  readonly toldImpact: string;
  /** RFC 3339, UTC: when it was first seen, and last changed. */
  readonly seenAt: string;
  readonly changedAt: string;
}
