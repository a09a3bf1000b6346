import type { Json } from './openapi.ts';
import type { App, CheckRun, Comment, Installation, Pull, Repository, Review, Side, State, User } from './state.ts';
import { fullName } from './state.ts';

/** JSON objects as GitHub's API writes them, built from the double's state. */
export type JsonObject = { readonly [key: string]: Json | undefined };

function node(kind: string, id: number): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}

/** The kind and number of a node id that `node` made. */
export function readNodeId(id: string): { readonly kind: string; readonly id: number } {
  const [kind = '', number = ''] = Buffer.from(id, 'base64url').toString().split(':');
  return { kind, id: Number(number) };
}

export function userJson(state: State, user: User): JsonObject {
  const url = `${state.url}/users/${encodeURIComponent(user.login)}`;
  const links = ['followers', 'subscriptions', 'repos', 'received_events'].map((each) => [
    `${each}_url`,
    `${url}/${each}`,
  ]);
  return {
    login: user.login,
    id: user.id,
    node_id: node('User', user.id),
    avatar_url: `${state.url}/avatars/${user.id}`,
    gravatar_id: '',
    url,
    html_url: `${state.url}/${user.login}`,
    ...Object.fromEntries(links),
    organizations_url: `${url}/orgs`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    events_url: `${url}/events{/privacy}`,
    type: user.type,
    site_admin: false,
  };
}

const REPOSITORY_LINKS = [
  'archive',
  'assignees',
  'blobs',
  'branches',
  'collaborators',
  'comments',
  'commits',
  'compare',
  'contents',
  'contributors',
  'deployments',
  'downloads',
  'events',
  'forks',
  'git_commits',
  'git_refs',
  'git_tags',
  'issue_comment',
  'issue_events',
  'issues',
  'keys',
  'labels',
  'languages',
  'merges',
  'milestones',
  'notifications',
  'pulls',
  'releases',
  'stargazers',
  'statuses',
  'subscribers',
  'subscription',
  'tags',
  'teams',
  'trees',
  'hooks',
] as const;

export function repositoryUrl(state: State, repository: Repository): string {
  return `${state.url}/repos/${fullName(repository)}`;
}

export function repositoryJson(state: State, repository: Repository): JsonObject {
  const url = repositoryUrl(state, repository);
  const html = `${state.url}/${fullName(repository)}`;
  const counts = ['forks', 'open_issues', 'watchers', 'stargazers'].map((each) => [`${each}_count`, 0]);
  return {
    id: repository.id,
    node_id: node('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: userJson(state, repository.owner),
    private: repository.isPrivate,
    visibility: repository.isPrivate ? 'private' : 'public',
    html_url: html,
    description: null,
    fork: repository.parent !== null,
    url,
    ...Object.fromEntries(REPOSITORY_LINKS.map((each) => [`${each}_url`, `${url}/${each}`])),
    git_url: `git://${html}.git`,
    ssh_url: `git@localhost:${fullName(repository)}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    ...Object.fromEntries(counts),
    forks: 0,
    open_issues: 0,
    watchers: 0,
    subscribers_count: 0,
    network_count: 0,
    size: 0,
    topics: [],
    default_branch: repository.defaultBranch,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    license: null,
    pushed_at: repository.createdAt,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
  };
}

export function appJson(state: State, app: App): JsonObject {
  return {
    id: app.id,
    slug: app.slug,
    node_id: node('App', app.id),
    owner: userJson(state, app.owner),
    name: app.slug,
    description: null,
    external_url: `${state.url}/apps/${app.slug}`,
    html_url: `${state.url}/apps/${app.slug}`,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    permissions: app.permissions,
    events: app.events,
  };
}

export function installationJson(state: State, installation: Installation): JsonObject {
  const { id, app, account } = installation;
  return {
    id,
    account: userJson(state, account),
    repository_selection: 'all',
    access_tokens_url: `${state.url}/app/installations/${id}/access_tokens`,
    repositories_url: `${state.url}/installation/repositories`,
    html_url: `${state.url}/organizations/${account.login}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: app.events,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    single_file_name: null,
    suspended_by: installation.suspended ? userJson(state, account) : null,
    suspended_at: installation.suspended ? '2026-01-01T00:00:00Z' : null,
  };
}

export function labelJson(state: State, repository: Repository, name: string): JsonObject {
  const label = repository.labels.get(name.toLowerCase());
  return {
    id: label?.id ?? 0,
    node_id: node('Label', label?.id ?? 0),
    url: `${repositoryUrl(state, repository)}/labels/${encodeURIComponent(name)}`,
    name: label?.name ?? name,
    // GitHub's description of a pull request's labels allows no null here.
    description: label?.description ?? '',
    color: label?.color ?? 'ededed',
    default: false,
  };
}

export function commentJson(state: State, repository: Repository, comment: Comment): JsonObject {
  const url = `${repositoryUrl(state, repository)}/issues/comments/${comment.id}`;
  const counts = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'eyes', 'rocket'].map((content) => {
    return [content, comment.reactions.filter((each) => each.content === content).length];
  });
  return {
    id: comment.id,
    node_id: node('IssueComment', comment.id),
    url,
    html_url: `${state.url}/${fullName(repository)}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(state, repository)}/issues/${comment.issue}`,
    user: userJson(state, comment.user),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: 'NONE',
    performed_via_github_app: comment.app ? appJson(state, comment.app) : null,
    reactions: { url: `${url}/reactions`, total_count: comment.reactions.length, ...Object.fromEntries(counts) },
  };
}

export function reviewJson(state: State, repository: Repository, pull: Pull, review: Review): JsonObject {
  const url = `${repositoryUrl(state, repository)}/pulls/${pull.number}`;
  const html = `${state.url}/${fullName(repository)}/pull/${pull.number}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: node('PullRequestReview', review.id),
    user: userJson(state, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    _links: { html: { href: html }, pull_request: { href: url } },
    submitted_at: review.submittedAt,
    commit_id: review.commit,
    author_association: 'NONE',
  };
}

/** How a check run or suite names the pull requests of its commit. */
export function minimalPullJson(state: State, pull: Pull): JsonObject {
  const side = (each: Side): JsonObject => ({
    ref: each.ref,
    sha: each.sha,
    repo: {
      id: each.repository?.id ?? 0,
      url: each.repository ? repositoryUrl(state, each.repository) : '',
      name: each.repository?.name ?? '',
    },
  });
  const base = pull.base.repository;
  return {
    id: pull.id,
    number: pull.number,
    url: base ? `${repositoryUrl(state, base)}/pulls/${pull.number}` : '',
    head: side(pull.head),
    base: side(pull.base),
  };
}

/** Open pull requests of this repository whose head, in this repository, is the commit. */
export function pullsOfCommit(repository: Repository, sha: string): readonly Pull[] {
  return [...repository.pulls.values()].filter((pull) => {
    return pull.state === 'open' && pull.head.sha === sha && pull.head.repository === repository;
  });
}

export function checkRunJson(state: State, repository: Repository, run: CheckRun): JsonObject {
  const url = `${repositoryUrl(state, repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: node('CheckRun', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${state.url}/${fullName(repository)}/runs/${run.id}`,
    details_url: run.detailsUrl ?? state.url,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: { ...run.output, annotations_count: run.annotations.length, annotations_url: `${url}/annotations` },
    check_suite: { id: run.suite },
    app: appJson(state, run.app),
    pull_requests: pullsOfCommit(repository, run.headSha).map((pull) => minimalPullJson(state, pull)),
  };
}
