import { commitJson, fileJson, gitCommitJson, pullSimpleJson } from './commit-objects.ts';
import type { JsonObject } from './objects.ts';
import { repositoryJson, repositoryUrl, userJson } from './objects.ts';
import type { Call, Route } from './route.ts';
import { notFound, page, Refusal, repositoryOf } from './route.ts';
import type { Repository } from './state.ts';
import { fullName } from './state.ts';

const CONTENTS = [['contents', 'read']] as const;

/** Repositories and what git knows: compare, contents, trees, blobs, commits, archives. */
export const GIT_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}',
    needs: [['metadata', 'read']],
    handle: (call) => ({ status: 200, body: repositoryJson(call.state, repositoryOf(call)) }),
  },
  { method: 'GET', template: '/repos/{owner}/{repo}/compare/{basehead}', needs: CONTENTS, handle: compare },
  { method: 'GET', template: '/repos/{owner}/{repo}/contents/{path}', needs: CONTENTS, handle: contents },
  { method: 'GET', template: '/repos/{owner}/{repo}/git/trees/{tree_sha}', needs: CONTENTS, handle: tree },
  { method: 'GET', template: '/repos/{owner}/{repo}/git/blobs/{file_sha}', needs: CONTENTS, handle: blob },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/git/commits/{commit_sha}',
    needs: CONTENTS,
    handle(call) {
      const repository = repositoryOf(call);
      const sha = call.params['commit_sha'] ?? '';
      if (!repository.git.has(sha)) throw notFound();
      return { status: 200, body: gitCommitJson(call.state, repository, sha) };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/commits/{ref}',
    needs: CONTENTS,
    handle(call) {
      const repository = repositoryOf(call);
      const sha = commitOf(repository, call.params['ref'] ?? '');
      return { status: 200, body: commitJson(call.state, repository, sha) };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    needs: [
      ['pull_requests', 'read'],
      ['contents', 'read'],
    ],
    handle(call) {
      const repository = repositoryOf(call);
      const sha = commitOf(repository, call.params['commit_sha'] ?? '');
      const open = [...repository.pulls.values()].filter((pull) => {
        const base = repository.git.mergeBase(pull.base.sha, pull.head.sha);
        return (
          pull.head.sha === sha ||
          pull.mergeSha === sha ||
          (base !== null && repository.git.between(base, pull.head.sha).includes(sha))
        );
      });
      return page(call, open, (items) => items.map((pull) => pullSimpleJson(call.state, repository, pull)));
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/tarball/{ref}',
    needs: CONTENTS,
    handle(call) {
      const repository = repositoryOf(call);
      const sha = commitOf(repository, call.params['ref'] ?? '');
      return { status: 302, headers: { location: `${call.state.url}/_archive/${fullName(repository)}/${sha}` } };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/branches/{branch}',
    needs: CONTENTS,
    handle: branch,
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/activity',
    needs: CONTENTS,
    handle(call) {
      const repository = repositoryOf(call);
      const wanted = call.query.get('ref');
      const reference = wanted && !wanted.startsWith('refs/') ? `refs/heads/${wanted}` : wanted;
      const found = repository.activity.filter((each) => !reference || each.ref === reference).toReversed();
      if (call.query.get('direction') === 'asc') found.reverse();
      return page(call, found, (items) =>
        items.map((each) => ({
          id: each.id,
          node_id: String(each.id),
          before: each.before,
          after: each.after,
          ref: each.ref,
          timestamp: each.time,
          activity_type: each.kind,
          actor: userJson(call.state, each.actor),
        })),
      );
    },
  },
];

/** Sha of a reference of the path; a refusal when there is none. */
export function commitOf(repository: Repository, reference: string): string {
  const sha = repository.git.resolve(reference);
  if (!sha) throw new Refusal(404, `No commit found for SHA: ${reference}`);
  return sha;
}

function compare(call: Call) {
  const repository = repositoryOf(call);
  const [left = '', right = ''] = (call.params['basehead'] ?? '').split('...');
  const from = sideOf(call, repository, left);
  const to = sideOf(call, repository, right);
  const base = repository.git.mergeBase(from, to);
  if (!base) throw new Refusal(404, `No common ancestor between ${left} and ${right}.`);
  const ahead = repository.git.between(from, to);
  const behind = repository.git.between(to, from);
  const status = ahead.length === 0 && behind.length === 0 ? 'identical' : behind.length === 0 ? 'ahead' : 'diverged';
  const html = `${call.state.url}/${fullName(repository)}/compare/${left}...${right}`;
  const patches = repository.git.patches(base, to);
  const files = repository.git
    .changes(base, to)
    .slice(0, 300)
    .map((file) => ({ ...file, patch: patches.get(file.path) }));
  return page(call, ahead, (commits) => ({
    url: `${repositoryUrl(call.state, repository)}/compare/${left}...${right}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitJson(call.state, repository, from),
    merge_base_commit: commitJson(call.state, repository, base),
    status: ahead.length === 0 && behind.length > 0 ? 'behind' : status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: commits.map((sha) => commitJson(call.state, repository, sha)),
    // The files stand on the first page only.
    ...(Number(call.query.get('page') ?? 1) > 1
      ? {}
      : { files: files.map((file) => fileJson(call.state, repository, to, file)) }),
  }));
}

/** A side of a comparison: a reference, or `owner:branch` of a fork. */
function sideOf(call: Call, repository: Repository, side: string): string {
  const [owner, reference] = side.includes(':') ? side.split(':') : [null, side];
  if (owner === null) return commitOf(repository, reference ?? '');
  const fork = [...call.state.repositories.values()].find((each) => {
    return each.owner.login === owner && (each === repository || each.parent === repository);
  });
  const sha = fork?.git.resolve(reference ?? '');
  if (!fork || !sha) throw notFound();
  if (fork !== repository) repository.git.fetchFrom(fork.git);
  return sha;
}

function contents(call: Call) {
  const repository = repositoryOf(call);
  const reference = call.query.get('ref') ?? repository.defaultBranch;
  const sha = commitOf(repository, reference);
  const path = (call.params['path'] ?? '').replace(/\/$/, '');
  const url = `${repositoryUrl(call.state, repository)}/contents/${path}?ref=${reference}`;
  const entry = path === '' ? null : repository.git.list(sha, 'all').find((each) => each.path === path);
  if (path !== '' && !entry) throw notFound();
  if (!entry || entry.type === 'tree') {
    const inside = repository.git.list(entry?.sha ?? sha, 'one').slice(0, 1000);
    const items = inside.map((each) =>
      entryJson(call, repository, { ...each, path: path ? `${path}/${each.path}` : each.path }, reference),
    );
    return { status: 200, body: items };
  }
  if (entry.mode === '120000') throw new Error('the double does not model reading a symbolic link as contents');
  const bytes = repository.git.blob(entry.sha) ?? Buffer.alloc(0);
  if (call.accept.includes('raw')) return { status: 200, body: new Uint8Array(bytes) };
  // Between 1 and 100 MB GitHub leaves the content out.
  const isLarge = bytes.length > 1024 * 1024;
  const content = isLarge ? '' : `${bytes.toString('base64').replace(/(.{60})/g, '$1\n')}\n`;
  return {
    status: 200,
    body: { ...entryJson(call, repository, entry, reference), url, encoding: isLarge ? 'none' : 'base64', content },
  };
}

function entryJson(
  call: Call,
  repository: Repository,
  entry: {
    readonly path: string;
    readonly sha: string;
    readonly type: string;
    readonly mode: string;
    readonly size: number | null;
  },
  reference: string,
): JsonObject {
  const url = `${repositoryUrl(call.state, repository)}/contents/${entry.path}?ref=${reference}`;
  const git = `${repositoryUrl(call.state, repository)}/git/${entry.type}s/${entry.sha}`;
  const html = `${call.state.url}/${fullName(repository)}/blob/${reference}/${entry.path}`;
  return {
    type:
      entry.mode === '120000'
        ? 'symlink'
        : entry.type === 'tree'
          ? 'dir'
          : entry.type === 'commit'
            ? 'submodule'
            : 'file',
    size: entry.size ?? 0,
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.sha,
    url,
    git_url: git,
    html_url: html,
    download_url: entry.type === 'tree' ? null : html,
    _links: { self: url, git, html },
  };
}

function tree(call: Call) {
  const repository = repositoryOf(call);
  const reference = call.params['tree_sha'] ?? '';
  const sha = repository.git.resolve(reference) ?? reference;
  const recursive = call.query.has('recursive');
  const entries = repository.git.list(sha, recursive ? 'all' : 'one');
  const limit = call.state.treeLimit;
  const url = repositoryUrl(call.state, repository);
  return {
    status: 200,
    body: {
      sha: repository.git.has(sha) ? repository.git.read(sha).tree : sha,
      url: `${url}/git/trees/${sha}`,
      truncated: recursive && entries.length > limit,
      tree: (recursive ? entries.slice(0, limit) : entries).map((entry) => ({
        path: entry.path,
        mode: entry.mode,
        type: entry.type,
        sha: entry.sha,
        ...(entry.size === null ? {} : { size: entry.size }),
        url: `${url}/git/${entry.type}s/${entry.sha}`,
      })),
    },
  };
}

function blob(call: Call) {
  const repository = repositoryOf(call);
  const sha = call.params['file_sha'] ?? '';
  const bytes = repository.git.blob(sha);
  if (!bytes) throw notFound();
  if (call.accept.includes('raw')) return { status: 200, body: new Uint8Array(bytes) };
  return {
    status: 200,
    body: {
      sha,
      node_id: sha,
      url: `${repositoryUrl(call.state, repository)}/git/blobs/${sha}`,
      size: bytes.length,
      encoding: 'base64',
      content: bytes.toString('base64'),
    },
  };
}

function branch(call: Call) {
  const repository = repositoryOf(call);
  const name = call.params['branch'] ?? '';
  const sha = repository.git.resolve(`refs/heads/${name}`);
  if (!sha) throw new Refusal(404, 'Branch not found');
  const url = `${repositoryUrl(call.state, repository)}/branches/${name}`;
  return {
    status: 200,
    body: {
      name,
      commit: commitJson(call.state, repository, sha),
      _links: { self: url, html: `${call.state.url}/${fullName(repository)}/tree/${name}` },
      protected: repository.protectedBranches.has(name),
      protection: {},
      protection_url: `${url}/protection`,
    },
  };
}
