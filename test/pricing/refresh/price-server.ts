import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpPorts } from '#app/pricing/refresh/get-json.ts';

export interface PriceServer {
  readonly url: string;
  /** Paths and queries that were asked for, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export type Answer = { readonly status?: number; readonly body: string; readonly cutOff?: true };

/** A provider's price list on loopback; `answer` gets path and query and the server's own address. */
export async function startPriceServer(answer: (path: URL) => Answer): Promise<PriceServer> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    requests.push(url.pathname + url.search);
    const { status = 200, body, cutOff } = answer(url);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    if (!cutOff) response.end(body);
    else response.write(body.slice(0, body.length / 2), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}

/** Real HTTP without waiting between attempts. */
export const LOOPBACK: HttpPorts = { fetch, sleep: async () => {} };
