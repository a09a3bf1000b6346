import { relative, sep } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { viewerLogin } from '#app/github/account.ts';
import type { GitHubClient, RepositoryName } from '#app/github/client.ts';
import { createFetchClient } from '#app/github/fetch-client.ts';
import { withRetries } from '#app/github/retry.ts';
import { originUrl, repositoryOf } from '#app/source/git-tree.ts';
import type { World } from './command.ts';

/** A repository on GitHub, and a client that may speak with it. */
export interface GitHubAccess extends RepositoryName {
  readonly client: GitHubClient;
}

/**
 * The repository of a directory on GitHub (`GITHUB_REPOSITORY`, else the remote `origin`) with `GITHUB_TOKEN`.
 * @throws ConfigError without a token, or where the repository is not on GitHub.
 */
export function gitHubAccess(root: string, world: Pick<World, 'env'>): GitHubAccess {
  const token = world.env['GITHUB_TOKEN'];
  if (!token) throw new ConfigError('GITHUB_TOKEN is not set', { remedy: 'set it to a token for this repository' });
  const named = world.env['GITHUB_REPOSITORY'] ?? originUrl(root) ?? '';
  const [, owner, repo] = /(?:^|[/:])([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(named) ?? [];
  if (!owner || !repo) {
    const remedy = 'set GITHUB_REPOSITORY to OWNER/NAME';
    throw new ConfigError('it is not known which repository on GitHub this is', { remedy });
  }
  const apiUrl = world.env['GITHUB_API_URL'] ?? 'https://api.github.com';
  const plain = createFetchClient({ token, apiUrl, fetch });
  const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
  return { owner, repo, client: withRetries(plain, { attempts: 4, longestWaitMs: 60_000, wait }) };
}

/** Login that the token writes as. Throws UpstreamError. */
export function loginOf(access: GitHubAccess): Promise<string> {
  return viewerLogin(access);
}

/** Path of a directory in its git repository, with `/`; empty for the root, and outside of git. */
export function folderInRepository(root: string): string {
  const top = repositoryOf(root);
  return top === null ? '' : relative(top, root).split(sep).join('/');
}
