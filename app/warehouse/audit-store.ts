import { sql } from 'kysely';
import type { AuditRow, Database } from './database.ts';

/**
 * Appends one entry to the audit log, made from the entry before it; false when the key is in the log already. Entries
 * are numbered without a gap, from 1.
 */
export async function appendToAudit(
  request: { readonly key: string; readonly make: (previous: AuditRow | null) => Omit<AuditRow, 'key'> },
  { kind, tables }: Database,
): Promise<boolean> {
  return tables.transaction().execute(async (queries) => {
    // One writer at a time: the chain has no branches. In SQLite a transaction that begins with a write waits for the
    // others, and one that begins with a read would fail instead.
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(4391206633821001173)`.execute(queries);
    else await sql`update audit_log set sequence = sequence where sequence = 0`.execute(queries);
    const known = await queries
      .selectFrom('audit_log')
      .select('sequence')
      .where('key', '=', request.key)
      .executeTakeFirst();
    if (known) return false;
    const last = await queries
      .selectFrom('audit_log')
      .selectAll()
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst();
    await queries
      .insertInto('audit_log')
      .values({ key: request.key, ...request.make(last ?? null) })
      .execute();
    return true;
  });
}

/** Entries after a sequence number, in order. */
export async function readAudit(
  request: { readonly after: number; readonly limit: number },
  { tables }: Database,
): Promise<readonly AuditRow[]> {
  return tables
    .selectFrom('audit_log')
    .selectAll()
    .where('sequence', '>', request.after)
    .orderBy('sequence')
    .limit(request.limit)
    .execute();
}
