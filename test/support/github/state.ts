import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BareRepository } from './git.ts';
import type { Json } from './openapi.ts';

export type Access = 'read' | 'write';
export type Permissions = Readonly<Record<string, Access>>;
export type Role = 'admin' | 'write' | 'read' | 'none';

export interface User {
  readonly login: string;
  readonly id: number;
  readonly type: 'User' | 'Bot' | 'Organization';
}

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly owner: User;
  readonly publicKey: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  webhook: { readonly url: string; readonly secret: string } | null;
}

export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: User;
  permissions: Permissions;
  suspended: boolean;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface Comment {
  readonly id: number;
  readonly user: User;
  readonly app: App | null;
  readonly issue: number;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  editedAt: string | null;
  minimized: string | null;
  readonly reactions: { readonly id: number; readonly user: User; readonly content: string }[];
}

export interface Review {
  readonly id: number;
  readonly user: User;
  body: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  readonly commit: string;
  readonly submittedAt: string;
  editedAt: string | null;
}

export interface CheckRun {
  readonly id: number;
  readonly app: App;
  readonly suite: number;
  name: string;
  readonly headSha: string;
  status: string;
  conclusion: string | null;
  externalId: string;
  detailsUrl: string | null;
  startedAt: string | null;
  completedAt: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  readonly annotations: Readonly<Record<string, Json | undefined>>[];
  actions: readonly Json[];
}

export interface Side {
  readonly repository: Repository | null;
  readonly ref: string;
  sha: string;
}

export interface Pull {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string;
  readonly author: User;
  readonly head: Side;
  readonly base: Side;
  state: 'open' | 'closed';
  draft: boolean;
  mergedAt: string | null;
  mergeSha: string | null;
  mergedBy: User | null;
  closedAt: string | null;
  readonly createdAt: string;
  updatedAt: string;
  readonly labels: Set<string>;
  readonly assignees: Set<string>;
  readonly reviews: Review[];
}

export interface Activity {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly actor: User;
  readonly time: string;
  readonly kind: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge' | 'merge_queue_merge';
}

export interface Repository {
  readonly id: number;
  readonly owner: User;
  readonly name: string;
  readonly git: BareRepository;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly parent: Repository | null;
  readonly createdAt: string;
  readonly roles: Map<string, Role>;
  readonly pulls: Map<number, Pull>;
  readonly comments: Map<number, Comment>;
  readonly checks: Map<number, CheckRun>;
  readonly labels: Map<string, Label>;
  readonly protectedBranches: Set<string>;
  readonly rules: Map<string, readonly Readonly<Record<string, Json>>[]>;
  /** Pushes whose rules somebody bypassed, by the commit that they led to. */
  readonly bypasses: Map<string, string>;
  readonly environments: Map<string, { readonly id: number; readonly reviewers: readonly string[] }>;
  readonly activity: Activity[];
  readonly protectionAnswers: {
    readonly run: number;
    readonly environment: string;
    readonly state: string;
    readonly comment: string;
  }[];
}

export interface Team {
  readonly id: number;
  readonly organization: string;
  readonly slug: string;
  readonly members: Set<string>;
}

/** Who a token speaks for. */
export type Identity =
  | { readonly kind: 'app'; readonly app: App }
  | {
      readonly kind: 'installation';
      readonly installation: Installation;
      readonly user: User;
      readonly permissions: Permissions;
      readonly repositories: readonly number[] | null;
    }
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'nobody' };

export interface State {
  readonly root: string;
  url: string;
  nextId: number;
  now: () => Date;
  /** How many entries a recursive tree has at most; GitHub's own limit is 100,000. */
  treeLimit: number;
  readonly users: Map<string, User>;
  readonly repositories: Map<string, Repository>;
  readonly teams: Map<string, Team>;
  readonly apps: Map<number, App>;
  readonly installations: Map<number, Installation>;
  readonly tokens: Map<string, Identity>;
}

export function createState(now: () => Date): State {
  return {
    root: mkdtempSync(join(tmpdir(), 'github-double-')),
    url: '',
    nextId: 1000,
    now,
    treeLimit: 100_000,
    users: new Map(),
    repositories: new Map(),
    teams: new Map(),
    apps: new Map(),
    installations: new Map(),
    tokens: new Map(),
  };
}

export function newId(state: State): number {
  return state.nextId++;
}

/** The time as GitHub writes it: whole seconds, UTC. */
export function timeText(state: State): string {
  return `${state.now().toISOString().slice(0, 19)}Z`;
}

/** The user of a login, made on first use; `x[bot]` is a bot. */
export function userOf(state: State, login: string, type?: User['type']): User {
  const existing = state.users.get(login.toLowerCase());
  if (existing) return existing;
  const user: User = { login, id: newId(state), type: type ?? (login.endsWith('[bot]') ? 'Bot' : 'User') };
  state.users.set(login.toLowerCase(), user);
  return user;
}

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

export function addRepository(
  state: State,
  request: { readonly name: string; readonly isPrivate: boolean; readonly parent: Repository | null },
): Repository {
  const [owner = '', name = ''] = request.name.split('/');
  const existing = state.users.get(owner.toLowerCase());
  const repository: Repository = {
    id: newId(state),
    owner: existing ?? userOf(state, owner, request.parent ? 'User' : 'Organization'),
    name,
    git: new BareRepository(join(state.root, `${owner}-${name}.git`)),
    isPrivate: request.isPrivate,
    defaultBranch: 'main',
    parent: request.parent,
    createdAt: timeText(state),
    roles: new Map(),
    pulls: new Map(),
    comments: new Map(),
    checks: new Map(),
    labels: new Map(),
    protectedBranches: new Set(),
    rules: new Map(),
    bypasses: new Map(),
    environments: new Map(),
    activity: [],
    protectionAnswers: [],
  };
  state.repositories.set(request.name.toLowerCase(), repository);
  return repository;
}

/** What a user may do in a repository. */
export function roleOf(repository: Repository, login: string): Role {
  if (repository.owner.login.toLowerCase() === login.toLowerCase()) return 'admin';
  return repository.roles.get(login.toLowerCase()) ?? (repository.isPrivate ? 'none' : 'read');
}
