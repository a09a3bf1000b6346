import { ConfigError } from '#app/errors.ts';
import type { GitHubClient, RepositoryName } from './client.ts';
import { createFetchClient, type Fetch } from './fetch-client.ts';
import { withRetries } from './retry.ts';

/** A repository on GitHub, and a client that may speak with it. */
export interface GitHubAccess extends RepositoryName {
  readonly client: GitHubClient;
}

/**
 * The repository that `GITHUB_REPOSITORY` names, else the one of the remote `origin`, with `GITHUB_TOKEN` at
 * `GITHUB_API_URL`. @throws ConfigError without a token, or where nobody says which repository it is.
 */
export function openAccess(from: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly origin: string | null;
  readonly fetch: Fetch;
}): GitHubAccess {
  const { env, origin, fetch } = from;
  const token = env['GITHUB_TOKEN'];
  if (!token) throw new ConfigError('GITHUB_TOKEN is not set', { remedy: 'set it to a token for this repository' });
  const named = env['GITHUB_REPOSITORY'] ?? origin ?? '';
  const [, owner, repo] = /(?:^|[/:])([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(named) ?? [];
  if (!owner || !repo) {
    const remedy = 'set GITHUB_REPOSITORY to OWNER/NAME';
    throw new ConfigError('it is not known which repository on GitHub this is', { remedy });
  }
  const plain = createFetchClient({ token, apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com', fetch });
  const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
  return { owner, repo, client: withRetries(plain, { attempts: 4, longestWaitMs: 60_000, wait }) };
}
