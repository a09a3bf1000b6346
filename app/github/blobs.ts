import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ask, askGraphQl, type Deps, type RepositoryName } from './client.ts';

export interface BlobReference {
  readonly sha: string;
  readonly sizeBytes: number;
}

const Blob = z.object({ text: z.string().nullable() }).nullable();
const Answer = z.object({ repository: z.record(z.string(), Blob) });
const RestBlob = z.object({ content: z.string(), encoding: z.string() });

/** One query asks for at most so much; GitHub ends queries that take long. */
const BLOBS_A_QUERY = 100;
const BYTES_A_QUERY = 1_000_000;

/**
 * Contents by sha, many files a request. Each is checked against its sha, so that what GitHub's GraphQL API leaves out
 * or changes (binary, cut short, other encodings) is asked for one by one. Throws UpstreamError.
 */
export async function readBlobs(
  request: RepositoryName & { readonly blobs: readonly BlobReference[] },
  deps: Deps,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const batch of batchesOf(request.blobs)) {
    const texts = await readTexts({ ...request, blobs: batch }, deps);
    for (const { sha } of batch) {
      const text = texts.get(sha);
      const bytes = typeof text === 'string' ? Buffer.from(text) : null;
      contents.set(sha, bytes && blobSha(bytes) === sha ? bytes : await readBlob({ ...request, sha }, deps));
    }
  }
  return contents;
}

function batchesOf(blobs: readonly BlobReference[]): readonly (readonly BlobReference[])[] {
  const batches: BlobReference[][] = [];
  let bytes = 0;
  for (const blob of new Map(blobs.map((each) => [each.sha, each])).values()) {
    const current = batches.at(-1);
    if (current && current.length < BLOBS_A_QUERY && bytes + blob.sizeBytes <= BYTES_A_QUERY) {
      current.push(blob);
      bytes += blob.sizeBytes;
    } else {
      batches.push([blob]);
      bytes = blob.sizeBytes;
    }
  }
  return batches;
}

async function readTexts(
  request: RepositoryName & { readonly blobs: readonly BlobReference[] },
  deps: Deps,
): Promise<ReadonlyMap<string, string | null>> {
  const { owner, repo, blobs } = request;
  // The shas are git's own, but they come from outside: they go in as variables.
  const names = blobs.map((_, index) => `$s${index}: GitObjectID!`).join(', ');
  const fields = blobs.map((_, index) => `b${index}: object(oid: $s${index}) { ... on Blob { text } }`).join('\n');
  const query = `query readBlobs($owner: String!, $name: String!, ${names}) {
    repository(owner: $owner, name: $name) { ${fields} }
  }`;
  const shas = Object.fromEntries(blobs.map((each, index) => [`s${index}`, each.sha]));
  const { repository } = await askGraphQl({ query, variables: { owner, name: repo, ...shas }, schema: Answer }, deps);
  return new Map(blobs.map((each, index) => [each.sha, repository[`b${index}`]?.text ?? null]));
}

async function readBlob(request: RepositoryName & { readonly sha: string }, deps: Deps): Promise<Uint8Array> {
  const { owner, repo, sha } = request;
  const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
  const { content } = await ask({ route, parameters: { owner, repo, file_sha: sha }, schema: RestBlob }, deps);
  return Buffer.from(content, 'base64');
}

/** Git's name of a content: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects (read 2026-11-25). */
function blobSha(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
