import type { Incident } from './incident.ts';
import { rootScope } from './root-cause.ts';
import { contains, SCOPE_DIMENSIONS, type Scope, scopeKey } from './scope.ts';

/** Incidents of one cause begin within so many days. */
const SAME_BEGIN_DAYS = 2;
const DAY_MS = 86_400_000;

/**
 * Which incident each is part of, so that one cause is told once: a wide one whose way down ends in the scope of a narrower
 * one is part of that; a narrow one is part of a wider one that comes from several places.
 */
export function attached(incidents: readonly Incident[]): readonly Incident[] {
  return incidents.map((incident) => {
    const partOf = mainOf(incident, incidents)?.id ?? null;
    return partOf === incident.partOf ? incident : { ...incident, partOf };
  });
}

function mainOf(incident: Incident, all: readonly Incident[]): Incident | undefined {
  const together = all.filter((each) => each.id !== incident.id && isTogether(each, incident));
  const root = rootOf(incident);
  if (depth(root) > depth(incident.scope)) {
    const deeper = together.filter((each) => contains(incident.scope, each.scope) && contains(each.scope, root));
    const deepest = deeper.toSorted((one, other) => depth(other.scope) - depth(one.scope))[0];
    if (deepest) return deepest;
  }
  // The deepest of the wider ones that itself comes from more than one place at this depth.
  return together
    .filter(
      (each) => contains(each.scope, incident.scope) && depth(each.scope) < depth(incident.scope) && isSpread(each),
    )
    .toSorted((one, other) => depth(other.scope) - depth(one.scope))[0];
}

function isSpread(wider: Incident): boolean {
  return scopeKey(rootOf(wider), wider.currency) === scopeKey(wider.scope, wider.currency);
}

function rootOf(incident: Incident): Scope {
  return incident.rootCause === null ? incident.scope : rootScope(incident, incident.rootCause);
}

function isTogether(one: Incident, other: Incident): boolean {
  return (
    one.kind === other.kind &&
    one.currency === other.currency &&
    Math.abs(Date.parse(one.firstDay) - Date.parse(other.firstDay)) <= SAME_BEGIN_DAYS * DAY_MS
  );
}

function depth(scope: Scope): number {
  return SCOPE_DIMENSIONS.filter((each) => each in scope).length;
}
