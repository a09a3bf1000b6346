import type { ContainerClient } from '@azure/storage-blob';
import { ConfigError, UpstreamError } from '#app/errors.ts';
import type { FileStore } from './file-store.ts';

/** Where a container is, and what of the environment says how to get in. */
export interface AzureContainer {
  /** `https://account.blob.core.windows.net/exports`, or the address of an emulator. */
  readonly url: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The blobs of a container. `AZURE_STORAGE_CONNECTION_STRING` or `AZURE_STORAGE_SAS_TOKEN` where they are set, as the `az`
 * command line has them, else the default chain of `@azure/identity`. The SDKs are loaded with the first request.
 */
export function azureBlobStore({ url, env }: AzureContainer): FileStore {
  let opened: Promise<ContainerClient> | null = null;
  const container = (): Promise<ContainerClient> => {
    opened ??= openContainer({ url, env });
    return opened;
  };
  return {
    where: url,
    async list(prefix) {
      const client = await container();
      return said(`listing ${url}`, async () => {
        const files = [];
        for await (const { name, properties } of client.listBlobsFlat(prefix === '' ? {} : { prefix })) {
          files.push({ name, bytes: properties.contentLength ?? 0, tag: properties.etag });
        }
        return files.sort((a, b) => (a.name < b.name ? -1 : 1));
      });
    },
    async stream(name) {
      const client = await container();
      const { readableStreamBody } = await said(`reading ${name}`, () => client.getBlobClient(name).download());
      if (!readableStreamBody) throw new UpstreamError(`reading ${name}: the answer has no content`);
      return chunksOf(readableStreamBody as AsyncIterable<Uint8Array>, name);
    },
    async slice(name, { start, end }) {
      const client = await container();
      return said(`reading ${name}`, () => client.getBlobClient(name).downloadToBuffer(start, end - start));
    },
    close: async () => {},
  };
}

async function openContainer({ url, env }: AzureContainer): Promise<ContainerClient> {
  const { BlobServiceClient, ContainerClient: Container } = await import('@azure/storage-blob');
  const name = new URL(url).pathname.split('/').filter(Boolean).at(-1);
  if (name === undefined) {
    throw new ConfigError(`no container in ${url}`, {
      remedy: 'write https://ACCOUNT.blob.core.windows.net/CONTAINER',
    });
  }
  const connection = env['AZURE_STORAGE_CONNECTION_STRING'];
  if (connection) return BlobServiceClient.fromConnectionString(connection).getContainerClient(name);
  const token = env['AZURE_STORAGE_SAS_TOKEN'];
  if (token) return new Container(`${url}?${token.replace(/^\?/, '')}`);
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new Container(url, new DefaultAzureCredential());
}

async function* chunksOf(body: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw new UpstreamError(`reading ${name}: the connection broke off`, { cause, retryable: true });
  }
}

async function said<Result>(what: string, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    const {
      statusCode: status,
      code,
      message,
    } = cause as {
      readonly statusCode?: number;
      readonly code?: string;
      readonly message?: string;
    };
    const remedy =
      status === 403 || status === 401
        ? 'give the identity the role Storage Blob Data Reader on the container'
        : status === 404
          ? 'check the container in finops.yml'
          : undefined;
    const reason = code ?? message?.split('\n')[0] ?? String(cause);
    throw new UpstreamError(`${what}: ${reason}`, { status, cause, remedy, retryable: (status ?? 500) >= 500 });
  }
}
