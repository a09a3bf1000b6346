import { execFileSync } from 'node:child_process';
import { InputError } from '#app/errors.ts';
import { memoryTree, normalPath, type Tree } from './tree.ts';

/** A repository may hold anything: nothing it configures is run, and no other repository is asked. */
const SAFE: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.alternateRefsCommand=',
  'protocol.allow=never',
  // A checkout that belongs to another user is the rule in containers; nothing in it is executed.
  'safe.directory=*',
].flatMap((setting) => ['-c', setting]);
const MAX_OUTPUT = 512 * 1024 * 1024;
const MAX_FILE = 16 * 1024 * 1024;
const TIMEOUT_MS = 60_000;
/** What is read at once; anything else is read when somebody asks for it. */
const USUAL = /\.(tf|tofu|tfvars|hcl|json|ya?ml|tpl|tmpl|tftpl)$/;

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
 * The files of a commit. Links and submodules are left out.
 * @throws InputError when the commit cannot be read, and from `read` for a file of more than 16 MiB.
 */
export function gitTree(repository: string, commit: string): Tree {
  const blobs = listBlobs(repository, commit);
  const usual = [...blobs.values()].filter(({ path, size }) => USUAL.test(path) && size <= MAX_FILE);
  const contents = new Map(readBlobs(repository, usual));
  const names = memoryTree(new Map([...blobs.keys()].map((path) => [path, ''])));
  return {
    list: (path) => names.list(path),
    read(path) {
      const blob = blobs.get(normalPath(path) ?? '\0');
      if (!blob) return null;
      const before = contents.get(blob.path);
      if (before) return before;
      if (blob.size > MAX_FILE) {
        const remedy = 'keep large files out of what is evaluated';
        throw new InputError(`${blob.size} bytes are more than are read`, { place: { file: path }, remedy });
      }
      const [found] = readBlobs(repository, [blob]);
      if (found) contents.set(blob.path, found[1]);
      return found?.[1] ?? null;
    },
  };
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

interface Blob {
  readonly path: string;
  readonly object: string;
  readonly size: number;
}

function listBlobs(repository: string, commit: string): ReadonlyMap<string, Blob> {
  try {
    const args = ['ls-tree', '-r', '-z', '-l', '--full-tree', '--end-of-options', commit];
    const lines = git(repository, args).toString().split('\0');
    const blobs = lines.flatMap((line) => {
      const [, mode, object, size, path] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line) ?? [];
      return mode?.startsWith('100') && object && path ? [{ path, object, size: Number(size) }] : [];
    });
    return new Map(blobs.map((blob) => [blob.path, blob]));
  } catch (cause) {
    throw unreadable(repository, { commit, cause });
  }
}

function unreadable(repository: string, problem: { readonly commit: string; readonly cause: unknown }): InputError {
  const remedy = 'fetch it with its files (a partial clone has none of them)';
  return new InputError(`commit ${problem.commit} cannot be read`, {
    place: { file: repository },
    remedy,
    cause: problem.cause,
  });
}

function readBlobs(repository: string, blobs: readonly Blob[]): readonly (readonly [string, Uint8Array])[] {
  if (blobs.length === 0) return [];
  try {
    const output = git(repository, ['cat-file', '--batch'], blobs.map(({ object }) => `${object}\n`).join(''));
    return splitBatch(output, blobs);
  } catch (cause) {
    throw unreadable(repository, { commit: blobs[0]?.object ?? '', cause });
  }
}

function splitBatch(output: Buffer, blobs: readonly Blob[]): readonly (readonly [string, Uint8Array])[] {
  let at = 0;
  return blobs.map(({ path }) => {
    const end = output.indexOf(10, at);
    const size = Number(output.subarray(at, end).toString().split(' ')[2]);
    if (!Number.isInteger(size)) throw new RangeError(`unexpected answer for ${path}`);
    at = end + 1 + size + 1;
    return [path, output.subarray(end + 1, end + 1 + size)] as const;
  });
}

/** What git prints, closed off from what steers it outside. Throws when it fails. */
export function git(directory: string, args: readonly string[], input?: string): Buffer {
  return execFileSync('git', [...SAFE, '-C', directory, ...args], {
    maxBuffer: MAX_OUTPUT,
    timeout: TIMEOUT_MS,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: cleanEnvironment(),
    ...(input === undefined ? {} : { input }),
  });
}

/** Nothing from outside steers git (`GIT_DIR`, a user's configuration), and it asks nobody anything. */
function cleanEnvironment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
  };
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

/** Address of the remote called origin, null where there is none. */
export function originUrl(path: string): string | null {
  try {
    return git(path, ['config', '--get', 'remote.origin.url']).toString().trim() || null;
  } catch {
    // No repository, or one that was never cloned.
    return null;
  }
}
