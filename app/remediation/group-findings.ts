import { createHash } from 'node:crypto';
import { contradiction, type FileEdit, type PlannedEdits } from './code-edit.ts';
import type { Proposed } from './find-proposals.ts';
import type { Edits, Finding, SavingsAnswer } from './finding.ts';
import type { WantedChange } from './remedy.ts';
import { sumSavings } from './savings.ts';

/** One resource that a remedy proposes to change, with what that saves and where it would be written. */
export interface Located extends Proposed {
  readonly project: string;
  readonly savings: SavingsAnswer;
  /** Null where the remedy asks for no edit. */
  readonly edits: PlannedEdits | null;
}

/** A finding with what is needed to make its edit, which a report leaves out. */
export interface CodeFinding {
  readonly finding: Finding;
  readonly edits: readonly FileEdit[];
  /** What may change, by project and address; nothing else may. */
  readonly wanted: readonly {
    readonly project: string;
    readonly address: string;
    readonly changes: readonly WantedChange[];
  }[];
}

/** Findings of all resources; those of one remedy that one literal feeds are one finding, because one edit changes all. */
export function groupFindings(located: readonly Located[]): readonly CodeFinding[] {
  const groups = new Set<Located[]>();
  const byPlace = new Map<string, Located[]>();
  for (const each of located) {
    const keys = each.edits?.kind === 'edits' ? each.edits.edits.map((edit) => placeKey(each, edit)) : [];
    const [group = [], ...others] = new Set(
      keys.flatMap((key) => {
        const found = byPlace.get(key);
        return found ? [found] : [];
      }),
    );
    for (const other of others) merge(other, { group, groups, byPlace });
    groups.add(group);
    group.push(each);
    for (const key of keys) byPlace.set(key, group);
  }
  return [...groups].map(findingOf);
}

/** Two groups that turn out to share a place become one. */
function merge(
  other: Located[],
  into: { readonly group: Located[]; readonly groups: Set<Located[]>; readonly byPlace: Map<string, Located[]> },
): void {
  into.group.push(...other);
  into.groups.delete(other);
  for (const [key, group] of into.byPlace) if (group === other) into.byPlace.set(key, into.group);
}

function placeKey({ remedy }: Located, { file, start, end }: FileEdit): string {
  return JSON.stringify([remedy.id, file, start, end]);
}

function findingOf(group: readonly Located[]): CodeFinding {
  const sorted = group.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const first = sorted[0] as Located;
  const { remedy, proposal } = first;
  const planned = sorted.flatMap((each) => (each.edits?.kind === 'edits' ? each.edits.edits : []));
  const conflict = contradiction(planned);
  const edits = editsText(first, planned, conflict);
  const finding: Finding = {
    id: findingId(remedy.id, keyOf(first)),
    remedy: remedy.id,
    title: remedy.title,
    lane: edits.kind === 'literals' ? 'code' : 'hand',
    resources: sorted.map(({ resource, project }) => ({
      address: resource.address,
      type: resource.type,
      project,
      region: resource.region,
      source: resource.source,
      tags: resource.tags?.values ?? {},
    })),
    reason:
      sorted.length === 1 ? proposal.reason : `${proposal.reason} The same edit changes ${sorted.length - 1} more.`,
    evidence: sorted.slice(0, 20).flatMap((each) => each.proposal.evidence),
    savings: sumSavings(sorted.map((each) => each.savings)),
    risk: remedy.risk,
    interruption: remedy.interruption,
    cautions: [...new Set(sorted.flatMap((each) => each.proposal.cautions ?? []))],
    rollback: remedy.rollback,
    edits,
    docs: remedy.source.url,
  };
  return {
    finding,
    edits: edits.kind === 'literals' ? planned : [],
    wanted: sorted.map(({ project, resource, proposal: own }) => ({
      project,
      address: resource.address,
      changes: own.changes,
    })),
  };
}

function editsText(first: Located, planned: readonly FileEdit[], conflict: string | null): Edits {
  if (conflict !== null) return { kind: 'declined', reason: conflict };
  if (first.edits === null)
    return { kind: 'declined', reason: first.proposal.byHand ?? 'nobody can make this edit but a person' };
  if (first.edits.kind === 'declined') return first.edits;
  const places = new Map(planned.map(({ file, line }) => [`${file}:${line}`, { file, line }]));
  return { kind: 'literals', places: [...places.values()] };
}

function keyOf({ project, resource }: Located): string {
  return `${project}\0${resource.address}`;
}

/** An id of a finding: the remedy, and ten digits of what it is about. */
export function findingId(remedy: string, about: string): string {
  return `${remedy}-${createHash('sha256').update(`${remedy}\0${about}`).digest('hex').slice(0, 10)}`;
}
