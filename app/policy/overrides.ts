import type { PolicyResult } from './result.ts';

/** An override as the place where it was given states it; who may give one is checked there. */
export interface Override {
  readonly ruleId: string;
  readonly digest: string;
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
  readonly reason: string;
  /** Whether GitHub says that the person may override, at the moment of use. */
  readonly allowed: boolean;
  /** Why not, when not allowed. */
  readonly refusal?: string;
}

export type OverrideState = 'applied' | 'refused' | 'void' | 'not-overridable';

export interface OverrideUse extends Override {
  readonly state: OverrideState;
  /** What the reader should know, for every state but `applied`. */
  readonly note: string | null;
}

/**
 * Turns denies at level soft into `overridden` where an allowed override names the rule and has the same digest. A
 * digest that matches nothing is void: rule, address or planned cost are no longer what was approved.
 */
export function applyOverrides(
  results: readonly PolicyResult[],
  overrides: readonly Override[],
): { readonly results: readonly PolicyResult[]; readonly uses: readonly OverrideUse[] } {
  const uses = overrides.map((override) => ({ ...override, ...stateOf(override, results) }));
  const applied = new Set(uses.filter(({ state }) => state === 'applied').map(keyOf));
  return {
    results: results.map((result) =>
      isSoftDeny(result) && applied.has(keyOf({ ruleId: result.id, digest: result.overrideDigest ?? '' }))
        ? { ...result, outcome: 'overridden' }
        : result,
    ),
    uses,
  };
}

function keyOf({ ruleId, digest }: { readonly ruleId: string; readonly digest: string }): string {
  return `${ruleId}@${digest}`;
}

function isSoftDeny(result: PolicyResult): boolean {
  return result.outcome === 'deny' && result.level === 'soft';
}

function stateOf(
  override: Override,
  results: readonly PolicyResult[],
): { readonly state: OverrideState; readonly note: string | null } {
  if (!override.allowed) return { state: 'refused', note: override.refusal ?? `${override.by} may not override` };
  if (override.reason.trim() === '') return { state: 'refused', note: 'an override needs a reason' };
  const named = results.filter(
    ({ id, overrideDigest }) => id === override.ruleId && overrideDigest === override.digest,
  );
  if (named.length === 0) return { state: 'void', note: 'the rule, the address or the planned cost has changed' };
  if (!named.some(isSoftDeny)) return { state: 'not-overridable', note: 'only a deny at level soft can be overridden' };
  return { state: 'applied', note: null };
}
