import { z } from 'zod';
import { ask, askGraphQl, type Deps, type RepositoryName } from './client.ts';
import { NotFoundError } from './github-error.ts';

/** Files of one commit, by path, as whole texts. */
export interface CommitRequest extends RepositoryName {
  readonly branch: string;
  /** The commit that the branch must stand on; GitHub refuses another one. */
  readonly onto: string;
  readonly files: ReadonlyMap<string, string>;
  readonly headline: string;
  readonly body: string;
}

const MUTATION = `mutation commitFiles($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;
const Committed = z.object({ createCommitOnBranch: z.object({ commit: z.object({ oid: z.string() }) }) });

/**
 * Commits files onto a branch through GraphQL, where GitHub itself signs the commit of a token; its sha.
 * https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch (read 2026-11-26). Throws UpstreamError.
 */
export async function commitFiles(request: CommitRequest, deps: Deps): Promise<string> {
  const { owner, repo, branch, onto, files, headline, body } = request;
  const additions = [...files].map(([path, text]) => ({ path, contents: Buffer.from(text).toString('base64') }));
  const input = {
    branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: branch },
    message: { headline, body },
    expectedHeadOid: onto,
    fileChanges: { additions },
  };
  const answer = await askGraphQl({ query: MUTATION, variables: { input }, schema: Committed }, deps);
  return answer.createCommitOnBranch.commit.oid;
}

/** Makes a reference at a commit; false when there is one of that name already, wherever it points. Throws UpstreamError. */
export async function createReference(
  request: RepositoryName & { readonly ref: string; readonly sha: string },
  deps: Deps,
): Promise<boolean> {
  const { owner, repo, ref, sha } = request;
  const route = 'POST /repos/{owner}/{repo}/git/refs';
  try {
    await ask({ route, parameters: { owner, repo, ref, sha }, schema: z.unknown() }, deps);
    return true;
  } catch (error) {
    if ((error as { readonly status?: number }).status === 422 && /already exists/i.test(String(error))) return false;
    throw error;
  }
}

const Content = z.object({ type: z.literal('file'), encoding: z.string(), content: z.string(), sha: z.string() });

/** The text of a file at a commit; null where there is none, or something else than a file. Throws UpstreamError. */
export async function readFileAt(
  request: RepositoryName & { readonly path: string; readonly sha: string },
  deps: Deps,
): Promise<string | null> {
  const { owner, repo, path, sha } = request;
  // A path is one segment of the template for a client; its slashes have to stay.
  const route = `GET /repos/{owner}/{repo}/contents/${path.split('/').map(encodeURIComponent).join('/')}`;
  try {
    const found = await ask({ route, parameters: { owner, repo, ref: sha }, schema: z.unknown() }, deps);
    const file = Content.safeParse(found);
    if (!file.success || file.data.encoding !== 'base64') return null;
    return Buffer.from(file.data.content, 'base64').toString('utf8');
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
