import { z } from 'zod';
import { ask, askGraphQl, type Deps, type RepositoryName } from './client.ts';
import { NotFoundError } from './github-error.ts';

/** The login that a token writes as: a person's, or an App's with `[bot]`. Throws UpstreamError. */
export async function viewerLogin(deps: Deps): Promise<string> {
  const schema = z.object({ viewer: z.object({ login: z.string() }) });
  return (await askGraphQl({ query: 'query viewer { viewer { login } }', variables: {}, schema }, deps)).viewer.login;
}

/** Whether a branch is protected, by a rule or a ruleset; false when there is no such branch. Throws UpstreamError. */
export async function isBranchProtected(
  request: RepositoryName & { readonly branch: string },
  deps: Deps,
): Promise<boolean> {
  const { owner, repo, branch } = request;
  const route = 'GET /repos/{owner}/{repo}/branches/{branch}';
  const schema = z.object({ protected: z.boolean() });
  try {
    return (await ask({ route, parameters: { owner, repo, branch }, schema }, deps)).protected;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    throw error;
  }
}
