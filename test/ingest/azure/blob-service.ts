import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A blob service on this machine: lists and reads the blobs of one container, two to a page. */
export interface BlobService {
  readonly container: string;
  readonly connection: string;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

/**
 * Answers List Blobs and Get Blob as https://learn.microsoft.com/rest/api/storageservices/list-blobs and …/get-blob have
 * it (read 2026-11-26). It checks no signature, only that there is one. `fault` is what it answers instead.
 */
export async function serveBlobs(
  blobs: Readonly<Record<string, string>>,
  fault: { readonly status: number; readonly code: string } | null = null,
): Promise<BlobService> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    asked.push(`${request.method} ${url.pathname}${url.searchParams.get('marker') ? '?marker' : ''}`);
    if (fault !== null || !request.headers.authorization?.startsWith('SharedKey account:')) {
      const { status, code } = fault ?? { status: 403, code: 'AuthenticationFailed' };
      response.writeHead(status, { 'x-ms-error-code': code, 'content-type': 'application/xml' });
      response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>refused</Message></Error>`);
    } else if (url.searchParams.get('comp') === 'list') list(url, { response, blobs });
    else read(request, { response, text: blobs[decodeURIComponent(url.pathname).replace('/account/bills/', '')] });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}/account`;
  return {
    container: `${endpoint}/bills`,
    connection: `AccountName=account;AccountKey=${Buffer.from('key').toString('base64')};BlobEndpoint=${endpoint};DefaultEndpointsProtocol=http`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function list(
  url: URL,
  { response, blobs }: { response: ServerResponse; blobs: Readonly<Record<string, string>> },
): void {
  const prefix = url.searchParams.get('prefix') ?? '';
  const names = Object.keys(blobs)
    .filter((name) => name.startsWith(prefix))
    .sort();
  const from = Number(url.searchParams.get('marker') ?? 0);
  const next = from + 2 < names.length ? String(from + 2) : '';
  const items = names.slice(from, from + 2).map((name) => {
    const size = Buffer.byteLength(blobs[name]!);
    const properties = `<Content-Length>${size}</Content-Length><Etag>0x${size}</Etag><BlobType>BlockBlob</BlobType>`;
    return `<Blob><Name>${name}</Name><Properties>${properties}</Properties></Blob>`;
  });
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="x" ContainerName="bills"><Blobs>${items.join('')}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`,
  );
}

function read(
  request: IncomingMessage,
  { response, text }: { response: ServerResponse; text: string | undefined },
): void {
  if (text === undefined) {
    response.writeHead(404, { 'x-ms-error-code': 'BlobNotFound' });
    response.end();
    return;
  }
  const bytes = Buffer.from(text);
  const range = /bytes=(\d+)-(\d*)/.exec(String(request.headers['x-ms-range'] ?? request.headers['range'] ?? ''));
  const start = Number(range?.[1] ?? 0);
  const end = range?.[2] ? Math.min(Number(range[2]) + 1, bytes.length) : bytes.length;
  response.writeHead(range ? 206 : 200, {
    'content-length': String(end - start),
    'content-range': `bytes ${start}-${end - 1}/${bytes.length}`,
    etag: '"0x1"',
    'last-modified': 'Mon, 05 Oct 2026 00:00:00 GMT',
    'x-ms-blob-type': 'BlockBlob',
  });
  response.end(request.method === 'HEAD' ? undefined : bytes.subarray(start, end));
}
