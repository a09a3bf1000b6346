import { z } from 'zod';
import { ask, type Deps, type RepositoryName } from './client.ts';
import { NotFoundError } from './github-error.ts';
import { openPullRequestsWithHead, type PullRequest, readPullRequest } from './pull-request.ts';

const Compared = z.object({
  commits: z.array(z.object({ sha: z.string(), parents: z.array(z.object({ sha: z.string() })) })),
});
/** GitHub builds groups of at most 100; more commits than this are looked through only as far. */
const MOST_COMMITS = 20;

/**
 * The pull requests that a merge group would merge: the one its branch is named after, and those into the same branch
 * whose heads are among its commits. One that only holds such a commit is somebody else's. Throws UpstreamError.
 */
export async function pullRequestsOfGroup(
  request: RepositoryName & {
    readonly headRef: string;
    readonly headSha: string;
    readonly baseSha: string;
    readonly baseRef: string;
  },
  deps: Deps,
): Promise<readonly PullRequest[]> {
  const { owner, repo, headRef, headSha, baseSha, baseRef } = request;
  const found = new Map<number, PullRequest>();
  const named = Number(/\/pr-(\d+)-[0-9a-f]+$/.exec(headRef)?.[1]);
  if (Number.isInteger(named)) {
    const pull = await readOrNull({ owner, repo, number: named }, deps);
    if (pull) found.set(pull.number, pull);
  }
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
  const parameters = { owner, repo, basehead: `${baseSha}...${headSha}`, per_page: 100 };
  const { commits } = await ask({ route, parameters, schema: Compared }, deps);
  const merged = commits.flatMap((each) => (each.parents.length > 1 ? (each.parents[1]?.sha ?? []) : []));
  const heads = [...found.values()].map((each) => each.headSha);
  const wanted = (merged.length > 0 ? merged : commits.map((each) => each.sha)).filter((sha) => !heads.includes(sha));
  for (const sha of wanted.slice(0, MOST_COMMITS)) {
    for (const pull of await openPullRequestsWithHead({ owner, repo, sha }, deps)) {
      if (pull.baseRef === baseRef) found.set(pull.number, pull);
    }
  }
  return [...found.values()].toSorted((one, other) => one.number - other.number);
}

async function readOrNull(
  request: RepositoryName & { readonly number: number },
  deps: Deps,
): Promise<PullRequest | null> {
  try {
    return await readPullRequest(request, deps);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
