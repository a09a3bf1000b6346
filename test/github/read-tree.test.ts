import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubClient } from '#app/github/client.ts';
import { readTree, type TreeRequest } from '#app/github/read-tree.ts';
import { clientOf } from '#test/support/github/fixture.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

let github: GitHubDouble;
let repository: RepositoryDouble;
let client: GitHubClient;
const text = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString();

beforeEach(async () => {
  github = await startGitHub();
  const files = {
    'prod/main.tf': 'prod\r\n',
    'prod/data.bin': new Uint8Array([0, 1, 2, 255]),
    'prod/latin.tf': new Uint8Array([0x6e, 0xe9]),
    'prod/empty.tf': '',
    'modules/net/main.tf': '\uFEFFnet ü\n',
    'outside.tf': { link: '/etc/passwd' },
    'docs/readme.md': 'words',
  };
  repository = github.createRepository('acme/infra', { files });
  client = clientOf(github, github.workflowToken(repository, { contents: 'read' }));
});

afterEach(async () => {
  await github.close();
});

function request(changes: Partial<TreeRequest> = {}): TreeRequest {
  const wants = (path: string): boolean => !path.startsWith('docs/');
  return { owner: 'acme', repo: 'infra', sha: repository.head('main'), wants, ...changes };
}

describe('readTree', () => {
  it('reads every byte as git has it, whatever the encoding', async () => {
    const tree = await readTree(request(), { client });
    expect(text(tree.read('prod/main.tf'))).toBe('prod\r\n');
    expect([...(tree.read('prod/data.bin') ?? [])]).toEqual([0, 1, 2, 255]);
    expect([...(tree.read('prod/latin.tf') ?? [])]).toEqual([0x6e, 0xe9]);
    expect(text(tree.read('prod/empty.tf'))).toBe('');
    expect(text(tree.read('./prod/../modules/net/main.tf'))).toBe('\uFEFFnet ü\n');
    expect(tree.list('prod').map((each) => each.name)).toEqual(['data.bin', 'empty.tf', 'latin.tf', 'main.tf']);
    expect(tree.list('').map((each) => [each.name, each.kind])).toEqual([
      ['docs', 'directory'],
      ['modules', 'directory'],
      ['prod', 'directory'],
    ]);
    github.verify();
  });

  it('follows a link inside the commit, to a file and to a folder, and in no circle', async () => {
    repository.push(
      'main',
      {
        'prod/shared.tf': { link: '../docs/readme.md' },
        'prod/net': { link: '../modules/net' },
        loop: { link: 'loop' },
        up: { link: '../..' },
      },
      { by: 'admin' },
    );
    const tree = await readTree(request(), { client });
    expect(tree.list('prod').filter((each) => each.isLink)).toEqual([
      { name: 'net', kind: 'directory', isLink: true },
      { name: 'shared.tf', kind: 'file', isLink: true },
    ]);
    expect(tree.list('prod/net').map((each) => each.name)).toEqual(['main.tf']);
    expect(text(tree.read('prod/net/main.tf'))).toBe('\uFEFFnet ü\n');
    expect(tree.read('prod/shared.tf')).toBeNull();
    await tree.loadMissed({ client });
    expect(text(tree.read('prod/shared.tf'))).toBe('words');
    expect([tree.read('loop'), tree.list('loop'), tree.list('up')]).toEqual([null, [], []]);
    expect(tree.refused).toEqual(['outside.tf', 'up']);
    github.verify();
  });

  it('never follows a link out of the commit, and never leaves the root', async () => {
    const tree = await readTree(request(), { client });
    expect(tree.refused).toEqual(['outside.tf']);
    expect(tree.read('outside.tf')).toBeNull();
    expect(tree.read('../../etc/passwd')).toBeNull();
    expect(tree.list('..')).toEqual([]);
  });

  it('notes a file that was not loaded and loads it when asked', async () => {
    const tree = await readTree(request(), { client });
    expect(tree.read('docs/readme.md')).toBeNull();
    expect(tree.missed()).toEqual(['docs/readme.md']);
    expect(await tree.loadMissed({ client })).toBe(true);
    expect(text(tree.read('docs/readme.md'))).toBe('words');
    expect(await tree.loadMissed({ client })).toBe(false);
  });

  it('reads what two commits share once', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`prod/f${index}.tf`, `file ${index}\n`]),
    );
    repository.push('main', many, { by: 'alice' });
    const before = repository.head('main');
    repository.push('main', { 'prod/f1.tf': 'new\n', 'prod/f2.tf': 'new too\n' }, { by: 'alice' });
    const known = new Map<string, Uint8Array>();
    const start = github.calls.length;
    const prior = await readTree(request({ sha: before, known }), { client });
    const planned = await readTree(request({ known }), { client });
    expect(text(prior.read('prod/f1.tf'))).toBe('file 1\n');
    expect(text(planned.read('prod/f1.tf'))).toBe('new\n');
    expect(text(planned.read('prod/f3.tf'))).toBe('file 3\n');
    const calls = github.calls.slice(start).map((call) => call.template);
    expect(calls.filter((call) => call.includes('trees'))).toHaveLength(2);
    // The link is one query, 205 files are three, the two changed ones one; two are not text and are asked for alone.
    expect(calls.filter((call) => call === 'graphql readBlobs')).toHaveLength(5);
    expect(calls).toHaveLength(9);
    github.verify();
  });

  it('walks the folders that matter when a repository is too large for one answer', async () => {
    github.state.treeLimit = 2;
    const wantsFolder = (path: string): boolean => path !== 'docs';
    const tree = await readTree(request({ wantsFolder }), { client });
    expect(text(tree.read('modules/net/main.tf'))).toBe('\uFEFFnet ü\n');
    expect(tree.paths).not.toContain('docs/readme.md');
    github.verify();
  });

  it('refuses what is larger than the limits, and names it', async () => {
    const limits = { files: 3, bytesAFile: 10, bytes: 100 };
    await expect(readTree(request({ limits }), { client })).rejects.toMatchObject({ code: 'input' });
    repository.push('main', { 'prod/large.tf': 'x'.repeat(11) }, { by: 'alice' });
    const bounded = readTree(request({ limits: { ...limits, files: 100 } }), { client });
    await expect(bounded).rejects.toMatchObject({ code: 'input', place: { file: 'prod/large.tf' } });
  });
});
