import { z } from 'zod';
import { ask, askPages, type Deps, type RepositoryName } from './client.ts';

export interface ChangedFile {
  readonly path: string;
  readonly status: string;
  readonly previousPath: string | null;
}

export interface Comparison {
  /** Where the two parted: what a change is to be compared with. */
  readonly mergeBase: string;
  /** Null when there are more than a comparison lists (300); then `listChangedFiles` has up to 3,000. */
  readonly files: readonly ChangedFile[] | null;
  readonly aheadBy: number;
}

const File = z.object({ filename: z.string(), status: z.string(), previous_filename: z.string().optional() });
const Compared = z.object({
  merge_base_commit: z.object({ sha: z.string() }),
  ahead_by: z.number(),
  files: z.array(File).optional(),
});
/** https://docs.github.com/en/rest/commits/commits#compare-two-commits (read 2026-11-25) */
const FILES_OF_A_COMPARISON = 300;
const FILES_OF_A_PULL_REQUEST = 3000;

/** The merge base of two commits and the files that changed since. Throws NotFoundError without a common ancestor. */
export async function compareCommits(
  request: RepositoryName & { readonly base: string; readonly head: string },
  deps: Deps,
): Promise<Comparison> {
  const { owner, repo, base, head } = request;
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
  const parameters = { owner, repo, basehead: `${base}...${head}`, per_page: 1 };
  const { merge_base_commit, ahead_by, files = [] } = await ask({ route, parameters, schema: Compared }, deps);
  return {
    mergeBase: merge_base_commit.sha,
    aheadBy: ahead_by,
    files: files.length < FILES_OF_A_COMPARISON ? files.map(changedFile) : null,
  };
}

/** Sha of the merge base of two commits. Throws NotFoundError without a common ancestor. */
export async function mergeBase(
  request: RepositoryName & { readonly base: string; readonly head: string },
  deps: Deps,
): Promise<string> {
  return (await compareCommits(request, deps)).mergeBase;
}

/** The files of a pull request; `isComplete` is false from 3,000 on, where GitHub stops. Throws UpstreamError. */
export async function listChangedFiles(
  request: RepositoryName & { readonly number: number },
  deps: Deps,
): Promise<{ readonly files: readonly ChangedFile[]; readonly isComplete: boolean }> {
  const { owner, repo, number } = request;
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files';
  const parameters = { owner, repo, pull_number: number };
  const { items } = await askPages({ route, parameters, schema: z.array(File), pages: 30 }, deps);
  return { files: items.map(changedFile), isComplete: items.length < FILES_OF_A_PULL_REQUEST };
}

function changedFile(file: z.infer<typeof File>): ChangedFile {
  return { path: file.filename, status: file.status, previousPath: file.previous_filename ?? null };
}
