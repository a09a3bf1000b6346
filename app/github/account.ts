import { z } from 'zod';
import { ask, askGraphQl, type Deps, type RepositoryName } from './client.ts';
import { NotFoundError } from './github-error.ts';

/** The login that a token writes as: a person's, or an App's with `[bot]`. Throws UpstreamError. */
export async function viewerLogin(deps: Deps): Promise<string> {
  const schema = z.object({ viewer: z.object({ login: z.string() }) });
  return (await askGraphQl({ query: 'query viewer { viewer { login } }', variables: {}, schema }, deps)).viewer.login;
}

export interface Branch {
  /** The commit it points at now. */
  readonly sha: string;
  /** By a rule or a ruleset. */
  readonly isProtected: boolean;
}

/**
 * A branch as it is now; null when there is none. Whoever reads by a branch's name reads a tag of the same name, which
 * anybody who can write may make: so everything that decides is read by this sha. Throws UpstreamError.
 */
export async function readBranch(
  request: RepositoryName & { readonly branch: string },
  deps: Deps,
): Promise<Branch | null> {
  const { owner, repo, branch } = request;
  const route = 'GET /repos/{owner}/{repo}/branches/{branch}';
  const schema = z.object({ protected: z.boolean(), commit: z.object({ sha: z.string() }) });
  try {
    const found = await ask({ route, parameters: { owner, repo, branch }, schema }, deps);
    return { sha: found.commit.sha, isProtected: found.protected };
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
