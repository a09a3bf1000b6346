import { UpstreamError } from '#app/errors.ts';
import type { GitHubClient } from '#app/github/client.ts';
import { ensureComment } from '#app/github/ensure-comment.ts';
import { ensureLabels } from '#app/github/ensure-labels.ts';
import { latestCheck } from '#app/github/latest-check.ts';
import {
  openPullRequests,
  openPullRequestsWithHead,
  type PullRequest,
  readPullRequest,
} from '#app/github/pull-request.ts';
import type { JobDeps } from './job-deps.ts';
import { CHECK_NAME } from './jobs-of-delivery.ts';
import { beginCheck, type CheckPlace, concludeCheck } from './open-check.ts';
import { recordAudit } from './record-audit.ts';
import type { ReviewOutcome, ReviewRequest } from './review-port.ts';
import { unjudgedOutcome } from './unjudged-outcome.ts';
import { type CheckOutcome, type NamedOutcome, worstOutcome } from './worst-outcome.ts';

interface Using {
  readonly client: GitHubClient;
  readonly deps: JobDeps;
}

/** No more pull requests than this are judged for one commit; a commit with more is not let through. */
const MOST_PULLS = 10;

/**
 * Judges a commit for all open pull requests that it is the head of, concludes its check run with the worst verdict,
 * and leaves each pull request with its comment. Throws a retryable UpstreamError when it has to be done again.
 */
export async function judgeCommit(
  { place, pull }: { readonly place: CheckPlace; readonly pull: PullRequest | null },
  using: Using,
): Promise<void> {
  const { deps } = using;
  const pulls = await pullsOf({ place, pull }, using);
  if (pulls.length === 0) return endWithoutPull(place, using);
  const begun = await beginCheck(place, using);
  if (begun.outcome === 'not-permitted') {
    return void deps.log('warn', 'the installation may not write checks', {
      repository: `${place.owner}/${place.repo}`,
    });
  }
  const judged: { readonly pull: PullRequest; readonly outcome: ReviewOutcome }[] = [];
  for (const pull of pulls.slice(0, MOST_PULLS)) {
    judged.push({ pull, outcome: await judge({ owner: place.owner, repo: place.repo, kind: 'pull', pull }, using) });
  }
  const named = judged.map(({ pull, outcome }) => ({ name: `#${pull.number} into ${pull.baseRef}`, outcome }));
  const [first = { name: 'none', outcome: unjudgedOutcome(null) }, ...others] = named;
  const tooMany: NamedOutcome[] =
    pulls.length > MOST_PULLS ? [{ name: 'the others', outcome: unjudgedOutcome(null) }] : [];
  const url = await publishCheck({ place, outcome: worstOutcome([first, ...others, ...tooMany]) }, using);
  for (const { pull, outcome } of judged) await publishComment({ place, pull, outcome, url }, using);
  for (const { pull, outcome } of judged) await auditVerdict({ place, subject: `#${pull.number}`, outcome }, using);
}

/**
 * All open pull requests with this head. Of a commit that is in the default branch already, GitHub only names the
 * pull request that brought it, so one that goes on from there is looked for among the open ones.
 */
async function pullsOf(
  { place, pull }: { readonly place: CheckPlace; readonly pull: PullRequest | null },
  { client }: Using,
): Promise<readonly PullRequest[]> {
  const found = await openPullRequestsWithHead(place, { client });
  if (found.length === 0 && !pull) {
    const open = await openPullRequests({ owner: place.owner, repo: place.repo, pages: 3 }, { client });
    return open.filter((each) => each.headSha === place.sha);
  }
  return pull && !found.some((each) => each.number === pull.number) ? [...found, pull] : found;
}

/** One verdict. What can be tried again is thrown; anything else is a verdict that nothing could be judged. */
export async function judge(request: ReviewRequest, { client, deps }: Using): Promise<ReviewOutcome> {
  try {
    return await deps.review(request, { client });
  } catch (error) {
    if (error instanceof UpstreamError && error.retryable) throw error;
    deps.log('error', 'a change could not be judged', { error: String(error), stack: (error as Error)?.stack });
    return unjudgedOutcome(error);
  }
}

/** Concludes the check run, if this worker still holds the job; its page, null when it may not. */
export async function publishCheck(
  request: { readonly place: CheckPlace; readonly outcome: CheckOutcome },
  using: Using,
): Promise<string | null> {
  await using.deps.confirm();
  const concluded = await concludeCheck(request, using);
  using.deps.metrics.count('finops_reviews_total', { conclusion: request.outcome.conclusion });
  if (concluded.outcome === 'not-permitted') {
    using.deps.log('warn', 'the installation lost the right to conclude its check', { sha: request.place.sha });
  }
  return concluded.url;
}

/** Writes the verdict into the audit log, once for the same verdict on the same commit. */
export async function auditVerdict(
  request: { readonly place: CheckPlace; readonly subject: string; readonly outcome: ReviewOutcome },
  { deps }: Using,
): Promise<void> {
  const { place, subject, outcome } = request;
  const { conclusion, externalId, audit } = outcome;
  await recordAudit(
    {
      key: `verdict:${place.repositoryId}:${subject}:${place.sha}:${externalId}:${conclusion}`,
      record: {
        actor: 'finops',
        action: 'verdict',
        subject: `${place.owner}/${place.repo}${subject}`,
        details: { ...audit, sha: place.sha, conclusion, externalId },
      },
    },
    deps,
  );
}

/** The pull request as it is by now decides: a closed or newer one gets no comment about an older head. */
async function publishComment(
  request: {
    readonly place: CheckPlace;
    readonly pull: PullRequest;
    readonly outcome: ReviewOutcome;
    readonly url: string | null;
  },
  { client, deps }: Using,
): Promise<void> {
  const { place, pull, outcome, url } = request;
  const { owner, repo, sha } = place;
  if (!outcome.comment && !outcome.labels) return;
  const current = await readPullRequest({ owner, repo, number: pull.number }, { client });
  if (current.state !== 'open' || current.headSha !== sha) return;
  await deps.confirm();
  const at = { owner, repo, number: pull.number };
  if (outcome.comment) {
    const author = await deps.app.botLogin();
    const body = outcome.comment.body(url);
    await ensureComment({ ...at, key: CHECK_NAME, author, ...outcome.comment, body }, { client });
  }
  if (outcome.labels) await ensureLabels({ ...at, ...outcome.labels }, { client });
}

/** A commit that no open pull request has for its head is not judged, and not left waiting either. */
async function endWithoutPull(place: CheckPlace, using: Using): Promise<void> {
  const { client, deps } = using;
  const check = await latestCheck({ ...place, name: CHECK_NAME, appId: deps.app.appId }, { client });
  if (!check || check.isCompleted) return;
  const title = 'No open pull request has this head';
  // `cancelled` does not satisfy a required check: the next pull request with this head starts out unjudged.
  const fields = {
    conclusion: 'cancelled',
    details: '',
    annotations: [],
    actions: [],
    externalId: 'finops:no-pull-request',
  } as const;
  await concludeCheck({ place, outcome: { ...fields, title, summary: title } }, using);
}
