import { commitJson, pullJson } from './commit-objects.ts';
import { issueJson } from './events.ts';
import { RepositoryDouble } from './repository-double.ts';
import type { Call, Route } from './route.ts';
import { page, pullOf, Refusal, repositoryOf } from './route.ts';
import { commitOf } from './routes-git.ts';
import type { Host } from './server.ts';
import { userOf } from './state.ts';

/** What a bot writes beside comments and checks: references, pull requests, assignees; and what is asked about merges. */
export const WRITING_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/git/refs',
    needs: [['contents', 'write']],
    writes: true,
    handle(call) {
      const repository = repositoryOf(call);
      const ref = String(call.body['ref']);
      const sha = String(call.body['sha']);
      if (!/^refs\/[^/]+\/./.test(ref)) throw new Refusal(422, 'Reference name is not valid');
      if (repository.git.resolve(ref)) throw new Refusal(422, 'Reference already exists');
      if (!repository.git.has(sha)) throw new Refusal(422, 'Object does not exist');
      repository.git.setReference(ref, sha);
      const url = `${call.state.url}/repos/${call.params['owner']}/${call.params['repo']}/git`;
      const object = { type: 'commit', sha, url: `${url}/commits/${sha}` };
      return { status: 201, body: { ref, node_id: ref, url: `${url}/${ref}`, object } };
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/pulls',
    needs: [['pull_requests', 'write']],
    handle(call) {
      const double = doubleOf(call);
      const { title, head, base, body } = call.body;
      const exists = [...double.repository.pulls.values()].some((each) => {
        return each.state === 'open' && each.head.ref === head && each.base.ref === base;
      });
      if (exists)
        throw new Refusal(422, 'Validation Failed', [{ message: `A pull request already exists for ${head}.` }]);
      const pull = double.openPull({
        head: String(head),
        base: String(base),
        by: loginOf(call),
        title: String(title),
        body: String(body ?? ''),
      });
      return { status: 201, body: pullJson(call.state, double.repository, pull) };
    },
  },
  {
    method: 'PATCH',
    template: '/repos/{owner}/{repo}/pulls/{pull_number}',
    needs: [['pull_requests', 'write']],
    handle(call) {
      const { repository, pull } = pullOf(call);
      if (call.body['title'] !== undefined) pull.title = String(call.body['title']);
      if (call.body['body'] !== undefined) pull.body = String(call.body['body']);
      return { status: 200, body: pullJson(call.state, repository, pull) };
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/issues/{issue_number}/assignees',
    needs: [
      ['issues', 'write'],
      ['pull_requests', 'write'],
    ],
    writes: true,
    handle(call) {
      const { repository, pull } = pullOf(call);
      for (const login of (call.body['assignees'] ?? []) as readonly string[]) pull.assignees.add(login);
      return { status: 201, body: issueJson(call.state, repository, pull) };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/commits',
    needs: [['contents', 'read']],
    handle(call) {
      const repository = repositoryOf(call);
      const sha = commitOf(repository, call.query.get('sha') ?? repository.defaultBranch);
      const path = call.query.get('path');
      const found = repository.git
        .git(['log', '--format=%H', sha, ...(path ? ['--', path] : [])])
        .toString()
        .split('\n')
        .filter(Boolean);
      return page(call, found, (items) => items.map((each) => commitJson(call.state, repository, each)));
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/rulesets/rule-suites',
    needs: [['administration', 'read']],
    writes: true,
    handle(call) {
      const repository = repositoryOf(call);
      const suites = [...repository.bypasses].map(([sha, actor], index) => ({
        id: index + 1,
        actor_id: userOf(call.state, actor).id,
        actor_name: actor,
        before_sha: '0'.repeat(40),
        after_sha: sha,
        ref: `refs/heads/${repository.defaultBranch}`,
        repository_id: repository.id,
        repository_name: repository.name,
        pushed_at: call.state.now().toISOString(),
        result: 'bypass',
        evaluation_result: 'bypass',
      }));
      return page(call, suites, (items) => [...items]);
    },
  },
];

function doubleOf(call: Call): RepositoryDouble {
  // A call carries its host.
  return new RepositoryDouble(call as unknown as Host, repositoryOf(call));
}

function loginOf({ identity }: Call): string {
  if (identity.kind === 'user' || identity.kind === 'installation') return identity.user.login;
  throw new Refusal(403, 'Resource not accessible by integration');
}
