import { execFileSync } from 'node:child_process';
import { InputError } from '#app/errors.ts';
import { memoryTree, type Tree } from './tree.ts';

/** A repository may hold anything: nothing it configures is run, and no other repository is asked. */
const SAFE: readonly string[] = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'protocol.allow=never',
];
const MAX_OUTPUT = 512 * 1024 * 1024;
const WANTED = /\.(tf|tofu|tfvars|hcl|json|ya?ml|tpl|tmpl|tftpl|txt|sh|cfg|conf|pem|pub)$/;

/**
 * The commit that a change starts from: the merge base of `ref` and HEAD.
 * @throws InputError when `ref` is not a commit here, or shares no history with HEAD.
 */
export function mergeBase(repository: string, ref: string): string {
  try {
    return git(repository, ['merge-base', '--end-of-options', ref, 'HEAD']).toString().trim();
  } catch (cause) {
    const remedy = 'fetch it first (git fetch origin REF), with enough history';
    throw new InputError(`${ref} and HEAD share no commit`, { place: { file: repository }, remedy, cause });
  }
}

/**
 * The files of a commit that can matter to an estimate, read at once. Links are left out.
 * @throws InputError when the commit cannot be read.
 */
export function gitTree(repository: string, commit: string): Tree {
  try {
    const listing = git(repository, ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit]).toString();
    const wanted = listing.split('\0').flatMap((line) => {
      const [, mode, object, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return mode?.startsWith('100') && object && path && WANTED.test(path) ? [{ object, path }] : [];
    });
    const input = wanted.map((each) => `${each.object}\n`).join('');
    const output = input === '' ? Buffer.alloc(0) : git(repository, ['cat-file', '--batch'], input);
    return memoryTree(
      readBatch(
        output,
        wanted.map((each) => each.path),
      ),
    );
  } catch (cause) {
    throw new InputError(`commit ${commit} cannot be read`, { place: { file: repository }, cause });
  }
}

/** Root of the repository that holds `path`, null outside of one. */
export function repositoryOf(path: string): string | null {
  try {
    return git(path, ['rev-parse', '--show-toplevel']).toString().trim();
  } catch {
    // Not a repository: a plain directory is read as it is.
    return null;
  }
}

function git(directory: string, args: readonly string[], input?: string): Buffer {
  return execFileSync('git', [...SAFE, '-C', directory, ...args], {
    maxBuffer: MAX_OUTPUT,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  });
}

function readBatch(output: Buffer, paths: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let at = 0;
  for (const path of paths) {
    const end = output.indexOf(10, at);
    const size = Number(output.subarray(at, end).toString().split(' ')[2]);
    if (!Number.isInteger(size)) throw new RangeError(`unexpected answer for ${path}`);
    files.set(path, output.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return files;
}

/** Sha of the commit that is checked out, null outside of a repository. */
export function headCommit(path: string): string | null {
  try {
    return git(path, ['rev-parse', 'HEAD']).toString().trim();
  } catch {
    // Not a checkout: whoever asks reads the commit elsewhere.
    return null;
  }
}
