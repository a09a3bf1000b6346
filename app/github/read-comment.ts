import { z } from 'zod';
import { ask, type Deps, type RepositoryName } from './client.ts';
import { NotFoundError } from './github-error.ts';

export interface WrittenComment {
  readonly body: string;
  readonly login: string | null;
  readonly isEdited: boolean;
}

const Comment = z.object({
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});

/** A comment as it is now; null when it was deleted. Throws UpstreamError. */
export async function readComment(
  request: RepositoryName & { readonly commentId: number },
  deps: Deps,
): Promise<WrittenComment | null> {
  const { owner, repo, commentId } = request;
  const route = 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}';
  try {
    const found = await ask({ route, parameters: { owner, repo, comment_id: commentId }, schema: Comment }, deps);
    const { body, user, created_at: created, updated_at: updated } = found;
    return { body: body ?? '', login: user?.login ?? null, isEdited: created !== updated };
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
