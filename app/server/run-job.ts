import { openPullRequests, readPullRequest } from '#app/github/pull-request.ts';
import { wantJob } from '#app/warehouse/job-queue.ts';
import { settleChange } from '#app/warehouse/merged-changes.ts';
import { forgetCommitments } from '#app/warehouse/open-commitments.ts';
import { runCommandJob } from './command-job.ts';
import { runDeploymentJob } from './deployment-job.ts';
import { runGroupJob } from './group-job.ts';
import { type BaseJob, type InstallationJob, type Job, jobKey, type PullJob } from './job.ts';
import type { JobDeps } from './job-deps.ts';
import { judgeCommit } from './judge-commit.ts';
import { recordAudit } from './record-audit.ts';

/** Does one job. Doing it again is harmless; throws an UpstreamError when that is what should happen. */
export async function runJob(job: Job, deps: JobDeps): Promise<void> {
  switch (job.kind) {
    case 'pull':
      return runPullJob(job, deps);
    case 'commit':
      return judgeCommit({ place: job, pull: null }, { client: await deps.app.ofInstallation(job.installation), deps });
    case 'base':
      return runBaseJob(job, deps);
    case 'group':
      return runGroupJob(job, deps);
    case 'command':
      return runCommandJob(job, deps);
    case 'deployment':
      return runDeploymentJob(job, deps);
    case 'installation':
      return runInstallationJob(job, deps);
  }
}

/** The newest head is judged, whichever delivery asked for it; one that is closed commits nothing any more. */
async function runPullJob(job: PullJob, deps: JobDeps): Promise<void> {
  const client = await deps.app.ofInstallation(job.installation);
  const pull = await readPullRequest(job, { client });
  if (pull.state === 'open') return judgeCommit({ place: { ...job, sha: pull.headSha }, pull }, { client, deps });
  const place = { repository: `${job.owner}/${job.repo}`, number: job.number };
  await forgetCommitments(place, deps.database);
  await settleChange({ ...place, mergedAt: pull.mergedAt ?? null }, deps.database);
}

async function runBaseJob(job: BaseJob, deps: JobDeps): Promise<void> {
  const client = await deps.app.ofInstallation(job.installation);
  const { installation, repositoryId, owner, repo, branch } = job;
  const pulls = await openPullRequests({ owner, repo, base: branch, pages: 10 }, { client });
  for (const { number } of pulls) {
    const wanted: PullJob = { kind: 'pull', installation, repositoryId, owner, repo, number };
    const request = { job: { key: jobKey(wanted), kind: wanted.kind, data: wanted }, now: deps.now().getTime() };
    await wantJob(request, deps.database.tables);
  }
}

async function runInstallationJob(job: InstallationJob, deps: JobDeps): Promise<void> {
  const { action, account, sender, installation, guid } = job;
  const record = { actor: sender, action: `installation.${action}`, subject: account, details: { installation } };
  await recordAudit({ key: `installation:${guid}`, record }, deps);
}
