import { generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { emitCheckRun, emitCheckSuite, emitProtectionRule } from './events.ts';
import type { Failure } from './failures.ts';
import type { Files } from './git.ts';
import { installationJson, userJson } from './objects.ts';
import { RepositoryDouble } from './repository-double.ts';
import { issueToken } from './routes-access.ts';
import { createGitHubServer, type Host, type LoggedCall } from './server.ts';
import {
  type App,
  addRepository,
  createState,
  type Installation,
  newId,
  type Permissions,
  type Repository,
  type State,
  userOf,
} from './state.ts';

export interface DoubleApp {
  readonly app: App;
  readonly privateKey: string;
}

/** A GitHub on loopback, backed by real bare git repositories. */
export interface GitHubDouble {
  /** Base address; the API is at this address, at `/api/v3`, and `/graphql`, `/api/graphql`. */
  readonly url: string;
  readonly state: State;
  readonly deliveries: Deliveries;
  readonly calls: readonly LoggedCall[];
  readonly faults: readonly string[];
  createRepository(name: string, options?: { readonly files?: Files; readonly isPrivate?: boolean }): RepositoryDouble;
  fork(parent: RepositoryDouble, owner: string): RepositoryDouble;
  createApp(options: {
    readonly slug: string;
    readonly permissions: Permissions;
    readonly events: readonly string[];
  }): DoubleApp;
  install(app: App, account: string): Installation;
  /** Where an App's webhooks go from now on. */
  deliverTo(app: App, webhook: { readonly url: string; readonly secret: string }): void;
  createTeam(organization: string, slug: string, members: readonly string[]): void;
  /** A personal token. */
  tokenOf(login: string): string;
  /** The `GITHUB_TOKEN` of a workflow in this repository. */
  workflowToken(repository: RepositoryDouble, permissions: Permissions): string;
  /** Fails matching requests from now on. */
  fail(failure: Omit<Failure, 'times'> & { readonly times?: number }): void;
  clearFailures(): void;
  /** Who looks on while requests are answered; null for nobody. */
  watch(watcher: NonNullable<Host['watch']> | null): void;
  rerequest(
    repository: RepositoryDouble,
    request: { readonly check: number; readonly by: string; readonly whole?: 'suite' },
  ): void;
  requestAction(
    repository: RepositoryDouble,
    request: { readonly check: number; readonly by: string; readonly identifier: string },
  ): void;
  askProtectionRule(
    repository: RepositoryDouble,
    request: { readonly environment: string; readonly sha: string; readonly ref: string; readonly run: number },
  ): void;
  /** Throws when anything was asked that the double does not model, or did not validate. */
  verify(): void;
  close(): Promise<void>;
}

let sharedKeys: { readonly publicKey: string; readonly privateKey: string } | undefined;

/** One pair of keys a process: making them takes longer than most tests. */
function keyPair(): { readonly publicKey: string; readonly privateKey: string } {
  sharedKeys ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return sharedKeys;
}

/** Starts the double on a free port of loopback; `now` is its clock. */
export async function startGitHub(options: { readonly now?: () => Date } = {}): Promise<GitHubDouble> {
  const state = createState(options.now ?? (() => new Date()));
  const deliveries = createDeliveries(state);
  const host: Host = { state, deliveries, failures: [], calls: [], faults: deliveries.faults };
  const server = createGitHubServer(host);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function createApp(request: { slug: string; permissions: Permissions; events: readonly string[] }): DoubleApp {
    const keys = keyPair();
    const app: App = {
      id: newId(state),
      owner: userOf(state, 'finops-makers'),
      publicKey: keys.publicKey,
      webhook: null,
      ...request,
    };
    state.apps.set(app.id, app);
    userOf(state, `${app.slug}[bot]`);
    return { app, privateKey: keys.privateKey };
  }

  function install(app: App, account: string): Installation {
    const installation: Installation = {
      id: newId(state),
      app,
      account: userOf(state, account, 'Organization'),
      permissions: app.permissions,
      suspended: false,
    };
    state.installations.set(installation.id, installation);
    const payload = {
      installation: installationJson(state, installation),
      repositories: [],
      sender: userJson(state, userOf(state, 'admin')),
    };
    deliveries.emitToApp({ name: 'installation', action: 'created', app, installation: installation.id, payload });
    return installation;
  }

  function runOf(repository: Repository, id: number) {
    const run = repository.checks.get(id);
    if (!run) throw new Error(`no check run ${id}`);
    return run;
  }

  return {
    url: state.url,
    state,
    deliveries,
    calls: host.calls,
    faults: host.faults,
    createRepository(name, { files = { 'README.md': 'hello\n' }, isPrivate = true } = {}) {
      const repository = new RepositoryDouble(host, addRepository(state, { name, isPrivate, parent: null }));
      repository.push('main', files, { by: 'admin', message: 'Initial commit' });
      return repository;
    },
    fork(parent, owner) {
      const name = `${owner}/${parent.repository.name}`;
      const fork = addRepository(state, { name, isPrivate: parent.repository.isPrivate, parent: parent.repository });
      fork.git.forkFrom(parent.repository.git);
      return new RepositoryDouble(host, fork);
    },
    createApp,
    install,
    deliverTo(app, webhook) {
      app.webhook = webhook;
    },
    createTeam(organization, slug, members) {
      const team = {
        id: newId(state),
        organization,
        slug,
        members: new Set(members.map((each) => each.toLowerCase())),
      };
      for (const member of members) userOf(state, member);
      state.teams.set(`${organization}/${slug}`.toLowerCase(), team);
    },
    tokenOf(login) {
      const token = `ghp_${login}_${newId(state)}`;
      state.tokens.set(token, { kind: 'user', user: userOf(state, login) });
      return token;
    },
    workflowToken({ repository }, permissions) {
      const existing = [...state.apps.values()].find((each) => each.slug === 'github-actions');
      const app = existing ?? createApp({ slug: 'github-actions', permissions: {}, events: [] }).app;
      const found = [...state.installations.values()].find(
        (each) => each.app === app && each.account === repository.owner,
      );
      const installation = found ?? install(app, repository.owner.login);
      return issueToken({ state }, { installation, permissions, repositories: [repository.id] });
    },
    fail(failure) {
      host.failures.push({ ...failure, times: failure.times ?? 1 });
    },
    clearFailures() {
      host.failures.length = 0;
    },
    watch(watcher) {
      host.watch = watcher ?? undefined;
    },
    rerequest({ repository }, { check, by, whole }) {
      const run = runOf(repository, check);
      const user = userOf(state, by);
      // GitHub resets the conclusion when somebody asks again.
      run.status = 'queued';
      run.conclusion = null;
      if (whole) emitCheckSuite(host, repository, run, user);
      else emitCheckRun(host, repository, run, 'rerequested', { user });
    },
    requestAction({ repository }, { check, by, identifier }) {
      emitCheckRun(host, repository, runOf(repository, check), 'requested_action', {
        user: userOf(state, by),
        identifier,
      });
    },
    askProtectionRule({ repository }, request) {
      emitProtectionRule(host, { repository, sender: userOf(state, 'github-actions[bot]'), ...request });
    },
    verify() {
      if (host.faults.length > 0)
        throw new Error(`the GitHub double found faults:\n${host.faults.slice(0, 20).join('\n')}`);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      rmSync(state.root, { recursive: true, force: true });
    },
  };
}
