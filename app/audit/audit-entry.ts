import { createHash } from 'node:crypto';

/** What somebody, or the gate itself, did. */
export interface AuditRecord {
  /** Login, or `finops` for the gate. */
  readonly actor: string;
  /** Such as `verdict`, `override.accepted`, `override.refused`, `command.recheck`. */
  readonly action: string;
  /** What it was done to, such as `acme/infra#12` or `acme/infra@sha`. */
  readonly subject: string;
  readonly details: Readonly<Record<string, string | number | null>>;
}

/** A record in its place in the log: its hash covers the entry before, so that nothing can be changed or left out. */
export interface AuditEntry {
  readonly sequence: number;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
  readonly record: AuditRecord;
  readonly previousHash: string;
  readonly hash: string;
}

/** What the first entry has for the hash of the entry before it. */
const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** The entry that follows `previous` (null for the first one). */
export function nextEntry(
  request: { readonly record: AuditRecord; readonly recordedAt: string },
  previous: Pick<AuditEntry, 'sequence' | 'hash'> | null,
): AuditEntry {
  const sequence = (previous?.sequence ?? 0) + 1;
  const entry = { ...request, sequence, previousHash: previous?.hash ?? FIRST_PREVIOUS_HASH };
  return { ...entry, hash: hashOf(entry) };
}

/** The sequence number of the first entry that does not follow from those before; null when the chain is whole. */
export function firstBrokenEntry(entries: readonly AuditEntry[]): number | null {
  let previous: AuditEntry | null = null;
  for (const entry of entries) {
    const expected: AuditEntry = nextEntry(entry, previous);
    if (entry.sequence !== expected.sequence || entry.previousHash !== expected.previousHash) return entry.sequence;
    if (entry.hash !== expected.hash) return entry.sequence;
    previous = entry;
  }
  return null;
}

/** SHA-256 over the entry as JSON with sorted keys. */
function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  const { sequence, recordedAt, record, previousHash } = entry;
  const { actor, action, subject } = record;
  const details = Object.fromEntries(
    Object.entries(record.details).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
  const text = JSON.stringify({ action, actor, details, previousHash, recordedAt, sequence, subject });
  return createHash('sha256').update(text).digest('hex');
}
