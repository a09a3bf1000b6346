import { Octokit } from '@octokit/rest';
import type { GitHubClient } from '#app/github/client.ts';
import { withRetries } from '#app/github/retry.ts';
import type { GitHubDouble } from './github-double.ts';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** An Octokit on the double that asks once, and waits for nothing. */
export function clientOf(github: GitHubDouble, token: string): GitHubClient {
  return new Octokit({ auth: token, baseUrl: `${github.url}/api/v3`, log: SILENT }) as GitHubClient;
}

/** The same with our retries; what it would have waited is written down. */
export function patientClientOf(
  github: GitHubDouble,
  request: { readonly token: string; readonly waits: number[]; readonly longestWaitMs?: number },
): GitHubClient {
  const wait = async (milliseconds: number): Promise<void> => void request.waits.push(milliseconds);
  const policy = { attempts: 4, longestWaitMs: request.longestWaitMs ?? 120_000, wait };
  return withRetries(clientOf(github, request.token), policy);
}
