import { Octokit } from '@octokit/rest';
import type { GitHubClient } from '#app/github/client.ts';

/**
 * A client that speaks with the token. `apiUrl` is the server's own address (`GITHUB_API_URL`), so that GitHub
 * Enterprise Server is asked where the workflow runs on one.
 */
export function openClient(token: string, apiUrl: string): GitHubClient {
  return new Octokit({ auth: token, baseUrl: apiUrl, userAgent: 'cloud-finops-toolkit' }) as unknown as GitHubClient;
}
