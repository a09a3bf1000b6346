import { z } from 'zod';
import { ask, type Deps } from '#app/github/client.ts';
import type { PullRequest } from '#app/github/pull-request.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { headCommit } from '#app/source/git-tree.ts';
import type { Tree } from '#app/source/tree.ts';
import type { ActionEvent } from './event.ts';

const MAX_FILE_BYTES = 256_000_000;
const Commit = z.object({ parents: z.array(z.object({ sha: z.string() })) });

/** The planned side that lies in the workspace, and what it is to be compared with. */
export interface Checkout {
  readonly planned: Tree | null;
  readonly priorSha: string | null;
}

/**
 * What was checked out: the head (compared with the merge base), the merge of head and base (compared with its first
 * parent), or something else, which is not used. Throws UpstreamError.
 */
export async function checkoutOf(
  { pull, event }: { readonly pull: PullRequest; readonly event: ActionEvent },
  deps: Deps,
): Promise<Checkout> {
  const head = headCommit(event.workspace);
  if (head === pull.headSha) return { planned: directoryTree(event.workspace, MAX_FILE_BYTES), priorSha: null };
  if (head === null || head !== event.sha) return { planned: null, priorSha: null };
  const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
  const parameters = { owner: event.owner, repo: event.repo, commit_sha: head };
  const { parents } = await ask({ route, parameters, schema: Commit }, deps);
  const [base, merged] = parents;
  // A merge of an older head says nothing of the newest one.
  if (!base || merged?.sha !== pull.headSha) return { planned: null, priorSha: null };
  return { planned: directoryTree(event.workspace, MAX_FILE_BYTES), priorSha: base.sha };
}
