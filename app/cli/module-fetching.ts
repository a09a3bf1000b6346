import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FinopsConfig } from '#app/config/finops-config.ts';
import type { SecureLimits } from '#app/source/secure-get.ts';
import type { Tree } from '#app/source/tree.ts';
import type { ModuleCache } from '#app/terraform/remote/transport.ts';
import type { Invocation, World } from './command.ts';

const MAX_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 60_000;
const DIGEST_LENGTH = 64;

/**
 * The tree with the modules that it calls, where a person (`--fetch-modules`) or the configuration (`modules.fetch`)
 * allows to fetch them; else the tree as it is. Asked are the hosts of the configuration and no others.
 */
export async function withModules(
  tree: Tree,
  request: {
    readonly paths: readonly string[];
    readonly config: FinopsConfig;
    readonly invocation: Invocation;
    readonly world: World;
  },
): Promise<Tree> {
  const { paths, config, invocation, world } = request;
  if (invocation.values['fetch-modules'] !== true && !config.modules.fetch) return tree;
  // Most runs fetch nothing, and loading Node's network would be a tenth of their start.
  const { gitArchive } = await import('#app/source/git-archive.ts');
  const { secureGet } = await import('#app/source/secure-get.ts');
  const { fetchModules } = await import('#app/terraform/remote/fetch-modules.ts');
  const limits: SecureLimits = { hosts: config.modules.hosts, maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS };
  const say = invocation.values['quiet'] === true ? undefined : world.err;
  return fetchModules(tree, {
    paths,
    transport: {
      get: (url) => secureGet(url, limits),
      gitArchive: (url, ref) => gitArchive(url, { ref, path: world.env['PATH'], limits }),
    },
    cache: directoryCache(cacheFolder(world.env)),
    ...(say ? { onFetch: (name) => say(`fetching ${name}\n`) } : {}),
  });
}

/** https://specifications.freedesktop.org/basedir-spec/latest (read 2026-11-25). */
function cacheFolder(env: World['env']): string | null {
  const base = env['XDG_CACHE_HOME'] ?? (env['HOME'] ? join(env['HOME'], '.cache') : null);
  return base === null ? null : join(base, 'finops', 'modules');
}

/**
 * Archives in a directory, each behind its SHA-256: what does not match it is not there. A directory that cannot be
 * used is a cache that keeps nothing.
 */
export function directoryCache(folder: string | null): ModuleCache {
  if (folder === null) return { read: () => null, write: () => {} };
  return {
    read(name) {
      try {
        const kept = readFileSync(join(folder, name));
        const archive = kept.subarray(DIGEST_LENGTH);
        return kept.toString('latin1', 0, DIGEST_LENGTH) === digestOf(archive) ? archive : null;
      } catch {
        // Not kept yet, or not readable: it is fetched.
        return null;
      }
    },
    write(name, archive) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const unfinished = join(folder, `${name}.${randomUUID()}`);
        writeFileSync(unfinished, Buffer.concat([Buffer.from(digestOf(archive), 'latin1'), archive]), { mode: 0o600 });
        renameSync(unfinished, join(folder, name));
      } catch {
        // A full or read-only disk costs the next run a download, nothing else.
      }
    },
  };
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
