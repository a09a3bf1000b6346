import { z } from 'zod';
import { askPages, type Deps, type RepositoryName } from './client.ts';

/** A pull request that we opened, as far as its upkeep needs it. */
export interface OwnPullRequest {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'merged' | 'declined';
  readonly branch: string;
  readonly headSha: string;
  readonly title: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

const Pull = z.object({
  number: z.number(),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  title: z.string(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullable(),
  created_at: z.string(),
  merged_at: z.string().nullish(),
  head: z.object({ ref: z.string(), sha: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
});

/** 1,000 pull requests; older ones are asked for by their branch. */
const MOST_PAGES = 10;

/**
 * Pull requests of this repository's branches below `prefix` that `author` opened, the newest first; those of forks and
 * of others never count. With a whole branch as prefix, exactly its own. Throws UpstreamError.
 */
export async function ownPullRequests(
  request: RepositoryName & { readonly prefix: string; readonly author: string; readonly branch?: string },
  deps: Deps,
): Promise<readonly OwnPullRequest[]> {
  const { owner, repo, prefix, author, branch } = request;
  const head = branch === undefined ? {} : { head: `${owner}:${branch}` };
  const parameters = { owner, repo, state: 'all', sort: 'created', direction: 'desc', ...head };
  const route = 'GET /repos/{owner}/{repo}/pulls';
  const { items } = await askPages({ route, parameters, schema: z.array(Pull), pages: MOST_PAGES }, deps);
  const name = `${owner}/${repo}`.toLowerCase();
  return items.flatMap((pull): readonly OwnPullRequest[] => {
    const isOurs =
      pull.head.repo?.full_name.toLowerCase() === name &&
      (branch === undefined ? pull.head.ref.startsWith(prefix) : pull.head.ref === branch) &&
      pull.user?.login.toLowerCase() === author.toLowerCase();
    if (!isOurs) return [];
    const state = pull.state === 'open' ? 'open' : pull.merged_at ? 'merged' : 'declined';
    const { number, title, html_url: url } = pull;
    const createdAt = Date.parse(pull.created_at);
    return [
      { number, url, title, state, body: pull.body ?? '', branch: pull.head.ref, headSha: pull.head.sha, createdAt },
    ];
  });
}
