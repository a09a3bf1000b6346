import { z } from 'zod';
import { ask, askPages, type Deps, type RepositoryName } from './client.ts';

/** A pull request, as far as a gate needs it. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly state: 'open' | 'closed';
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly headSha: string;
  readonly headRef: string;
  /** Null when the fork was deleted. */
  readonly headRepository: RepositoryName | null;
  readonly baseRef: string;
  /** Head of the base branch when the pull request last changed; not where the two parted, see `compareCommits`. */
  readonly baseSha: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  readonly isFork: boolean;
  /** Null while GitHub works it out, and in lists. */
  readonly mergeable: boolean | null;
  readonly changedFiles: number | null;
  /** The commit that it became on the base; null while it is not merged. */
  readonly mergedAs: string | null;
  /** RFC 3339; null while it is not merged. */
  readonly mergedAt?: string | null;
}

const Repository = z.object({ name: z.string(), owner: z.object({ login: z.string() }), full_name: z.string() });
const Base = Repository.extend({ default_branch: z.string(), private: z.boolean() });
const Pull = z.object({
  number: z.number(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().optional(),
  user: z.object({ login: z.string() }).nullable(),
  labels: z.array(z.object({ name: z.string() })),
  head: z.object({ ref: z.string(), sha: z.string(), repo: Repository.nullable() }),
  base: z.object({ ref: z.string(), sha: z.string(), repo: Base }),
  mergeable: z.boolean().nullish(),
  changed_files: z.number().optional(),
  merged_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
});

/** The pull request as it is now. Throws UpstreamError. */
export async function readPullRequest(
  request: RepositoryName & { readonly number: number },
  deps: Deps,
): Promise<PullRequest> {
  const { owner, repo, number } = request;
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  return pullRequestOf(await ask({ route, parameters: { owner, repo, pull_number: number }, schema: Pull }, deps));
}

/** The open pull requests that hold this commit. Throws UpstreamError. */
async function openPullRequestsWithCommit(
  request: RepositoryName & { readonly sha: string },
  deps: Deps,
): Promise<readonly PullRequest[]> {
  return (await pullRequestsWithCommit(request, deps)).filter((each) => each.state === 'open');
}

/** The open pull requests whose head is exactly this commit, whatever they merge into. Throws UpstreamError. */
export async function openPullRequestsWithHead(
  request: RepositoryName & { readonly sha: string },
  deps: Deps,
): Promise<readonly PullRequest[]> {
  return (await openPullRequestsWithCommit(request, deps)).filter((each) => each.headSha === request.sha);
}

/** The pull requests, open or merged, that hold this commit. Throws UpstreamError. */
export async function pullRequestsWithCommit(
  request: RepositoryName & { readonly sha: string },
  deps: Deps,
): Promise<readonly PullRequest[]> {
  const { owner, repo, sha } = request;
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
  const parameters = { owner, repo, commit_sha: sha };
  const { items } = await askPages({ route, parameters, schema: z.array(Pull), pages: 3 }, deps);
  return items.map(pullRequestOf);
}

/** The open pull requests, all or those into one branch, in pages of 100. Throws UpstreamError. */
export async function openPullRequests(
  request: RepositoryName & { readonly base?: string; readonly pages: number },
  deps: Deps,
): Promise<readonly PullRequest[]> {
  const { owner, repo, base, pages } = request;
  const parameters = { owner, repo, state: 'open', ...(base === undefined ? {} : { base }) };
  const { items } = await askPages(
    { route: 'GET /repos/{owner}/{repo}/pulls', parameters, schema: z.array(Pull), pages },
    deps,
  );
  return items.map(pullRequestOf);
}

function pullRequestOf(pull: z.infer<typeof Pull>): PullRequest {
  const head = pull.head.repo;
  return {
    number: pull.number,
    title: pull.title,
    author: pull.user?.login ?? 'ghost',
    state: pull.state,
    draft: pull.draft ?? false,
    labels: pull.labels.map((each) => each.name),
    headSha: pull.head.sha,
    headRef: pull.head.ref,
    headRepository: head ? { owner: head.owner.login, repo: head.name } : null,
    baseRef: pull.base.ref,
    baseSha: pull.base.sha,
    defaultBranch: pull.base.repo.default_branch,
    isPrivate: pull.base.repo.private,
    isFork: head?.full_name !== pull.base.repo.full_name,
    mergeable: pull.mergeable ?? null,
    changedFiles: pull.changed_files ?? null,
    mergedAt: pull.merged_at ?? null,
    mergedAs: pull.merged_at ? (pull.merge_commit_sha ?? null) : null,
  };
}
