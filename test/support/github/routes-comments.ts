import { emitComment } from './events.ts';
import { commentJson, userJson } from './objects.ts';
import type { Call, Route } from './route.ts';
import { notFound, page, pullOf, Refusal, repositoryOf } from './route.ts';
import type { App, Comment, Repository, User } from './state.ts';
import { newId, roleOf, timeText } from './state.ts';

const READ = [
  ['issues', 'read'],
  ['pull_requests', 'read'],
] as const;
const WRITE = [
  ['issues', 'write'],
  ['pull_requests', 'write'],
] as const;
const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}';
/** "body is too long (maximum is 65536 characters)" */
const LONGEST_BODY = 65_536;

/** Comments of pull requests, and the reactions on them. */
export const COMMENT_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/issues/{issue_number}/comments',
    needs: READ,
    handle(call) {
      const { repository, pull } = pullOf(call);
      const comments = [...repository.comments.values()].filter((each) => each.issue === pull.number);
      return page(call, comments, (items) => items.map((each) => commentJson(call.state, repository, each)));
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/issues/{issue_number}/comments',
    needs: WRITE,
    handle(call) {
      const { repository, pull } = pullOf(call);
      const { user, app } = authorOf(call);
      const comment = addComment(call, { repository, issue: pull.number, user, app, body: String(call.body['body']) });
      return { status: 201, body: commentJson(call.state, repository, comment) };
    },
  },
  {
    method: 'GET',
    template: COMMENT,
    needs: READ,
    handle(call) {
      const { repository, comment } = commentOf(call);
      return { status: 200, body: commentJson(call.state, repository, comment) };
    },
  },
  {
    method: 'PATCH',
    template: COMMENT,
    needs: WRITE,
    handle(call) {
      const { repository, comment } = ownCommentOf(call);
      editComment(call, repository, comment, String(call.body['body']));
      return { status: 200, body: commentJson(call.state, repository, comment) };
    },
  },
  {
    method: 'DELETE',
    template: COMMENT,
    needs: WRITE,
    handle(call) {
      const { repository, comment } = ownCommentOf(call);
      deleteComment(call, repository, comment);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    template: `${COMMENT}/reactions`,
    needs: READ,
    handle(call) {
      const { comment } = commentOf(call);
      return page(call, comment.reactions, (items) => items.map((each) => reactionJson(call, each)));
    },
  },
  {
    method: 'POST',
    template: `${COMMENT}/reactions`,
    needs: WRITE,
    handle(call) {
      const { comment } = commentOf(call);
      const content = String(call.body['content']);
      const { user } = authorOf(call);
      const existing = comment.reactions.find((each) => each.content === content && each.user === user);
      if (existing) return { status: 200, body: reactionJson(call, existing) };
      const reaction = { id: newId(call.state), user, content };
      comment.reactions.push(reaction);
      return { status: 201, body: reactionJson(call, reaction) };
    },
  },
];

/** Adds a comment and tells the Apps; also what a person does through the web page. */
export function addComment(
  call: Pick<Call, 'state' | 'deliveries'>,
  request: { repository: Repository; issue: number; user: User; app: App | null; body: string },
): Comment {
  checkBody(request.body);
  const { repository, ...facts } = request;
  const now = timeText(call.state);
  const comment: Comment = {
    id: newId(call.state),
    ...facts,
    createdAt: now,
    updatedAt: now,
    editedAt: null,
    minimized: null,
    reactions: [],
  };
  repository.comments.set(comment.id, comment);
  emitComment(call, repository, comment, 'created');
  return comment;
}

export function editComment(
  call: Pick<Call, 'state' | 'deliveries'>,
  repository: Repository,
  comment: Comment,
  body: string,
): void {
  checkBody(body);
  const from = comment.body;
  comment.body = body;
  comment.updatedAt = timeText(call.state);
  comment.editedAt = comment.updatedAt;
  emitComment(call, repository, comment, 'edited', from);
}

export function deleteComment(
  call: Pick<Call, 'state' | 'deliveries'>,
  repository: Repository,
  comment: Comment,
): void {
  repository.comments.delete(comment.id);
  emitComment(call, repository, comment, 'deleted');
}

/** Who acts in a call: a person, or the bot of an App. */
function authorOf(call: Call): { readonly user: User; readonly app: App | null } {
  const { identity } = call;
  if (identity.kind === 'user') return { user: identity.user, app: null };
  if (identity.kind === 'installation') return { user: identity.user, app: identity.installation.app };
  throw new Refusal(401, 'Requires authentication');
}

function checkBody(body: string): void {
  if (body === '')
    throw new Refusal(422, 'Validation Failed', [{ resource: 'IssueComment', code: 'missing_field', field: 'body' }]);
  if ([...body].length > LONGEST_BODY) {
    const message = `body is too long (maximum is ${LONGEST_BODY} characters)`;
    throw new Refusal(422, 'Validation Failed', [
      { resource: 'IssueComment', code: 'unprocessable', field: 'data', message },
    ]);
  }
}

function commentOf(call: Call): { readonly repository: Repository; readonly comment: Comment } {
  const repository = repositoryOf(call);
  const comment = repository.comments.get(Number(call.params['comment_id']));
  if (!comment) throw notFound();
  return { repository, comment };
}

/** Comments of others may be changed by who may write to the repository. */
function ownCommentOf(call: Call): { readonly repository: Repository; readonly comment: Comment } {
  const found = commentOf(call);
  const { user, app } = authorOf(call);
  const mayWrite = app !== null || ['admin', 'write'].includes(roleOf(found.repository, user.login));
  if (found.comment.user !== user && !mayWrite) throw new Refusal(403, 'Must have admin rights to Repository.');
  return found;
}

function reactionJson(call: Call, reaction: Comment['reactions'][number]) {
  return {
    id: reaction.id,
    node_id: String(reaction.id),
    user: userJson(call.state, reaction.user),
    content: reaction.content,
    created_at: timeText(call.state),
  };
}
