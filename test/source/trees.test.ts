import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { archiveTree } from '#app/source/archive-tree.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { gitTree, mergeBase, repositoryOf } from '#app/source/git-tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'trees-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function textOf(content: Uint8Array | null): string | null {
  return content && new TextDecoder().decode(content);
}

describe('a directory', () => {
  write('plain/a.tf', 'a');
  write('plain/real/b.tf', 'b');
  write('secret.txt', 'hunter2');
  symlinkSync('real', join(folder, 'plain/linked'));
  symlinkSync('../secret.txt', join(folder, 'plain/out.tf'));
  symlinkSync('..', join(folder, 'plain/up'));
  symlinkSync('nowhere', join(folder, 'plain/dangling'));
  const tree = directoryTree(join(folder, 'plain'), 10);

  it('lists links by what they lead to, and none that leads out', () => {
    expect(tree.list('')).toEqual([
      { name: 'a.tf', kind: 'file' },
      { name: 'linked', kind: 'directory', isLink: true },
      { name: 'real', kind: 'directory' },
    ]);
  });

  it('reads through links inside and not outside', () => {
    expect(textOf(tree.read('linked/b.tf'))).toBe('b');
    expect(tree.read('out.tf')).toBeNull();
    expect(tree.read('up/secret.txt')).toBeNull();
    expect(tree.read('../secret.txt')).toBeNull();
  });

  it('has no entries for a file, and no content for a directory', () => {
    expect(tree.list('a.tf')).toEqual([]);
    expect(tree.read('real')).toBeNull();
  });

  it('refuses a file that is too large', () => {
    write('plain/large.tf', '12345678901');
    expect(() => tree.read('large.tf')).toThrow('more than the 10 allowed');
  });
});

describe('a commit', () => {
  const repository = join(folder, 'repository');
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args])
      .toString()
      .trim();
  mkdirSync(repository);
  execFileSync('git', ['init', '-q', repository]);
  write('repository/main.tf', 'one');
  write('repository/files/any.bin', 'binary');
  symlinkSync('main.tf', join(repository, 'link.tf'));
  git('add', '-A');
  git('commit', '-qm', 'one');
  const base = git('rev-parse', 'HEAD');
  write('repository/main.tf', 'two');
  git('commit', '-qam', 'two');

  it('is read with all its files and without links', () => {
    const tree = gitTree(repository, base);
    expect(textOf(tree.read('main.tf'))).toBe('one');
    expect(textOf(tree.read('files/any.bin'))).toBe('binary');
    expect(tree.read('link.tf')).toBeNull();
    expect(tree.list('')).toEqual([
      { name: 'files', kind: 'directory' },
      { name: 'main.tf', kind: 'file' },
    ]);
  });

  it('is found as merge base, and its repository by a path', () => {
    expect(mergeBase(repository, base)).toBe(base);
    expect(repositoryOf(join(repository, 'files'))).toBe(repository);
    expect(repositoryOf(tmpdir())).toBeNull();
  });

  it('that does not exist is an error, and no option', () => {
    expect(() => gitTree(repository, '0123456789012345678901234567890123456789')).toThrow('cannot be read');
    expect(() => mergeBase(repository, '--output=x')).toThrow('share no commit');
  });

  it('runs nothing that the repository configures', () => {
    const marker = join(folder, 'executed');
    write('repository/hook.sh', `#!/bin/sh\ntouch ${marker}\n`);
    execFileSync('chmod', ['+x', join(repository, 'hook.sh')]);
    for (const key of ['core.fsmonitor', 'core.sshCommand', 'core.pager', 'credential.helper', 'core.gitProxy'])
      git('config', key, join(repository, 'hook.sh'));
    gitTree(repository, base).read('files/any.bin');
    mergeBase(repository, base);
    expect(directoryTree(folder, 1000).read('executed')).toBeNull();
  });
});

describe('an archive', () => {
  interface Member {
    readonly path: string;
    readonly text?: string;
    readonly type?: string;
  }
  const limits = { maxBytes: 1_000_000, maxFiles: 5 };

  function tar(members: readonly Member[]): Uint8Array {
    const blocks = members.flatMap(({ path, text = '', type = '0' }) => {
      const header = Buffer.alloc(512);
      header.write(path, 0, 100);
      header.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124);
      header.write(type, 156);
      header.fill(' ', 148, 156);
      const sum = header.reduce((total, byte) => total + byte, 0);
      header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
      const body = Buffer.alloc(Math.ceil(text.length / 512) * 512);
      body.write(text);
      return [header, body];
    });
    return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
  }

  it('is read without its top folder, its links left out', () => {
    const tree = archiveTree(
      tar([
        { path: 'pax_global_header', text: '52 comment=0123456789012345678901234567890123456789\n', type: 'g' },
        { path: 'org-repo-abc/', type: '5' },
        { path: 'org-repo-abc/main.tf', text: 'x' },
        { path: 'ignored', text: '31 path=org-repo-abc/very/long\n', type: 'x' },
        { path: 'short', text: 'long' },
        { path: 'org-repo-abc/link.tf', type: '2' },
      ]),
      limits,
    );
    expect(textOf(tree.read('main.tf'))).toBe('x');
    expect(textOf(tree.read('very/long'))).toBe('long');
    expect(tree.list('').map(({ name }) => name)).toEqual(['main.tf', 'very']);
  });

  it('as git makes it is read in full', () => {
    const long = `${'deep/'.repeat(30)}file.tf`;
    write(`archived/${long}`, 'content');
    const repository = join(folder, 'archived');
    execFileSync('git', ['init', '-q', repository]);
    execFileSync('git', ['-C', repository, 'add', '-A']);
    execFileSync('git', ['-C', repository, '-c', 'user.name=t', '-c', 'user.email=t@e', 'commit', '-qm', 'x']);
    const bytes = execFileSync('git', ['-C', repository, 'archive', '--format=tar.gz', '--prefix=top/', 'HEAD']);
    expect(textOf(archiveTree(bytes, limits).read(long))).toBe('content');
  });

  it.each([
    ['with a path that leaves it', tar([{ path: 'top/../../etc/passwd', text: 'x' }]), 'a path that leaves it'],
    ['with an absolute path', tar([{ path: '/etc/passwd', text: 'x' }]), 'a path that leaves it'],
    ['with too many files', tar([1, 2, 3, 4, 5, 6].map((i) => ({ path: `t/${i}` }))), 'more than 5 files'],
    ['that is a bomb', gzipSync(Buffer.alloc(50_000_000)), 'unpacks to more than 1000000 bytes'],
    ['that is cut off', tar([{ path: 't/a', text: 'x'.repeat(600) }]).subarray(0, 60), 'damaged'],
    ['that is no archive', new TextEncoder().encode('<html>'), 'damaged'],
  ])('%s is refused', (_, bytes, message) => {
    expect(() => archiveTree(bytes, limits)).toThrow(message);
  });
});
