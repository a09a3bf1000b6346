/** How an injected failure looks from outside. */
export type FailureKind =
  | 'secondary-limit'
  | 'primary-limit'
  | 'forbidden'
  | 'not-found'
  | 'bad-gateway'
  | 'unprocessable'
  | 'slow'
  | 'cut-off'
  | 'down';

export interface Failure {
  readonly kind: FailureKind;
  readonly method?: string;
  readonly path?: RegExp;
  /** How many more requests it hits. */
  times: number;
  readonly retryAfterSeconds?: number;
  /** Answers after the work was done: the caller does not learn that it succeeded. */
  readonly afterwards?: true;
}

export interface FailureAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The failure that hits this request, counted down; null when none does. */
export function takeFailure(failures: readonly Failure[], request: { method: string; path: string }): Failure | null {
  const hit = failures.find((each) => {
    const methodFits = !each.method || each.method === request.method;
    return each.times > 0 && methodFits && (!each.path || each.path.test(request.path));
  });
  if (!hit) return null;
  hit.times -= 1;
  return hit;
}

/** What GitHub answers; for `slow`, `cut-off` and `down` the server itself acts. */
export function failureAnswer(failure: Failure, now: Date): FailureAnswer {
  const json = (message: string) => JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest' });
  const reset = String(Math.floor(now.getTime() / 1000) + (failure.retryAfterSeconds ?? 1));
  switch (failure.kind) {
    case 'secondary-limit':
      return {
        status: 403,
        headers: failure.retryAfterSeconds === undefined ? {} : { 'retry-after': String(failure.retryAfterSeconds) },
        body: json('You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'),
      };
    case 'primary-limit':
      return {
        status: 403,
        headers: { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
        body: json('API rate limit exceeded for installation ID 1.'),
      };
    case 'forbidden':
      return { status: 403, headers: {}, body: json('Resource not accessible by integration') };
    case 'not-found':
      return { status: 404, headers: {}, body: json('Not Found') };
    case 'unprocessable':
      return { status: 422, headers: {}, body: json('Validation Failed') };
    default:
      return {
        status: 502,
        headers: { 'content-type': 'text/html' },
        body: '<html><title>502 Bad Gateway</title></html>',
      };
  }
}
