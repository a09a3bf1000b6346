import { baseTip } from './commit-objects.ts';
import { emitMergeGroup, emitPull, emitPush, emitReview } from './events.ts';
import type { Files } from './git.ts';
import { addComment, deleteComment, editComment } from './routes-comments.ts';
import type { Host } from './server.ts';
import {
  type Activity,
  type CheckRun,
  type Comment,
  newId,
  type Pull,
  type Repository,
  type Review,
  type Role,
  timeText,
  userOf,
} from './state.ts';

const NO_COMMIT = '0'.repeat(40);

/** What people and GitHub itself do in one repository; each deed sends its webhooks. */
export class RepositoryDouble {
  readonly host: Host;
  readonly repository: Repository;

  constructor(host: Host, repository: Repository) {
    this.host = host;
    this.repository = repository;
  }

  get name(): string {
    return `${this.repository.owner.login}/${this.repository.name}`;
  }

  /** Sha of a branch. */
  head(branch: string): string {
    const sha = this.repository.git.resolve(`refs/heads/${branch}`);
    if (!sha) throw new Error(`no branch ${branch} in ${this.name}`);
    return sha;
  }

  grant(login: string, role: Role): void {
    userOf(this.host.state, login);
    this.repository.roles.set(login.toLowerCase(), role);
  }

  /** Commits files onto a branch, made from `from` when it is new; `forced` replaces its history with that. */
  push(
    branch: string,
    files: Files,
    request: {
      readonly by: string;
      readonly from?: string;
      readonly forced?: true;
      readonly message?: string;
      readonly author?: string;
    },
  ): string {
    const { state } = this.host;
    const { git } = this.repository;
    const sender = userOf(state, request.by);
    const existing = git.resolve(`refs/heads/${branch}`);
    const from = request.forced || !existing ? (request.from ?? (existing ? null : this.#mainHead())) : existing;
    const author = request.author ?? request.by;
    const after = git.commit({
      reference: `refs/heads/${branch}`,
      parents: from ? [git.resolve(from) ?? from] : [],
      files,
      author: { name: author, email: `${author}@users.example.com` },
      message: request.message ?? `Change ${Object.keys(files)[0] ?? 'nothing'}`,
      time: new Date(state.now().getTime() + state.nextId),
    });
    const before = existing ?? NO_COMMIT;
    const forced = request.forced === true && existing !== null;
    this.#record({
      branch,
      before,
      after,
      sender: request.by,
      kind: forced ? 'force_push' : existing ? 'push' : 'branch_creation',
    });
    emitPush(this.host, { repository: this.repository, ref: `refs/heads/${branch}`, before, after, forced, sender });
    this.#moveHeads(branch, after, request.by);
    return after;
  }

  openPull(request: {
    readonly head: string;
    readonly base?: string;
    readonly by: string;
    readonly title?: string;
    readonly body?: string;
    readonly draft?: true;
    readonly fork?: RepositoryDouble;
  }): Pull {
    const { state } = this.host;
    const from = request.fork?.repository ?? this.repository;
    if (from !== this.repository) this.repository.git.fetchFrom(from.git);
    const base = request.base ?? this.repository.defaultBranch;
    const now = timeText(state);
    const pull: Pull = {
      id: newId(state),
      number: this.repository.pulls.size + 1,
      title: request.title ?? `Change ${request.head}`,
      body: request.body ?? '',
      author: userOf(state, request.by),
      head: { repository: from, ref: request.head, sha: (request.fork ?? this).head(request.head) },
      base: { repository: this.repository, ref: base, sha: this.head(base) },
      state: 'open',
      draft: request.draft === true,
      mergedAt: null,
      mergeSha: null,
      mergedBy: null,
      closedAt: null,
      createdAt: now,
      updatedAt: now,
      labels: new Set(),
      assignees: new Set(),
      reviews: [],
    };
    this.repository.pulls.set(pull.number, pull);
    this.repository.git.setReference(`refs/pull/${pull.number}/head`, pull.head.sha);
    emitPull(this.host, { repository: this.repository, pull, action: 'opened', sender: pull.author });
    return pull;
  }

  closePull(number: number, by: string): void {
    const pull = this.pull(number);
    pull.state = 'closed';
    pull.closedAt = timeText(this.host.state);
    emitPull(this.host, { repository: this.repository, pull, action: 'closed', sender: userOf(this.host.state, by) });
  }

  reopenPull(number: number, by: string): void {
    const pull = this.pull(number);
    pull.state = 'open';
    pull.closedAt = null;
    emitPull(this.host, { repository: this.repository, pull, action: 'reopened', sender: userOf(this.host.state, by) });
  }

  markReady(number: number, by: string): void {
    const pull = this.pull(number);
    pull.draft = false;
    emitPull(this.host, {
      repository: this.repository,
      pull,
      action: 'ready_for_review',
      sender: userOf(this.host.state, by),
    });
  }

  /** Merges with a merge commit; throws on a conflict. */
  mergePull(number: number, by: string): string {
    const pull = this.pull(number);
    const { git } = this.repository;
    const sender = userOf(this.host.state, by);
    const before = baseTip(pull);
    const after = git.merge({
      one: before,
      other: pull.head.sha,
      message: `Merge pull request #${number} from ${pull.head.ref}`,
    });
    if (!after) throw new Error(`pull request ${number} conflicts`);
    git.setReference(`refs/heads/${pull.base.ref}`, after);
    this.#record({ branch: pull.base.ref, before, after, sender: by, kind: 'pr_merge' });
    pull.state = 'closed';
    pull.mergedAt = timeText(this.host.state);
    pull.closedAt = pull.mergedAt;
    pull.mergeSha = after;
    pull.mergedBy = sender;
    emitPull(this.host, { repository: this.repository, pull, action: 'closed', sender });
    const ref = `refs/heads/${pull.base.ref}`;
    emitPush(this.host, { repository: this.repository, ref, before, after, forced: false, sender });
    return after;
  }

  /** Puts pull requests into the merge queue as one group: merge commits on a queue branch. */
  enqueue(
    numbers: readonly number[],
    by: string,
  ): { readonly headSha: string; readonly headRef: string; readonly baseSha: string } {
    const { git } = this.repository;
    const [first] = numbers;
    const base = this.pull(first ?? 0).base.ref;
    const baseSha = this.head(base);
    let headSha = baseSha;
    for (const number of numbers) {
      const pull = this.pull(number);
      const merged = git.merge({
        one: headSha,
        other: pull.head.sha,
        message: `Merge pull request #${number} from ${pull.head.ref}`,
      });
      if (!merged) throw new Error(`pull request ${number} conflicts`);
      headSha = merged;
    }
    const headRef = `refs/heads/gh-readonly-queue/${base}/pr-${numbers.at(-1)}-${baseSha}`;
    git.setReference(headRef, headSha);
    const sender = userOf(this.host.state, by);
    emitMergeGroup(this.host, { repository: this.repository, base, baseSha, headRef, headSha, sender });
    return { headSha, headRef, baseSha };
  }

  comment(number: number, by: string, body: string): Comment {
    const user = userOf(this.host.state, by);
    return addComment(this.host, { repository: this.repository, issue: number, user, app: null, body });
  }

  editComment(comment: Comment, body: string): void {
    editComment(this.host, this.repository, comment, body);
  }

  deleteComment(comment: Comment): void {
    deleteComment(this.host, this.repository, comment);
  }

  review(number: number, by: string, request: { readonly state: Review['state']; readonly body: string }): Review {
    const pull = this.pull(number);
    const review: Review = {
      id: newId(this.host.state),
      user: userOf(this.host.state, by),
      commit: pull.head.sha,
      submittedAt: timeText(this.host.state),
      editedAt: null,
      ...request,
    };
    pull.reviews.push(review);
    emitReview(this.host, this.repository, pull, review);
    return review;
  }

  pull(number: number): Pull {
    const pull = this.repository.pulls.get(number);
    if (!pull) throw new Error(`no pull request ${number} in ${this.name}`);
    return pull;
  }

  /** Check runs of a commit, oldest first. */
  checks(sha: string): readonly CheckRun[] {
    return [...this.repository.checks.values()].filter((each) => each.headSha === sha);
  }

  /** Comments of a pull request, oldest first. */
  comments(number: number): readonly Comment[] {
    return [...this.repository.comments.values()].filter((each) => each.issue === number);
  }

  #mainHead(): string | null {
    return this.repository.git.resolve(`refs/heads/${this.repository.defaultBranch}`);
  }

  #record(request: { branch: string; before: string; after: string; sender: string; kind: Activity['kind'] }): void {
    const { branch, before, after, sender, kind } = request;
    const actor = userOf(this.host.state, sender);
    const id = newId(this.host.state);
    this.repository.activity.push({
      id,
      ref: `refs/heads/${branch}`,
      before,
      after,
      actor,
      time: timeText(this.host.state),
      kind,
    });
  }

  /** Pull requests whose head branch this is follow it, in the parent too. */
  #moveHeads(branch: string, after: string, by: string): void {
    for (const repository of [this.repository, this.repository.parent]) {
      if (!repository) continue;
      for (const pull of repository.pulls.values()) {
        if (pull.state !== 'open' || pull.head.repository !== this.repository || pull.head.ref !== branch) continue;
        if (repository !== this.repository) repository.git.fetchFrom(this.repository.git);
        const before = pull.head.sha;
        pull.head.sha = after;
        pull.base.sha = baseTip(pull);
        pull.updatedAt = timeText(this.host.state);
        repository.git.setReference(`refs/pull/${pull.number}/head`, after);
        const sender = userOf(this.host.state, by);
        emitPull(this.host, { repository, pull, action: 'synchronize', sender, extra: { before, after } });
      }
    }
  }
}
