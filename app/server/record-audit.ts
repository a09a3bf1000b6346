import { type AuditRecord, nextEntry } from '#app/audit/audit-entry.ts';
import { appendToAudit } from '#app/warehouse/audit-store.ts';
import type { JobDeps } from './job-deps.ts';

/** Appends to the audit log, once for each key. */
export async function recordAudit(
  request: { readonly key: string; readonly record: AuditRecord },
  { database, now }: Pick<JobDeps, 'database' | 'now'>,
): Promise<void> {
  const recordedAt = now().toISOString();
  await appendToAudit(
    {
      key: request.key,
      make(previous) {
        const { sequence, record, previousHash, hash } = nextEntry({ record: request.record, recordedAt }, previous);
        return { sequence, recorded_at: recordedAt, record: JSON.stringify(record), previous_hash: previousHash, hash };
      },
    },
    database,
  );
}
