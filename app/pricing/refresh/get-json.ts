import { UpstreamError } from '#app/errors.ts';

export interface HttpPorts {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface GetRequest {
  readonly url: string;
  /** What messages call it; a URL may hold an API key and is never printed. */
  readonly name: string;
  readonly timeoutMs: number;
}

const ATTEMPTS = 5;
const MAX_PAGE_BYTES = 64 * 1024 * 1024;

/**
 * The response to a GET request, tried again after 429 and 5xx with growing pauses (or the `Retry-After` it states).
 * @throws UpstreamError when the last attempt fails too.
 */
export async function getResponse(request: GetRequest, ports: HttpPorts): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await ports
      .fetch(request.url, { redirect: 'error', signal: AbortSignal.timeout(request.timeoutMs) })
      .catch((cause: unknown) => ({ cause }));
    if (outcome instanceof Response) {
      if (outcome.ok) return outcome;
      await outcome.body?.cancel();
      const retryable = outcome.status === 429 || outcome.status >= 500;
      if (!retryable || attempt >= ATTEMPTS) {
        throw new UpstreamError(`${request.name} answered ${outcome.status}`, { status: outcome.status, retryable });
      }
      await ports.sleep(pauseMs(attempt, outcome.headers.get('retry-after')));
    } else {
      if (attempt >= ATTEMPTS) {
        throw new UpstreamError(`${request.name} cannot be reached`, { retryable: true, cause: outcome.cause });
      }
      await ports.sleep(pauseMs(attempt, null));
    }
  }
}

/**
 * The JSON value that a GET request gives; one page, at most 64 MiB.
 * @throws UpstreamError when it fails, is too large, or is not JSON (a body that was cut off).
 */
export async function getJson(request: GetRequest, ports: HttpPorts): Promise<unknown> {
  const response = await getResponse(request, ports);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > MAX_PAGE_BYTES) throw new RangeError('more than 64 MiB');
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new UpstreamError(`${request.name} sent a page that cannot be read`, { retryable: true, cause });
  }
}

function pauseMs(attempt: number, retryAfter: string | null): number {
  const stated = retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : null;
  return Math.min(stated ?? 500 * 2 ** attempt, 60_000);
}
