import { randomUUID } from 'node:crypto';
import { appJson, installationJson, repositoryJson, repositoryUrl, userJson } from './objects.ts';
import type { Call, Route } from './route.ts';
import { notFound, page, Refusal, repositoryOf } from './route.ts';
import type { App, Installation, Permissions, Team } from './state.ts';
import { roleOf, userOf } from './state.ts';

/** Who may what: the App itself, its installations and deliveries, people, teams, rules and environments. */
export const ACCESS_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    template: '/app',
    needs: 'app',
    handle: (call) => ({ status: 200, body: appJson(call.state, thisApp(call)) }),
  },
  {
    method: 'GET',
    template: '/app/installations',
    needs: 'app',
    handle(call) {
      const found = [...call.state.installations.values()].filter((each) => each.app === thisApp(call));
      return page(call, found, (items) => items.map((each) => installationJson(call.state, each)));
    },
  },
  {
    method: 'GET',
    template: '/app/installations/{installation_id}',
    needs: 'app',
    handle: (call) => ({ status: 200, body: installationJson(call.state, installationOf(call)) }),
  },
  { method: 'POST', template: '/app/installations/{installation_id}/access_tokens', needs: 'app', handle: createToken },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/installation',
    needs: 'app',
    handle(call) {
      const { owner } = repositoryOf(call);
      const found = [...call.state.installations.values()].find((each) => {
        return each.app === thisApp(call) && each.account === owner;
      });
      if (!found) throw notFound();
      return { status: 200, body: installationJson(call.state, found) };
    },
  },
  {
    method: 'GET',
    template: '/installation/repositories',
    needs: [['metadata', 'read']],
    handle(call) {
      const { identity } = call;
      if (identity.kind !== 'installation')
        throw new Refusal(403, 'You must authenticate with an installation access token');
      const all = [...call.state.repositories.values()].filter((each) => each.owner === identity.installation.account);
      return page(call, all, (items) => ({
        total_count: all.length,
        repositories: items.map((each) => repositoryJson(call.state, each)),
      }));
    },
  },
  { method: 'GET', template: '/app/hook/deliveries', needs: 'app', handle: listDeliveries },
  {
    method: 'POST',
    template: '/app/hook/deliveries/{delivery_id}/attempts',
    needs: 'app',
    handle(call) {
      const delivery = call.deliveries.all.find((each) => each.id === Number(call.params['delivery_id']));
      if (!delivery || delivery.app !== thisApp(call)) throw notFound();
      call.deliveries.redeliver(delivery);
      return { status: 202, body: {} };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/collaborators/{username}/permission',
    needs: [['metadata', 'read']],
    writes: true,
    handle(call) {
      const repository = repositoryOf(call);
      const login = call.params['username'] ?? '';
      const user = call.state.users.get(login.toLowerCase());
      if (!user) throw notFound();
      const role = roleOf(repository, login);
      return {
        status: 200,
        body: { permission: role, role_name: role, user: { ...userJson(call.state, user), role_name: role } },
      };
    },
  },
  {
    method: 'GET',
    template: '/orgs/{org}/teams/{team_slug}/memberships/{username}',
    needs: [['members', 'read']],
    handle(call) {
      const team = teamOf(call);
      const login = call.params['username'] ?? '';
      if (!team.members.has(login.toLowerCase())) throw notFound();
      const url = `${call.state.url}/orgs/${team.organization}/teams/${team.slug}/memberships/${login}`;
      return { status: 200, body: { url, role: 'member', state: 'active' } };
    },
  },
  {
    method: 'GET',
    template: '/orgs/{org}/teams/{team_slug}/members',
    needs: [['members', 'read']],
    handle(call) {
      const members = [...teamOf(call).members].map((login) => userOf(call.state, login));
      return page(call, members, (items) => items.map((each) => userJson(call.state, each)));
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/rules/branches/{branch}',
    needs: [['metadata', 'read']],
    handle(call) {
      const rules = repositoryOf(call).rules.get(call.params['branch'] ?? '') ?? [];
      return page(call, rules, (items) => [...items]);
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/environments/{environment_name}',
    needs: [['actions', 'read']],
    handle(call) {
      const repository = repositoryOf(call);
      const name = call.params['environment_name'] ?? '';
      const environment = repository.environments.get(name);
      if (!environment) throw notFound();
      const url = `${repositoryUrl(call.state, repository)}/environments/${name}`;
      const times = { created_at: repository.createdAt, updated_at: repository.createdAt };
      return {
        status: 200,
        body: { id: environment.id, node_id: String(environment.id), name, url, html_url: url, ...times },
      };
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule',
    needs: [['deployments', 'write']],
    handle(call) {
      const { environment_name: environment, state, comment } = call.body;
      repositoryOf(call).protectionAnswers.push({
        run: Number(call.params['run_id']),
        environment: String(environment),
        state: String(state),
        comment: String(comment ?? ''),
      });
      return { status: 204 };
    },
  },
];

/** A new token of an installation, with all its permissions or some of them. */
export function issueToken(
  call: Pick<Call, 'state'>,
  request: { installation: Installation; permissions: Permissions | null; repositories: readonly number[] | null },
): string {
  const { installation, permissions, repositories } = request;
  const token = `ghs_${randomUUID().replaceAll('-', '')}`;
  call.state.tokens.set(token, {
    kind: 'installation',
    installation,
    user: userOf(call.state, `${installation.app.slug}[bot]`),
    permissions: permissions ?? installation.permissions,
    repositories,
  });
  return token;
}

function createToken(call: Call) {
  const installation = installationOf(call);
  if (installation.suspended) throw new Refusal(403, 'This installation has been suspended');
  const asked = (call.body['permissions'] ?? null) as Permissions | null;
  for (const [name, access] of Object.entries(asked ?? {})) {
    const granted = installation.permissions[name];
    if (!granted || (access === 'write' && granted === 'read')) {
      throw new Refusal(422, 'The permissions requested are not granted to this installation.');
    }
  }
  const repositories = (call.body['repository_ids'] ?? null) as readonly number[] | null;
  const token = issueToken(call, { installation, permissions: asked, repositories });
  const expires = new Date(call.state.now().getTime() + 3_600_000).toISOString().replace(/\.\d+/, '');
  const permissions = asked ?? installation.permissions;
  return { status: 201, body: { token, expires_at: expires, permissions, repository_selection: 'all' } };
}

function listDeliveries(call: Call) {
  const all = call.deliveries.all.filter((each) => each.app === thisApp(call)).toReversed();
  const size = Number(call.query.get('per_page') ?? 30);
  const cursor = call.query.get('cursor');
  const start = cursor ? all.findIndex((each) => String(each.id) === cursor) : 0;
  const items = all.slice(start, start + size);
  const next = all[start + size];
  const link = next && `<${call.state.url}/app/hook/deliveries?per_page=${size}&cursor=${next.id}>; rel="next"`;
  return {
    status: 200,
    ...(link ? { headers: { link } } : {}),
    body: items.map((each) => ({
      id: each.id,
      guid: each.guid,
      delivered_at: each.deliveredAt,
      redelivery: each.redelivery,
      duration: 0.1,
      status: each.statusCode >= 200 && each.statusCode < 300 ? 'OK' : 'failed to connect to host',
      status_code: each.statusCode,
      event: each.event,
      action: each.action,
      installation_id: each.installation,
      repository_id: each.repository,
      throttled_at: null,
    })),
  };
}

function thisApp(call: Call): App {
  if (call.identity.kind === 'app') return call.identity.app;
  throw new Refusal(401, 'A JSON web token could not be decoded');
}

function installationOf(call: Call): Installation {
  const found = call.state.installations.get(Number(call.params['installation_id']));
  if (!found || found.app !== thisApp(call)) throw notFound();
  return found;
}

function teamOf(call: Call): Team {
  const team = call.state.teams.get(`${call.params['org']}/${call.params['team_slug']}`.toLowerCase());
  if (!team) throw notFound();
  return team;
}
