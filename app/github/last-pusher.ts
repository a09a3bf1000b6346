import { z } from 'zod';
import { ask, type Deps, type RepositoryName } from './client.ts';
import { NotFoundError, NotPermittedError } from './github-error.ts';
import type { PullRequest } from './pull-request.ts';

const Activity = z.array(z.object({ after: z.string(), actor: z.object({ login: z.string() }).nullable() }));
const Commit = z.object({
  author: z.object({ login: z.string().optional() }).nullable(),
  committer: z.object({ login: z.string().optional() }).nullable(),
});

/**
 * Who may have pushed the head last: from the repository's activity where it can be read; else the author and the
 * committer of the head commit, which a pusher can forge but a stranger cannot profit from. Throws UpstreamError.
 */
export async function lastPushers(
  request: RepositoryName & { readonly pull: PullRequest },
  deps: Deps,
): Promise<readonly string[]> {
  const { owner, repo, pull } = request;
  // The head of a deleted fork is still among this repository's commits; nobody can push there any more.
  const head = pull.headRepository ?? { owner, repo };
  try {
    const route = 'GET /repos/{owner}/{repo}/activity';
    const parameters = { ...head, ref: `refs/heads/${pull.headRef}`, per_page: 30 };
    const pushes = await ask({ route, parameters, schema: Activity }, deps);
    const push = pushes.find((each) => each.after === pull.headSha);
    if (push?.actor) return [push.actor.login];
  } catch (error) {
    if (!(error instanceof NotFoundError) && !(error instanceof NotPermittedError)) throw error;
  }
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
  const commit = await ask({ route, parameters: { ...head, ref: pull.headSha }, schema: Commit }, deps);
  return [commit.author?.login, commit.committer?.login].filter((login) => login !== undefined);
}
