import { z } from 'zod';
import { wantJob } from '#app/warehouse/job-queue.ts';
import { closeOpenCheck, openChecksBefore } from '#app/warehouse/open-checks.ts';
import { type CommitJob, jobKey } from './job.ts';
import type { JobDeps } from './job-deps.ts';

const Noted = z.object({
  installation: z.number(),
  repositoryId: z.number(),
  owner: z.string(),
  repo: z.string(),
  sha: z.string(),
});
/** A right that is gone this long does not come back by waiting. */
const FORGET_AFTER_MS = 7 * 24 * 3_600_000;

/**
 * Has every commit judged again whose check run was begun and not concluded in time: after a crash whose job no longer
 * names that commit, or a lost permission. Returns how many.
 */
export async function reapChecks(
  request: { readonly afterMs: number },
  { database, now }: Pick<JobDeps, 'database' | 'now'>,
): Promise<number> {
  const time = now().getTime();
  const open = await openChecksBefore(time - request.afterMs, database);
  for (const check of open) {
    if (time - check.begunAt > FORGET_AFTER_MS) {
      await closeOpenCheck(check.key, database);
      continue;
    }
    const job: CommitJob = { kind: 'commit', ...Noted.parse(check.data) };
    await wantJob({ job: { key: jobKey(job), kind: job.kind, data: job }, now: time }, database.tables);
  }
  return open.length;
}
