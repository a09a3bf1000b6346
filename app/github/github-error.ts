import { UpstreamError } from '#app/errors.ts';

/** GitHub asks to wait: a primary or a secondary rate limit. Always retryable, not before `retryAfterMs`. */
export class RateLimitedError extends UpstreamError {
  readonly retryAfterMs: number;

  constructor(
    message: string,
    details: { readonly status: number; readonly retryAfterMs: number; readonly cause: unknown },
  ) {
    super(message, { ...details, retryable: true, remedy: 'wait, GitHub limits how often it may be asked' });
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** The token may not do this: a fork's read-only token, a missing permission, a suspended installation. */
export class NotPermittedError extends UpstreamError {}

/** There is no such thing, or the token may not see it. */
export class NotFoundError extends UpstreamError {}

interface RequestFailure {
  readonly status?: unknown;
  readonly message?: unknown;
  readonly response?: { readonly headers?: Readonly<Record<string, string | undefined>> };
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Of a GraphQL answer. */
  readonly errors?: readonly { readonly type?: unknown }[];
}

/** Without a `retry-after`, GitHub asks for at least a minute after a secondary limit. */
const SECONDARY_LIMIT_MS = 60_000;

/**
 * Any error of an Octokit as one of ours. Which are limits:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api (read 2026-11-25).
 */
export function gitHubErrorOf(error: unknown, what: string): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const failure = (error ?? {}) as RequestFailure;
  const text = String(failure.message ?? error);
  const headers = failure.response?.headers ?? failure.headers ?? {};
  const status = typeof failure.status === 'number' ? failure.status : undefined;
  const message = `GitHub did not answer ${what}: ${status ?? ''} ${text}`.replace(/ +/g, ' ').slice(0, 500);
  const retryAfterMs = limitOf({ status, text, headers });
  if (retryAfterMs !== null)
    return new RateLimitedError(message, { status: status ?? 403, retryAfterMs, cause: error });
  const details = { status, cause: error };
  if (status === 401 || status === 403 || text.includes('Resource not accessible by integration')) {
    return new NotPermittedError(message, { ...details, remedy: 'give the token the permission that this needs' });
  }
  if (status === 404 || status === 410) return new NotFoundError(message, details);
  if (Array.isArray(failure.errors) && status === undefined)
    return graphQlError(failure.errors, { message, cause: error });
  const retryable = status === undefined || status >= 500 || status === 408 || status === 409;
  return new UpstreamError(message, { ...details, retryable });
}

/**
 * The answer, unless the connection ended inside it: Octokit then hands over the text so far, or nothing, as if that
 * were the data (@octokit/request 10, getResponseData). Throws a retryable UpstreamError.
 */
export function wholeAnswer<T extends { readonly data: unknown; readonly headers: Readonly<Record<string, unknown>> }>(
  answer: T,
  what: string,
): T {
  const isJson = String(answer.headers['content-type'] ?? '').includes('json');
  if (!isJson || typeof answer.data !== 'string') return answer;
  throw new UpstreamError(`GitHub's answer to ${what} was cut off`, { retryable: true });
}

/** The same for GraphQL, where a cut answer has no data. Throws a retryable UpstreamError. */
export function wholeData(data: unknown, what: string): unknown {
  if (data !== undefined && data !== null) return data;
  throw new UpstreamError(`GitHub's answer to ${what} was cut off`, { retryable: true });
}

/** https://docs.github.com/en/graphql/guides/forming-calls-with-graphql gives no list of types; these are seen. */
function graphQlError(
  errors: readonly { readonly type?: unknown }[],
  { message, cause }: { readonly message: string; readonly cause: unknown },
): UpstreamError {
  const types = errors.map((each) => each.type);
  if (types.includes('RATE_LIMITED')) {
    return new RateLimitedError(message, { status: 200, retryAfterMs: SECONDARY_LIMIT_MS, cause });
  }
  if (types.includes('FORBIDDEN') || types.includes('INSUFFICIENT_SCOPES'))
    return new NotPermittedError(message, { cause });
  if (types.includes('NOT_FOUND')) return new NotFoundError(message, { cause });
  // GitHub's own time-outs come without a type.
  return new UpstreamError(message, { cause, retryable: types.every((type) => type === undefined) });
}

function limitOf(failure: {
  readonly status: number | undefined;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}): number | null {
  const { status, text, headers } = failure;
  const isLimit = /rate limit|abuse detection/i.test(text) || headers['retry-after'] !== undefined;
  if (status === 429 || ((status === 403 || status === 200 || status === undefined) && isLimit)) {
    const seconds = Number(headers['retry-after']);
    if (Number.isFinite(seconds) && headers['retry-after'] !== undefined) return seconds * 1000;
    // Both are GitHub's own clock, so a wrong clock of ours does not matter.
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    const now = Date.parse(headers['date'] ?? '');
    if (headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset) && Number.isFinite(now)) {
      return Math.max(1000, reset - now);
    }
    return SECONDARY_LIMIT_MS;
  }
  return null;
}
