import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { InputError, UpstreamError } from '#app/errors.ts';
import { checkedUrl, guardedLookup, type SecureLimits } from './secure-get.ts';

const run = promisify(execFile);

/** Over https and nothing else, without redirects, submodules, hooks, helpers or anything of the user's. */
const SETTINGS: readonly string[] = [
  'protocol.allow=never',
  'protocol.https.allow=always',
  'http.followRedirects=false',
  'http.proxy=',
  'http.sslVerify=true',
  'credential.helper=',
  'core.askPass=',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.alternateRefsCommand=',
  'fetch.fsckObjects=true',
  'fetch.recurseSubmodules=false',
  'submodule.recurse=false',
  'maintenance.auto=false',
  'gc.auto=0',
].flatMap((setting) => ['-c', setting]);

/**
 * The files of one commit of a repository, as a `.tar.gz` with one top folder, fetched with the git of this machine.
 * Without a `ref` it is the repository's default branch.
 * @throws InputError for what must not be asked, UpstreamError when git fails or takes too long.
 */
export async function gitArchive(
  address: string,
  request: { readonly ref: string | null; readonly path: string | undefined; readonly limits: SecureLimits },
): Promise<Uint8Array> {
  const { ref, limits } = request;
  const url = checkedUrl(address, limits);
  if (ref !== null && !/^[\w][\w./+@-]*$/.test(ref))
    throw new InputError('the ref of the module is none that git has', { remedy: 'correct the source' });
  await checkVersion(request);
  const folder = mkdtempSync(join(tmpdir(), 'finops-module-'));
  const pinned = await pinnedAddress(url, limits);
  const trusted = limits.caFile === undefined ? [] : ['-c', `http.sslCAInfo=${limits.caFile}`];
  const git = (args: readonly string[]): Promise<Buffer> =>
    call([...SETTINGS, '-c', `http.curloptResolve=${pinned}`, ...trusted, '-C', folder, ...args], request);
  try {
    await git(['init', '--quiet', '--bare', '--template=']);
    await fetchCommit(git, { url: url.href, ref: ref ?? 'HEAD' });
    const archive = await git(['archive', '--format=tar', '--prefix=module/', 'FETCH_HEAD']);
    return gzipSync(archive, { level: 1 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Older ones do not know `http.curloptResolve`, and would ask for the address again: a git of 2022 is needed. */
async function checkVersion(request: Parameters<typeof call>[1]): Promise<void> {
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec((await call(['--version'], request)).toString()) ?? [];
  if (Number(major) < 2 || (Number(major) === 2 && Number(minor) < 37))
    throw new InputError('modules are fetched with git 2.37 or newer', { remedy: 'update git, or vendor the module' });
}

/** Some servers give out a commit only by a name that leads to it: those are asked for everything. */
async function fetchCommit(
  git: (args: readonly string[]) => Promise<Buffer>,
  wanted: { readonly url: string; readonly ref: string },
): Promise<void> {
  const { url, ref } = wanted;
  const fetch = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-commit-graph'];
  try {
    await git([...fetch, '--depth=1', '--end-of-options', url, ref]);
  } catch (error) {
    if (!/^[0-9a-f]{7,64}$/.test(ref)) throw error;
    await git([...fetch, '--end-of-options', url, '+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']);
    await git(['update-ref', 'FETCH_HEAD', `${ref}^{commit}`]);
  }
}

/** git resolves names by itself: the address that was checked is the one that it is told. */
function pinnedAddress(url: URL, limits: SecureLimits): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? '443' : url.port;
  return new Promise((resolve, reject) => {
    const refuse = (cause: unknown): void => {
      const message = cause instanceof Error ? cause.message : `${host} stands for an address that is not public`;
      reject(new InputError(message, { cause, remedy: 'do not fetch it' }));
    };
    if (isIP(host) !== 0) return refuse(new Error('git is asked by name, not by address'));
    guardedLookup(limits)(host, { all: false }, (error, address) => {
      if (error || typeof address !== 'string') return refuse(error);
      resolve(`${host}:${port}:${isIP(address) === 6 ? `[${address}]` : address}`);
    });
  });
}

async function call(
  args: readonly string[],
  { path, limits }: { readonly path: string | undefined; readonly limits: SecureLimits },
): Promise<Buffer> {
  try {
    // No file that git writes may be larger than what is allowed; `ulimit` counts blocks of 512 bytes.
    const limited = 'ulimit -f "$0" && exec git "$@"';
    const blocks = String(Math.ceil(limits.maxBytes / 512));
    const { stdout } = await run('/bin/sh', ['-c', limited, blocks, ...args], {
      encoding: 'buffer',
      maxBuffer: limits.maxBytes,
      timeout: limits.timeoutMs,
      killSignal: 'SIGKILL',
      env: environment(path),
    });
    return stdout;
  } catch (cause) {
    const { stderr, killed } = cause as { readonly stderr?: Buffer; readonly killed?: boolean };
    const said = (stderr?.toString('utf8') ?? '').split('\n').filter((line) => line.trim() !== '');
    const what = killed ? 'took too long, or sent too much' : (said.at(-1) ?? String(cause));
    throw new UpstreamError(`git: ${what.replace(/\/\/[^/@\s]*@/g, '//')}`, { retryable: true, cause });
  }
}

function environment(path: string | undefined): Record<string, string> {
  return {
    PATH: path ?? '/usr/bin:/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_SSH_COMMAND: 'false',
    GIT_ALLOW_PROTOCOL: 'https',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
  };
}
