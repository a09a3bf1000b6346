import { z } from 'zod';
import { ask, type Deps, type RepositoryName } from './client.ts';
import { NotFoundError, NotPermittedError } from './github-error.ts';

/** Puts a reaction under a comment, the receipt of a command; a comment that is gone, or no right, is no error. */
export async function ensureReaction(
  request: RepositoryName & {
    readonly commentId: number;
    readonly content: '+1' | '-1' | 'eyes' | 'confused' | 'rocket';
  },
  deps: Deps,
): Promise<void> {
  const { owner, repo, commentId, content } = request;
  const route = 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions';
  try {
    await ask({ route, parameters: { owner, repo, comment_id: commentId, content }, schema: z.unknown() }, deps);
  } catch (error) {
    if (!(error instanceof NotFoundError) && !(error instanceof NotPermittedError)) throw error;
  }
}
