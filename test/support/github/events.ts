import { fileJson, pullWebhookJson, simpleCommitJson } from './commit-objects.ts';
import type { JsonObject } from './objects.ts';
import {
  appJson,
  checkRunJson,
  commentJson,
  minimalPullJson,
  pullsOfCommit,
  repositoryUrl,
  reviewJson,
  userJson,
} from './objects.ts';
import type { Call } from './route.ts';
import type { CheckRun, Comment, Pull, Repository, Review, State, User } from './state.ts';
import { fullName, timeText, userOf } from './state.ts';

/** What GitHub's description of a check suite's App does not list. */
const NEWER_EVENTS = ['deployment_protection_rule', 'merge_group'];

/** Webhooks, written from the state as GitHub writes them. */
type Host = Pick<Call, 'state' | 'deliveries'>;

export function emitPull(
  host: Host,
  request: { repository: Repository; pull: Pull; action: string; sender: User; extra?: JsonObject },
): void {
  const { repository, pull, action, sender, extra } = request;
  const payload = { number: pull.number, pull_request: pullWebhookJson(host.state, repository, pull), ...extra };
  host.deliveries.emit({ name: 'pull_request', action, repository, sender, payload });
}

export function emitPush(
  host: Host,
  request: { repository: Repository; ref: string; before: string; after: string; forced: boolean; sender: User },
): void {
  const { repository, ref, before, after, forced, sender } = request;
  const created = /^0+$/.test(before);
  const commits = created ? [after] : repository.git.between(before, after);
  const payload = {
    ref,
    before,
    after,
    created,
    deleted: false,
    forced,
    base_ref: null,
    compare: `${host.state.url}/${fullName(repository)}/compare/${before}...${after}`,
    commits: commits.slice(0, 20).map((sha) => pushedCommitJson(host.state, repository, sha)),
    head_commit: pushedCommitJson(host.state, repository, after),
    pusher: { name: sender.login, email: `${sender.login}@users.example.com` },
  };
  host.deliveries.emit({ name: 'push', action: null, repository, sender, payload });
}

function pushedCommitJson(state: State, repository: Repository, sha: string): JsonObject {
  const [parent] = repository.git.read(sha).parents;
  const files = parent ? repository.git.changes(parent, sha).map((file) => fileJson(state, repository, sha, file)) : [];
  const named = (status: string) =>
    files.filter((file) => file['status'] === status).map((file) => file['filename'] ?? null);
  return {
    ...simpleCommitJson(repository, sha),
    distinct: true,
    url: `${state.url}/${fullName(repository)}/commit/${sha}`,
    added: named('added'),
    removed: named('removed'),
    modified: named('modified'),
  };
}

export function emitComment(
  host: Host,
  repository: Repository,
  comment: Comment,
  action: 'created' | 'edited' | 'deleted',
  from?: string,
): void {
  const pull = repository.pulls.get(comment.issue);
  if (!pull) return;
  const payload = {
    comment: commentJson(host.state, repository, comment),
    issue: issueJson(host.state, repository, pull),
    ...(from === undefined ? {} : { changes: { body: { from } } }),
  };
  host.deliveries.emit({ name: 'issue_comment', action, repository, sender: comment.user, payload });
}

/** A pull request seen as an issue. */
/** A pull request as the issue that it is, too. */
export function issueJson(state: State, repository: Repository, pull: Pull): JsonObject {
  const url = `${repositoryUrl(state, repository)}/issues/${pull.number}`;
  const html = `${state.url}/${fullName(repository)}/pull/${pull.number}`;
  const links = ['labels', 'comments', 'events', 'timeline'].map((each) => [`${each}_url`, `${url}/${each}`]);
  const counts = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'eyes', 'rocket'].map((each) => [each, 0]);
  return {
    url,
    repository_url: repositoryUrl(state, repository),
    ...Object.fromEntries(links),
    html_url: html,
    id: pull.id,
    node_id: `I_${pull.id}`,
    number: pull.number,
    title: pull.title,
    user: userJson(state, pull.author),
    labels: [],
    state: pull.state,
    locked: false,
    assignee: null,
    assignees: [...pull.assignees].map((login) => userJson(state, userOf(state, login))),
    milestone: null,
    comments: 0,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    author_association: 'NONE',
    active_lock_reason: null,
    body: pull.body,
    reactions: { url: `${url}/reactions`, total_count: 0, ...Object.fromEntries(counts) },
    performed_via_github_app: null,
    draft: pull.draft,
    pull_request: {
      url: `${repositoryUrl(state, repository)}/pulls/${pull.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
    },
  };
}

export function emitReview(host: Host, repository: Repository, pull: Pull, review: Review): void {
  const { merged: _merged, mergeable: _mergeable, ...simple } = pullWebhookJson(host.state, repository, pull);
  const written = reviewJson(host.state, repository, pull, review);
  const payload = {
    review: { ...written, state: review.state.toLowerCase(), updated_at: review.submittedAt },
    pull_request: simple,
  };
  host.deliveries.emit({ name: 'pull_request_review', action: 'submitted', repository, sender: review.user, payload });
}

/** Check runs are told to the App that owns them, and its own writes too. */
export function emitCheckRun(
  host: Host,
  repository: Repository,
  run: CheckRun,
  action: 'created' | 'completed' | 'rerequested' | 'requested_action',
  by?: { readonly user: User; readonly identifier?: string },
): void {
  const payload = {
    check_run: { ...checkRunJson(host.state, repository, run), check_suite: suiteJson(host.state, repository, run) },
    ...(by?.identifier === undefined ? {} : { requested_action: { identifier: by.identifier } }),
  };
  const sender = by?.user ?? host.state.users.get(`${run.app.slug}[bot]`) ?? run.app.owner;
  host.deliveries.emit({ name: 'check_run', action, repository, sender, payload });
}

export function emitCheckSuite(host: Host, repository: Repository, run: CheckRun, sender: User): void {
  const payload = {
    check_suite: {
      ...suiteJson(host.state, repository, run),
      latest_check_runs_count: 1,
      check_runs_url: `${repositoryUrl(host.state, repository)}/check-suites/${run.suite}/check-runs`,
      head_commit: simpleCommitJson(repository, run.headSha),
    },
  };
  host.deliveries.emit({ name: 'check_suite', action: 'rerequested', repository, sender, payload });
}

function suiteJson(state: State, repository: Repository, run: CheckRun): JsonObject {
  const pulls = pullsOfCommit(repository, run.headSha);
  return {
    id: run.suite,
    node_id: `CS_${run.suite}`,
    head_branch: pulls[0]?.head.ref ?? null,
    head_sha: run.headSha,
    status: run.status === 'completed' ? 'completed' : 'in_progress',
    conclusion: run.conclusion,
    url: `${repositoryUrl(state, repository)}/check-suites/${run.suite}`,
    before: repository.git.read(run.headSha).parents[0] ?? null,
    after: run.headSha,
    pull_requests: pulls.map((pull) => minimalPullJson(state, pull)),
    app: { ...appJson(state, run.app), events: run.app.events.filter((each) => !NEWER_EVENTS.includes(each)) },
    created_at: timeText(state),
    updated_at: timeText(state),
  };
}

export function emitMergeGroup(
  host: Host,
  request: { repository: Repository; base: string; baseSha: string; headRef: string; headSha: string; sender: User },
): void {
  const { repository, base, baseSha, headRef, headSha, sender } = request;
  const payload = {
    merge_group: {
      head_sha: headSha,
      head_ref: headRef,
      base_sha: baseSha,
      base_ref: `refs/heads/${base}`,
      head_commit: simpleCommitJson(repository, headSha),
    },
  };
  host.deliveries.emit({ name: 'merge_group', action: 'checks_requested', repository, sender, payload });
}

export function emitProtectionRule(
  host: Host,
  request: { repository: Repository; run: number; environment: string; sha: string; ref: string; sender: User },
): void {
  const { repository, run, environment, sha, ref, sender } = request;
  const callback = `${repositoryUrl(host.state, repository)}/actions/runs/${run}/deployment_protection_rule`;
  const payload = {
    environment,
    event: 'push',
    sha,
    ref,
    deployment_callback_url: callback,
    deployment: null,
    pull_requests: pullsOfCommit(repository, sha).map((pull) => pullWebhookJson(host.state, repository, pull)),
  };
  host.deliveries.emit({ name: 'deployment_protection_rule', action: 'requested', repository, sender, payload });
}
