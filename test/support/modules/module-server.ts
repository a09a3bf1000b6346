import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { SecureLimits } from '#app/source/secure-get.ts';

const HOST = 'modules.test';

/** A web server at modules.test with a certificate of its own: fixed answers by path, git's own server below /git/. */
export interface ModuleServer {
  readonly host: string;
  readonly url: string;
  readonly answers: Map<string, { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }>;
  readonly asked: string[];
  /** What lets a client reach the server, and nothing else. */
  readonly limits: SecureLimits;
  readonly close: () => Promise<void>;
}

/** Starts the server; `folder` takes its certificate and holds the git repositories that it gives out. */
export async function startModuleServer(folder: string): Promise<ModuleServer> {
  const altNames = [HOST, 'other.test'].map((value) => ({ type: 2, value }) as const);
  const { private: key, cert } = await generate([{ name: 'commonName', value: HOST }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, cert);
  const answers: ModuleServer['answers'] = new Map();
  const asked: string[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = answers.get(path);
    if (answer) response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
    else if (path.startsWith('/git/')) serveGit({ request, response, folder });
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const lookup: LookupFunction = (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
  return {
    host: `${HOST}:${port}`,
    url: `https://${HOST}:${port}`,
    answers,
    asked,
    limits: {
      hosts: [`${HOST}:${port}`],
      maxBytes: 4_000_000,
      timeoutMs: 20_000,
      isAllowedAddress: (address) => address === '127.0.0.1',
      lookup,
      caFile,
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** CGI, as https://git-scm.com/docs/git-http-backend has it. */
function serveGit(at: { request: IncomingMessage; response: ServerResponse; folder: string }): void {
  const { request, response, folder } = at;
  const url = new URL(request.url ?? '', `https://${HOST}`);
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  });
  request.pipe(child.stdin);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.on('close', () => {
    const output = Buffer.concat(parts);
    const end = output.indexOf('\r\n\r\n');
    const headers = output
      .toString('latin1', 0, end)
      .split('\r\n')
      .map((line) => line.split(/: */, 2) as [string, string]);
    const status = Number.parseInt(headers.find(([name]) => name === 'Status')?.[1] ?? '200', 10);
    response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')));
    response.end(output.subarray(end + 4));
  });
}
