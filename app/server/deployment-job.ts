import { UpstreamError } from '#app/errors.ts';
import type { Deps } from '#app/github/client.ts';
import { type LatestCheck, latestCheck } from '#app/github/latest-check.ts';
import { answerProtectionRule } from '#app/github/protection-rule.ts';
import { pullRequestsWithCommit } from '#app/github/pull-request.ts';
import type { DeploymentJob } from './job.ts';
import type { JobDeps } from './job-deps.ts';
import { CHECK_NAME } from './jobs-of-delivery.ts';
import { recordAudit } from './record-audit.ts';

/** A review that is under way is waited for, with growing pauses of five minutes at most: about half an hour. */
const MOST_WAITS = 15;
/** Verdicts that let a change pass. */
const PASSING = ['success', 'neutral', 'skipped'];

/**
 * Answers an environment that waits with the verdict of the commit: its own check, or that of the head of the pull
 * request which brought it. No verdict is a rejection.
 */
export async function runDeploymentJob(job: DeploymentJob, deps: JobDeps): Promise<void> {
  const client = await deps.app.ofInstallation(job.installation);
  const check = await verdictOf(job, { client, deps });
  if (check && !check.isCompleted && deps.attempt < MOST_WAITS) {
    throw new UpstreamError(`${CHECK_NAME} of ${job.sha} is not concluded yet`, { retryable: true });
  }
  const state = check?.isCompleted && PASSING.includes(check.conclusion ?? '') ? 'approved' : 'rejected';
  const comment = check
    ? `${CHECK_NAME}: ${check.conclusion ?? 'not concluded'} (${check.title ?? ''})`
    : `${CHECK_NAME} has no verdict for ${job.sha}`;
  const { owner, repo, runId, environment } = job;
  await answerProtectionRule({ owner, repo, runId, environment, state, comment }, { client });
  await recordAudit(
    {
      key: `deployment:${job.repositoryId}:${runId}:${environment}:${state}`,
      record: {
        actor: 'finops',
        action: `deployment.${state}`,
        subject: `${owner}/${repo}@${job.sha}`,
        details: { environment, runId, conclusion: check?.conclusion ?? null },
      },
    },
    deps,
  );
}

async function verdictOf(
  job: DeploymentJob,
  { client, deps }: Deps & { readonly deps: JobDeps },
): Promise<LatestCheck | null> {
  const fixed = { owner: job.owner, repo: job.repo, name: CHECK_NAME, appId: deps.app.appId };
  const own = await latestCheck({ ...fixed, sha: job.sha }, { client });
  if (own) return own;
  // One that merely holds this commit may have undone it again: its verdict is not that of this commit.
  const pulls = await pullRequestsWithCommit({ ...fixed, sha: job.sha }, { client });
  const merged = pulls.find((each) => each.mergedAs === job.sha);
  return merged ? latestCheck({ ...fixed, sha: merged.headSha }, { client }) : null;
}
