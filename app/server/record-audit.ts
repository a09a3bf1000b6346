import { type AuditRecord, nextEntry } from '#app/audit/audit-entry.ts';
import { withoutEmailsIn } from '#app/measure/email-address.ts';
import { appendToAudit } from '#app/warehouse/audit-store.ts';
import type { JobDeps } from './job-deps.ts';

/** Appends to the audit log, once for each key. */
export async function recordAudit(
  request: { readonly key: string; readonly record: AuditRecord },
  { database, now }: Pick<JobDeps, 'database' | 'now'>,
): Promise<void> {
  const recordedAt = now().toISOString();
  // A reason is free text, and the log is for ever: e-mail addresses do not go into it.
  const clean = withoutEmailsIn(request.record) as AuditRecord;
  await appendToAudit(
    {
      key: request.key,
      make(previous) {
        const { sequence, record, previousHash, hash } = nextEntry({ record: clean, recordedAt }, previous);
        return { sequence, recorded_at: recordedAt, record: JSON.stringify(record), previous_hash: previousHash, hash };
      },
    },
    database,
  );
}
