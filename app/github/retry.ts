import type { GitHubClient } from './client.ts';
import { gitHubErrorOf, RateLimitedError, wholeAnswer, wholeData } from './github-error.ts';

export interface RetryPolicy {
  /** How often one call is made at most. */
  readonly attempts: number;
  /** The longest wait inside a call; a limit that asks for more is thrown, for the caller's queue. */
  readonly longestWaitMs: number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * A client that asks again where that is safe: after a rate limit always, since GitHub did nothing; after a failed
 * server or connection only for reads, since a write may have happened. Throws the last error as an UpstreamError.
 */
export function withRetries(client: GitHubClient, policy: RetryPolicy): GitHubClient {
  return {
    request: (route, parameters) => {
      const repeat = route.startsWith('GET ') ? 'always' : 'after-limits';
      return attempt(
        { what: route, repeat, run: async () => wholeAnswer(await client.request(route, parameters), route) },
        policy,
      );
    },
    graphql: (query, variables) => {
      const repeat = query.trimStart().startsWith('mutation') ? 'after-limits' : 'always';
      return attempt(
        { what: 'GraphQL', repeat, run: async () => wholeData(await client.graphql(query, variables), 'GraphQL') },
        policy,
      );
    },
  };
}

async function attempt<T>(
  call: { readonly what: string; readonly repeat: 'always' | 'after-limits'; readonly run: () => Promise<T> },
  policy: RetryPolicy,
): Promise<T> {
  for (let made = 1; ; made++) {
    try {
      return await call.run();
    } catch (error) {
      const failure = gitHubErrorOf(error, call.what);
      const isLimit = failure instanceof RateLimitedError;
      const wait = isLimit ? failure.retryAfterMs : 250 * 2 ** made;
      const mayRepeat = failure.retryable && (isLimit || call.repeat === 'always');
      if (!mayRepeat || made >= policy.attempts || wait > policy.longestWaitMs) throw failure;
      await policy.wait(wait);
    }
  }
}
