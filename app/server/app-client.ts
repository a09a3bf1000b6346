import { Probot, ProbotOctokit } from 'probot';
import type { GitHubClient } from '#app/github/client.ts';
import { type RetryPolicy, withRetries } from '#app/github/retry.ts';

export interface AppCredentials {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Such as `https://github.example.com/api/v3`; left out for github.com. */
  readonly baseUrl?: string | undefined;
}

/** The App towards GitHub: whose webhooks are genuine, and clients that speak for it. */
export interface AppClient {
  /** Whether the signature is that of the body and our secret. */
  isGenuine(body: string, signature: string): Promise<boolean>;
  /** A client for an installation; its tokens are renewed as needed. */
  ofInstallation(installation: number): Promise<GitHubClient>;
  /** A client for the App itself. */
  ofApp(): Promise<GitHubClient>;
  /** Login of the App's bot, `slug[bot]`; asked for once. */
  botLogin(): Promise<string>;
  readonly appId: number;
}

/** Opens the App. Nothing is asked of GitHub before the first use. */
export function createAppClient(credentials: AppCredentials, policy: RetryPolicy): AppClient {
  const { appId, privateKey, webhookSecret, baseUrl } = credentials;
  // The plugins wait inside a call for as long as GitHub says, up to an hour, and space writes seconds apart; the
  // queue does that here, where it survives a restart. A function, because Probot sets `throttle` on each instance.
  const Octokit = ProbotOctokit.defaults((options: Record<string, unknown>) => {
    return { ...options, throttle: { enabled: false }, retry: { enabled: false } };
  });
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecret,
    logLevel: 'fatal',
    Octokit: Octokit as unknown as typeof ProbotOctokit,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
  const clients = new Map<number, Promise<GitHubClient>>();
  let login: Promise<string> | undefined;

  async function open(installation?: number): Promise<GitHubClient> {
    const octokit = await probot.auth(installation);
    return withRetries(octokit as unknown as GitHubClient, policy);
  }

  async function readLogin(): Promise<string> {
    const { data } = await (await open()).request('GET /app');
    return `${(data as { slug: string }).slug}[bot]`;
  }

  return {
    appId,
    async isGenuine(body, signature) {
      await probot.ready();
      return probot.webhooks.verify(body, signature);
    },
    ofInstallation(installation) {
      const known = clients.get(installation);
      if (known) return known;
      const opened = open(installation);
      clients.set(installation, opened);
      // A client that could not be opened is opened again by the next job.
      opened.catch(() => clients.delete(installation));
      return opened;
    },
    ofApp: () => open(),
    async botLogin() {
      login ??= readLogin();
      try {
        return await login;
      } catch (error) {
        login = undefined;
        throw error;
      }
    },
  };
}
