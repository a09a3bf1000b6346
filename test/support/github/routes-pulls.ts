import { baseTip, commitJson, fileJson, pullJson, pullSimpleJson } from './commit-objects.ts';
import { labelJson, reviewJson } from './objects.ts';
import type { Call, Route } from './route.ts';
import { page, pullOf, Refusal, repositoryOf } from './route.ts';
import type { Pull, Repository } from './state.ts';
import { newId } from './state.ts';

const READ = [['pull_requests', 'read']] as const;
const LABELS = [
  ['issues', 'write'],
  ['pull_requests', 'write'],
] as const;

/** Pull requests: list, read, files, commits, reviews, labels. */
export const PULL_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/repos/{owner}/{repo}/pulls', needs: READ, handle: listPulls },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/pulls/{pull_number}',
    needs: READ,
    handle(call) {
      const { repository, pull } = pullOf(call);
      return { status: 200, body: pullJson(call.state, repository, pull) };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/pulls/{pull_number}/files',
    needs: READ,
    handle(call) {
      const { repository, pull } = pullOf(call);
      const base = repository.git.mergeBase(baseTip(pull), pull.head.sha) ?? pull.base.sha;
      const patches = repository.git.patches(base, pull.head.sha);
      const files = repository.git
        .changes(base, pull.head.sha)
        .map((file) => ({ ...file, patch: patches.get(file.path) }));
      const write = (items: readonly (typeof files)[number][]) =>
        items.map((file) => fileJson(call.state, repository, pull.head.sha, file));
      return page(call, files, write, 3000);
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/pulls/{pull_number}/commits',
    needs: READ,
    handle(call) {
      const { repository, pull } = pullOf(call);
      const commits = repository.git.between(baseTip(pull), pull.head.sha);
      return page(call, commits, (items) => items.map((sha) => commitJson(call.state, repository, sha)), 250);
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    needs: READ,
    handle(call) {
      const { repository, pull } = pullOf(call);
      const write = (items: Pull['reviews']) => items.map((each) => reviewJson(call.state, repository, pull, each));
      return page(call, pull.reviews, (items) => write([...items]));
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    needs: [
      ['issues', 'read'],
      ['pull_requests', 'read'],
    ],
    handle(call) {
      const { repository, pull } = pullOf(call);
      return page(call, [...pull.labels], (items) => items.map((name) => labelJson(call.state, repository, name)));
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    needs: LABELS,
    writes: true,
    handle(call) {
      const { repository, pull } = pullOf(call);
      const names = (call.body['labels'] ?? []) as readonly string[];
      for (const name of names) {
        addLabel(call, repository, { name, color: 'ededed', description: null });
        pull.labels.add(name);
      }
      return { status: 200, body: [...pull.labels].map((name) => labelJson(call.state, repository, name)) };
    },
  },
  {
    method: 'DELETE',
    template: '/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
    needs: LABELS,
    writes: true,
    handle(call) {
      const { repository, pull } = pullOf(call);
      const name = call.params['name'] ?? '';
      if (!pull.labels.delete(name)) throw new Refusal(404, 'Label does not exist');
      return { status: 200, body: [...pull.labels].map((each) => labelJson(call.state, repository, each)) };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/labels',
    needs: [
      ['issues', 'read'],
      ['pull_requests', 'read'],
    ],
    handle(call) {
      const repository = repositoryOf(call);
      const names = [...repository.labels.values()].map((each) => each.name);
      return page(call, names, (items) => items.map((name) => labelJson(call.state, repository, name)));
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/labels',
    needs: LABELS,
    writes: true,
    handle(call) {
      const repository = repositoryOf(call);
      const name = String(call.body['name']);
      if (repository.labels.has(name.toLowerCase())) {
        throw new Refusal(422, 'Validation Failed', [{ resource: 'Label', code: 'already_exists', field: 'name' }]);
      }
      const { color, description } = call.body;
      addLabel(call, repository, {
        name,
        color: String(color ?? 'ededed'),
        description: description ? String(description) : null,
      });
      return { status: 201, body: labelJson(call.state, repository, name) };
    },
  },
];

function listPulls(call: Call) {
  const repository = repositoryOf(call);
  const state = call.query.get('state') ?? 'open';
  const head = call.query.get('head');
  const base = call.query.get('base');
  const found = [...repository.pulls.values()].filter((pull) => {
    const label = `${pull.head.repository?.owner.login}:${pull.head.ref}`;
    return (state === 'all' || pull.state === state) && (!head || label === head) && (!base || pull.base.ref === base);
  });
  const descending = call.query.get('direction') !== 'asc';
  const sorted = descending ? found.toReversed() : found;
  return page(call, sorted, (items) => items.map((pull) => pullSimpleJson(call.state, repository, pull)));
}

function addLabel(
  call: Call,
  repository: Repository,
  label: { readonly name: string; readonly color: string; readonly description: string | null },
): void {
  const key = label.name.toLowerCase();
  if (!repository.labels.has(key)) repository.labels.set(key, { id: newId(call.state), ...label });
}
