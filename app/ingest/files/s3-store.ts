import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { UpstreamError } from '#app/errors.ts';
import type { FileStore, StoredFile } from './file-store.ts';

/** Where a bucket is. Credentials and endpoints come from the environment, as AWS's SDK looks for them. */
export interface S3Place {
  readonly bucket: string;
  readonly region?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The objects of a bucket; their tags are ETags. */
export function s3Store({ bucket, region, env }: S3Place): FileStore {
  const endpoint = env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'];
  let opened: Promise<S3> | null = null;
  const open = (): Promise<S3> => {
    opened ??= loadClient({
      ...(region === undefined ? {} : { region }),
      // Stores that stand in for S3 know buckets by path only.
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    });
    return opened;
  };
  const where = `s3://${bucket}`;
  return {
    where,
    list: (prefix) => attempt(where, async () => listObjects(await open(), { bucket, prefix })),
    stream: (name) =>
      attempt(`${where}/${name}`, async () => {
        const { client, sdk } = await open();
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: name }));
        if (Body === undefined) throw new Error('an answer without content');
        return guarded(Body as unknown as AsyncIterable<Uint8Array>, `${where}/${name}`);
      }),
    slice: (name, { start, end }) =>
      attempt(`${where}/${name}`, async () => {
        const { client, sdk } = await open();
        const range = `bytes=${start}-${end - 1}`;
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: name, Range: range }));
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      }),
    async close() {
      (await opened)?.client.destroy();
    },
  };
}

interface S3 {
  readonly sdk: typeof import('@aws-sdk/client-s3');
  readonly client: S3Client;
}

/** Loaded when a bucket is read, so that no other source pays for it. */
async function loadClient(options: S3ClientConfig): Promise<S3> {
  const sdk = await import('@aws-sdk/client-s3');
  return { sdk, client: new sdk.S3Client(options) };
}

async function listObjects(
  { client, sdk }: S3,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
    for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
      if (Key === undefined || Size === undefined) continue;
      files.push({ name: Key, bytes: Size, tag: ETag ?? String(Size), modifiedMs: LastModified?.getTime() });
    }
  }
  return files;
}

async function* guarded(body: AsyncIterable<Uint8Array>, where: string): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw upstream(cause, where);
  }
}

async function attempt<Result>(where: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    throw upstream(cause, where);
  }
}

function upstream(cause: unknown, where: string): UpstreamError {
  const {
    name = 'Error',
    message = '',
    $metadata,
  } = cause as {
    readonly name?: string;
    readonly message?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  const remedies: Readonly<Record<string, string>> = {
    CredentialsProviderError: 'give credentials as AWS SDKs look for them: AWS_PROFILE, AWS_ACCESS_KEY_ID, a role',
    NoSuchBucket: 'check the bucket of the source',
    AccessDenied: 'allow s3:ListBucket and s3:GetObject on it',
  };
  return new UpstreamError(`S3 says ${name}: ${message}`, {
    place: { file: where },
    remedy: remedies[name],
    cause,
    status,
    retryable: status === undefined || status >= 500,
  });
}
