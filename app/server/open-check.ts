import type { GitHubClient } from '#app/github/client.ts';
import { type EnsuredCheckRun, ensureCheckRun } from '#app/github/ensure-check-run.ts';
import { latestCheck } from '#app/github/latest-check.ts';
import { closeOpenCheck, noteOpenCheck } from '#app/warehouse/open-checks.ts';
import type { Place } from './job.ts';
import type { JobDeps } from './job-deps.ts';
import { CHECK_NAME } from './jobs-of-delivery.ts';
import type { CheckOutcome } from './worst-outcome.ts';

export interface CheckPlace extends Place {
  readonly sha: string;
}

/** Shows on the commit that the gate is at work. It is noted first: a crash cannot leave it so unnoticed. */
export async function beginCheck(
  place: CheckPlace,
  { client, deps }: { readonly client: GitHubClient; readonly deps: JobDeps },
): Promise<EnsuredCheckRun> {
  const { installation, repositoryId, owner, repo, sha } = place;
  const data = { installation, repositoryId, owner, repo, sha };
  await noteOpenCheck({ key: keyOf(place), data, begunAt: deps.now().getTime() }, deps.database);
  if (deps.attempt > 1) {
    // What was concluded before the failure stays the run that the verdict is written into.
    const latest = await latestCheck({ owner, repo, sha, name: CHECK_NAME, appId: deps.app.appId }, { client });
    if (latest?.isCompleted) return { outcome: 'unchanged', id: null, url: null };
  }
  const title = 'Working out what this change costs';
  const request = { owner, repo, headSha: sha, name: CHECK_NAME, appId: deps.app.appId, externalId: `begun:${sha}` };
  const begun = await ensureCheckRun({ ...request, conclusion: null, title, summary: title }, { client });
  if (begun.outcome === 'not-permitted') await closeOpenCheck(keyOf(place), deps.database);
  return begun;
}

/** Concludes the check run of a commit, or says that it may not. */
export async function concludeCheck(
  request: { readonly place: CheckPlace; readonly outcome: CheckOutcome },
  { client, deps }: { readonly client: GitHubClient; readonly deps: JobDeps },
): Promise<EnsuredCheckRun> {
  const { place, outcome } = request;
  const { owner, repo, sha } = place;
  const fixed = { owner, repo, headSha: sha, name: CHECK_NAME, appId: deps.app.appId };
  const { conclusion, title, summary, details, annotations, actions, externalId } = outcome;
  const fields = { conclusion, title, summary, details, annotations, actions, externalId };
  const concluded = await ensureCheckRun({ ...fixed, ...fields }, { client });
  if (concluded.outcome !== 'not-permitted') await closeOpenCheck(keyOf(place), deps.database);
  return concluded;
}

function keyOf({ repositoryId, sha }: CheckPlace): string {
  return `${repositoryId}:${sha}`;
}
