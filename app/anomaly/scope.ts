import type { CostDimension, CostQuery } from '#app/warehouse/cost-query.ts';

/** The dimensions that scopes are made of, from the widest to the narrowest. */
export const SCOPE_DIMENSIONS = ['SubAccountId', 'ServiceName', 'RegionId'] as const satisfies readonly CostDimension[];

export type ScopeDimension = (typeof SCOPE_DIMENSIONS)[number];

/** Whose costs are meant, in one currency; a dimension that is left out is all of it, null is what has no such value. */
export type Scope = Readonly<Partial<Record<ScopeDimension, string | null>>>;

/** The same scope is the same text. */
export function scopeKey(scope: Scope, currency: string): string {
  return JSON.stringify([currency, ...SCOPE_DIMENSIONS.map((each) => (each in scope ? [scope[each]] : null))]);
}

/** Whether everything of `inner` is part of `outer`. */
export function contains(outer: Scope, inner: Scope): boolean {
  return SCOPE_DIMENSIONS.every((each) => !(each in outer) || (each in inner && outer[each] === inner[each]));
}

/** The scope as a filter of the query port. */
export function whereOf(scope: Scope): NonNullable<CostQuery['where']> {
  return Object.fromEntries(Object.entries(scope).map(([dimension, value]) => [dimension, [value]]));
}

/** The scope for a person. */
export function scopeText(scope: Scope): string {
  const parts = SCOPE_DIMENSIONS.flatMap((each) => (each in scope ? [scope[each] ?? `no ${each}`] : []));
  return parts.length === 0 ? 'everything' : parts.join(' / ');
}
