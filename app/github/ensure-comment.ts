import { z } from 'zod';
import { ask, askGraphQl, askPages, type Deps, type RepositoryName } from './client.ts';
import { boundedBody, commentMarker, outdatedMarker } from './comment-body.ts';
import { NotFoundError, NotPermittedError } from './github-error.ts';

export interface CommentRequest extends RepositoryName {
  readonly number: number;
  /** Tells several sticky comments of one pull request apart; part of the hidden marker. */
  readonly key: string;
  /** Login of the account whose token this is, with `[bot]`; comments of others are never touched. */
  readonly author: string;
  /** Markdown without the marker. */
  readonly body: string;
  readonly mode: 'update' | 'hide-and-new' | 'delete-and-new' | 'off';
  /** What to do where there is no comment yet: `nothing` keeps quiet below a threshold. Default `create`. */
  readonly whenMissing?: 'create' | 'nothing';
}

export interface EnsuredComment {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'nothing' | 'not-permitted';
  readonly url: string | null;
}

const Comment = z.object({
  id: z.number(),
  node_id: z.string(),
  html_url: z.string(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
});
type Comment = z.infer<typeof Comment>;

/** 3,000 comments; a pull request with more has its sticky comment near the beginning. */
const MOST_PAGES = 30;

/**
 * Leaves exactly one current comment of ours on the pull request, found by marker and author, and returns what that
 * took. A token that may not comment, as a fork's, is an outcome and not an error. Throws UpstreamError otherwise.
 */
export async function ensureComment(request: CommentRequest, deps: Deps): Promise<EnsuredComment> {
  if (request.mode === 'off') return { outcome: 'nothing', url: null };
  try {
    return await ensure(request, deps);
  } catch (error) {
    if (error instanceof NotPermittedError) return { outcome: 'not-permitted', url: null };
    throw error;
  }
}

async function ensure(request: CommentRequest, deps: Deps): Promise<EnsuredComment> {
  const body = boundedBody(`${commentMarker(request.key)}\n${request.body}`);
  const [current, ...duplicates] = (await ownComments(request, deps)).toReversed();
  // Two runs at once may both have created one: the newest stays.
  for (const duplicate of duplicates) await remove(request, duplicate, deps);
  if (!current)
    return request.whenMissing === 'nothing' ? { outcome: 'nothing', url: null } : create(request, body, deps);
  if (normal(current.body) === normal(body)) return { outcome: 'unchanged', url: current.html_url };
  if (request.mode === 'update') return update(request, { comment: current, body }, deps);
  const created = await create(request, body, deps);
  if (request.mode === 'delete-and-new') await remove(request, current, deps);
  else await hide(request, current, deps);
  return { ...created, outcome: 'updated' };
}

async function ownComments(request: CommentRequest, deps: Deps): Promise<readonly Comment[]> {
  const { owner, repo, number, key, author } = request;
  const { items } = await askPages(
    {
      route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      parameters: { owner, repo, issue_number: number },
      schema: z.array(Comment),
      pages: MOST_PAGES,
    },
    deps,
  );
  const marker = commentMarker(key);
  return items.filter((each) => {
    return each.user?.login.toLowerCase() === author.toLowerCase() && (each.body ?? '').startsWith(marker);
  });
}

async function create(request: CommentRequest, body: string, deps: Deps): Promise<EnsuredComment> {
  const { owner, repo, number } = request;
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
  const created = await ask({ route, parameters: { owner, repo, issue_number: number, body }, schema: Comment }, deps);
  return { outcome: 'created', url: created.html_url };
}

async function update(
  request: CommentRequest,
  { comment, body }: { readonly comment: Comment; readonly body: string },
  deps: Deps,
): Promise<EnsuredComment> {
  const { owner, repo } = request;
  const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
  try {
    await ask({ route, parameters: { owner, repo, comment_id: comment.id, body }, schema: Comment }, deps);
    return { outcome: 'updated', url: comment.html_url };
  } catch (error) {
    // Somebody deleted it since it was listed.
    if (error instanceof NotFoundError) return create(request, body, deps);
    throw error;
  }
}

async function remove(request: CommentRequest, comment: Comment, deps: Deps): Promise<void> {
  const { owner, repo } = request;
  const route = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}';
  try {
    await ask({ route, parameters: { owner, repo, comment_id: comment.id }, schema: z.unknown() }, deps);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
}

/** Marks the comment as replaced, so that it is not found again, and folds it away. */
async function hide(request: CommentRequest, comment: Comment, deps: Deps): Promise<void> {
  const { owner, repo, key } = request;
  const body = (comment.body ?? '').replace(commentMarker(key), outdatedMarker(key));
  const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
  await ask({ route, parameters: { owner, repo, comment_id: comment.id, body }, schema: z.unknown() }, deps);
  const query = `mutation minimizeComment($id: ID!) {
    minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } }
  }`;
  await askGraphQl({ query, variables: { id: comment.node_id }, schema: z.unknown() }, deps);
}

function normal(text: string | null | undefined): string {
  return (text ?? '').replaceAll('\r\n', '\n').trimEnd();
}
