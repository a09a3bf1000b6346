import type { GitCommit, GitFileChange } from './git.ts';
import type { JsonObject } from './objects.ts';
import { labelJson, repositoryJson, repositoryUrl, userJson } from './objects.ts';
import type { Pull, Repository, Side, State } from './state.ts';
import { fullName, roleOf, userOf } from './state.ts';

/** The login of a commit's author; commits of the double carry `<login>@users.example.com`. */
function personJson(state: State, email: string): JsonObject | null {
  const user = state.users.get((email.split('@')[0] ?? '').toLowerCase());
  return user ? userJson(state, user) : null;
}

export function commitJson(state: State, repository: Repository, sha: string): JsonObject {
  const commit = repository.git.read(sha);
  const url = `${repositoryUrl(state, repository)}/commits/${sha}`;
  return {
    url,
    sha,
    node_id: sha,
    html_url: `${state.url}/${fullName(repository)}/commit/${sha}`,
    comments_url: `${url}/comments`,
    commit: gitCommitFacts(state, repository, commit),
    author: personJson(state, commit.author.email),
    committer: personJson(state, commit.committer.email),
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${repositoryUrl(state, repository)}/commits/${parent}`,
    })),
  };
}

function gitCommitFacts(state: State, repository: Repository, commit: GitCommit): JsonObject {
  return {
    url: `${repositoryUrl(state, repository)}/git/commits/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${repositoryUrl(state, repository)}/git/trees/${commit.tree}` },
    comment_count: 0,
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  };
}

/** `GET /git/commits/{sha}`. */
export function gitCommitJson(state: State, repository: Repository, sha: string): JsonObject {
  const commit = repository.git.read(sha);
  return {
    sha,
    node_id: sha,
    html_url: `${state.url}/${fullName(repository)}/commit/${sha}`,
    ...gitCommitFacts(state, repository, commit),
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${repositoryUrl(state, repository)}/git/commits/${parent}`,
      html_url: `${state.url}/${fullName(repository)}/commit/${parent}`,
    })),
  };
}

/** The commit as webhooks write it. */
export function simpleCommitJson(repository: Repository, sha: string): JsonObject {
  const commit = repository.git.read(sha);
  const { name, email } = commit.author;
  return {
    id: sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.committer.date,
    author: { name, email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  };
}

/** A changed file; without a patch where that is not asked for or too large. */
export function fileJson(
  state: State,
  repository: Repository,
  sha: string,
  { patch = '', ...file }: GitFileChange & { readonly patch?: string | undefined },
): JsonObject {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  const html = `${state.url}/${fullName(repository)}`;
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${sha}/${path}`,
    raw_url: `${html}/raw/${sha}/${path}`,
    contents_url: `${repositoryUrl(state, repository)}/contents/${path}?ref=${sha}`,
    ...(patch === '' || patch.length > 200_000 ? {} : { patch }),
    ...(file.previous === null ? {} : { previous_filename: file.previous }),
  };
}

function sideJson(state: State, side: Side): JsonObject {
  const owner = side.repository?.owner;
  return {
    label: `${owner?.login ?? 'unknown'}:${side.ref}`,
    ref: side.ref,
    sha: side.sha,
    user: owner ? userJson(state, owner) : null,
    repo: side.repository ? repositoryJson(state, side.repository) : null,
  };
}

/** A pull request as lists have it. */
export function pullSimpleJson(state: State, repository: Repository, pull: Pull): JsonObject {
  const url = `${repositoryUrl(state, repository)}/pulls/${pull.number}`;
  const issue = `${repositoryUrl(state, repository)}/issues/${pull.number}`;
  const html = `${state.url}/${fullName(repository)}/pull/${pull.number}`;
  const links = {
    html_url: html,
    issue_url: issue,
    comments_url: `${issue}/comments`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryUrl(state, repository)}/pulls/comments{/number}`,
    commits_url: `${url}/commits`,
    statuses_url: `${repositoryUrl(state, repository)}/statuses/${pull.head.sha}`,
  };
  const linkNames = Object.entries({ ...links, self_url: url }).map(([name, href]) => [
    name.replace('_url', ''),
    { href },
  ]);
  return {
    url,
    id: pull.id,
    node_id: `PR_${pull.id}`,
    ...links,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    number: pull.number,
    state: pull.state,
    locked: false,
    active_lock_reason: null,
    title: pull.title,
    user: userJson(state, pull.author),
    body: pull.body,
    labels: [...pull.labels].map((name) => labelJson(state, repository, name)),
    milestone: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeSha,
    assignee: null,
    assignees: [...pull.assignees].map((login) => userJson(state, userOf(state, login))),
    requested_reviewers: [],
    requested_teams: [],
    draft: pull.draft,
    head: sideJson(state, pull.head),
    base: sideJson(state, pull.base),
    _links: Object.fromEntries(linkNames),
    author_association: roleOf(repository, pull.author.login) === 'write' ? 'COLLABORATOR' : 'NONE',
    auto_merge: null,
  };
}

/** A pull request as it stands alone, its merge worked out by git; webhooks come before GitHub has done that. */
export function pullJson(state: State, repository: Repository, pull: Pull): JsonObject {
  const git = repository.git;
  const mergeable = pull.state === 'open' ? git.mergedTree(baseTip(pull), pull.head.sha) !== null : null;
  return {
    ...pullWebhookJson(state, repository, pull),
    merge_commit_sha: pull.mergeSha ?? mergeCommit(pull),
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : !mergeable ? 'dirty' : pull.draft ? 'draft' : 'clean',
  };
}

/** A pull request as webhooks carry it. */
export function pullWebhookJson(state: State, repository: Repository, pull: Pull): JsonObject {
  const git = repository.git;
  const base = git.mergeBase(pull.base.sha, pull.head.sha);
  const files = base ? git.changes(base, pull.head.sha) : [];
  return {
    ...pullSimpleJson(state, repository, pull),
    merged: pull.mergedAt !== null,
    mergeable: null,
    rebaseable: null,
    mergeable_state: 'unknown',
    merged_by: pull.mergedBy ? userJson(state, pull.mergedBy) : null,
    comments: [...repository.comments.values()].filter((each) => each.issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: base ? git.between(base, pull.head.sha).length : 0,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

/** Head of the base branch now; `base.sha` is its head when the pull request last changed, as on GitHub. */
export function baseTip(pull: Pull): string {
  return pull.base.repository?.git.resolve(pull.base.ref) ?? pull.base.sha;
}

function mergeCommit(pull: Pull): string | null {
  if (pull.state !== 'open' || !pull.base.repository) return null;
  const message = `Merge ${pull.head.sha} into ${baseTip(pull)}`;
  return pull.base.repository.git.merge({ one: baseTip(pull), other: pull.head.sha, message });
}
