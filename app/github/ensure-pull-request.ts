import { z } from 'zod';
import { readBranch } from './account.ts';
import { ask, type Deps, type RepositoryName } from './client.ts';
import { boundedBody } from './comment-body.ts';
import { commitFiles, createReference, readFileAt } from './commit-files.ts';
import { ensureLabels } from './ensure-labels.ts';
import { NotFoundError, NotPermittedError } from './github-error.ts';
import { type OwnPullRequest, ownPullRequests } from './own-pull-requests.ts';

export interface PullRequestRequest extends RepositoryName {
  readonly base: string;
  /** Its name says what the pull request is for: the same for the same thing in every run. */
  readonly branch: string;
  /** Prefix of the branches of all pull requests that the limits count. */
  readonly prefix: string;
  /** Login of the account whose token this is. */
  readonly author: string;
  readonly title: string;
  /** Markdown without the marker. */
  readonly body: string;
  /** Whole texts by path from the repository's root: as they were read, and as they shall be. */
  readonly files: ReadonlyMap<string, { readonly before: string | null; readonly after: string }>;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly limits: { readonly concurrent: number; readonly hourly: number };
  readonly now: Date;
  /** An open one is left as it is. */
  readonly keepOpen?: true;
}

export interface EnsuredPullRequest {
  /**
   * `declined`: somebody closed it, which is remembered. `edited`: somebody else pushed to its branch, which is left to
   * them. `limited`: as many as may be open or opened. `moved`: the base no longer has the texts that were read.
   */
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'merged' | 'declined' | 'edited' | 'limited' | 'moved';
  readonly url: string | null;
  readonly number: number | null;
}

const HOUR_MS = 3_600_000;
const Created = z.object({ number: z.number(), html_url: z.string() });

/**
 * Leaves exactly one pull request of ours for a branch, with these files, title and body, and returns what that took.
 * The conventions are Renovate's: https://docs.renovatebot.com/configuration-options/ (prConcurrentLimit,
 * prHourlyLimit, recreateWhen; read 2026-11-26). Throws UpstreamError.
 */
export async function ensurePullRequest(request: PullRequestRequest, deps: Deps): Promise<EnsuredPullRequest> {
  const { owner, repo, prefix, author, branch, limits, now } = request;
  const own = { owner, repo, prefix, author };
  const [existing] = await ownPullRequests({ ...own, branch }, deps);
  if (existing && existing.state !== 'open') return outcome(existing.state, existing);
  if (existing && request.keepOpen) return outcome('unchanged', existing);
  const base = await readBranch({ owner, repo, branch: request.base }, deps);
  if (!base) throw new NotFoundError(`there is no branch ${request.base} in ${owner}/${repo}`);
  if (!(await standsOn(base.sha, request, deps))) return outcome('moved', existing);
  if (existing) return update(existing, request, deps);
  const others = await ownPullRequests(own, deps);
  const open = others.filter((each) => each.state === 'open').length;
  const recent = others.filter((each) => now.getTime() - each.createdAt < HOUR_MS).length;
  if (open >= limits.concurrent || recent >= limits.hourly) return outcome('limited', undefined);
  return create(request, base.sha, deps);
}

function outcome(
  what: EnsuredPullRequest['outcome'],
  pull: Pick<OwnPullRequest, 'url' | 'number'> | undefined,
): EnsuredPullRequest {
  return { outcome: what, url: pull?.url ?? null, number: pull?.number ?? null };
}

/** Whether the base has the texts that the edits were worked out from. */
async function standsOn(sha: string, { owner, repo, files }: PullRequestRequest, deps: Deps): Promise<boolean> {
  for (const [path, { before }] of files) {
    if ((await readFileAt({ owner, repo, path, sha }, deps)) !== before) return false;
  }
  return true;
}

async function create(request: PullRequestRequest, base: string, deps: Deps): Promise<EnsuredPullRequest> {
  const { owner, repo, branch, title } = request;
  await createReference({ owner, repo, ref: `refs/heads/${branch}`, sha: base }, deps);
  // A run before this one may have got so far: its branch is taken up where it stands.
  const standing = await readBranch({ owner, repo, branch }, deps);
  await commitMissing(request, standing?.sha ?? base, deps);
  const route = 'POST /repos/{owner}/{repo}/pulls';
  const body = bodyOf(request);
  const parameters = { owner, repo, title, body, head: branch, base: request.base, maintainer_can_modify: true };
  const created = await ask({ route, parameters, schema: Created }, deps);
  await decorate(request, created.number, deps);
  return outcome('created', { number: created.number, url: created.html_url });
}

async function update(existing: OwnPullRequest, request: PullRequestRequest, deps: Deps): Promise<EnsuredPullRequest> {
  const { owner, repo, title, author } = request;
  if ((await authorOfCommit({ owner, repo, sha: existing.headSha }, deps)) !== author.toLowerCase())
    return outcome('edited', existing);
  const isCommitted = await commitMissing(request, existing.headSha, deps);
  const body = bodyOf(request);
  const isDescribed = existing.title === title && existing.body.replaceAll('\r\n', '\n') === body;
  if (!isDescribed) {
    const route = 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}';
    await ask({ route, parameters: { owner, repo, pull_number: existing.number, title, body }, schema: Created }, deps);
  }
  return outcome(isCommitted || !isDescribed ? 'updated' : 'unchanged', existing);
}

/** Commits the files that the branch does not have yet; false when it has all. */
async function commitMissing(request: PullRequestRequest, onto: string, deps: Deps): Promise<boolean> {
  const { owner, repo, branch, title } = request;
  const missing = new Map<string, string>();
  for (const [path, { after }] of request.files) {
    if ((await readFileAt({ owner, repo, path, sha: onto }, deps)) !== after) missing.set(path, after);
  }
  if (missing.size === 0) return false;
  await commitFiles({ owner, repo, branch, onto, files: missing, headline: title, body: '' }, deps);
  return true;
}

/** Labels and assignees; a token or a person that may not is no reason to fail. */
async function decorate(request: PullRequestRequest, number: number, deps: Deps): Promise<void> {
  const { owner, repo, labels, assignees } = request;
  await ensureLabels({ owner, repo, number, owned: [], labels }, deps);
  if (assignees.length === 0) return;
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees';
  const parameters = { owner, repo, issue_number: number, assignees: assignees.slice(0, 10) };
  try {
    await ask({ route, parameters, schema: z.unknown() }, deps);
  } catch (error) {
    if (!(error instanceof NotPermittedError) && !(error instanceof NotFoundError)) throw error;
  }
}

function bodyOf({ branch, body }: PullRequestRequest): string {
  return boundedBody(`<!-- finops:${branch} -->\n${body}`);
}

const Commit = z.object({ author: z.object({ login: z.string().optional() }).nullable() });

async function authorOfCommit(request: RepositoryName & { readonly sha: string }, deps: Deps): Promise<string> {
  const { owner, repo, sha } = request;
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
  const { author } = await ask({ route, parameters: { owner, repo, ref: sha }, schema: Commit }, deps);
  return (author?.login ?? '').toLowerCase();
}
