import type { IncomingMessage, ServerResponse } from 'node:http';

/** Writes JSON, or text where `body` is text. */
export function answer(
  response: ServerResponse,
  {
    status,
    body,
    type = 'application/json',
  }: { readonly status: number; readonly body: unknown; readonly type?: string },
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

/** Writes a problem document (RFC 9457). */
export function answerProblem(
  response: ServerResponse,
  { status, title, detail }: { readonly status: number; readonly title: string; readonly detail?: string },
): void {
  const body = { type: 'about:blank', title, status, ...(detail === undefined ? {} : { detail }) };
  answer(response, { status, body, type: 'application/problem+json' });
}

/** The body as text; null when it is longer than the limit, which is not read to its end. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > limitBytes) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
