import { pullRequestsOfGroup } from '#app/github/merge-group.ts';
import type { GroupJob } from './job.ts';
import type { JobDeps } from './job-deps.ts';
import { auditVerdict, judge, publishCheck } from './judge-commit.ts';
import { beginCheck } from './open-check.ts';

/** Judges a group of a merge queue by its own base and head; the queue waits for this check. */
export async function runGroupJob(job: GroupJob, deps: JobDeps): Promise<void> {
  const client = await deps.app.ofInstallation(job.installation);
  const using = { client, deps };
  const place = { ...job, sha: job.headSha };
  const begun = await beginCheck(place, using);
  if (begun.outcome === 'not-permitted') return;
  const { owner, repo, headSha, baseSha, baseRef, defaultBranch, isPrivate } = job;
  const pulls = await pullRequestsOfGroup(job, { client });
  const group = { headSha, baseSha, baseRef, defaultBranch, isPrivate, pulls };
  const outcome = await judge({ owner, repo, kind: 'group', group }, using);
  await publishCheck({ place, outcome }, using);
  await auditVerdict({ place, subject: `@${headSha}`, outcome }, using);
}
