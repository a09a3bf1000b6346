import type { Incident } from './incident.ts';
import { rootScope } from './root-cause.ts';
import { contains, SCOPE_DIMENSIONS, type Scope } from './scope.ts';

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
  const deeper = deeperOf(incident, all);
  if (deeper) return deeper;
  // The deepest of the wider ones that have no narrower one for themselves, and whose cause this one is part of.
  return all
    .filter(
      (each) =>
        isTogether(each, incident) &&
        depth(each.scope) < depth(incident.scope) &&
        contains(each.scope, incident.scope) &&
        contains(rootOf(each), rootOf(incident)) &&
        deeperOf(each, all) === undefined,
    )
    .toSorted((one, other) => depth(other.scope) - depth(one.scope))[0];
}

/** The narrowest incident in which the way down of this one ends. */
function deeperOf(incident: Incident, all: readonly Incident[]): Incident | undefined {
  const root = rootOf(incident);
  return all
    .filter(
      (each) =>
        isTogether(each, incident) &&
        depth(each.scope) > depth(incident.scope) &&
        contains(incident.scope, each.scope) &&
        contains(each.scope, root),
    )
    .toSorted((one, other) => depth(other.scope) - depth(one.scope))[0];
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
