import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import { ask, type Deps, type RepositoryName } from './client.ts';

/** A file or folder of a commit; links and submodules are told apart, because nothing may follow them. */
export interface CommitEntry {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link' | 'submodule';
  readonly sha: string;
  readonly sizeBytes: number;
}

const Entry = z.object({
  path: z.string(),
  mode: z.string(),
  type: z.string(),
  sha: z.string(),
  size: z.number().optional(),
});
const GitTree = z.object({ truncated: z.boolean(), tree: z.array(Entry) });

/** A repository too large for one answer is walked folder by folder, up to this many requests. */
const MOST_FOLDERS = 100;

/**
 * Everything in a commit. GitHub cuts a recursive answer at 100,000 entries or 7 MB; then folders are asked for one by
 * one, only those that `wantsFolder` names. Throws InputError when that is too many, UpstreamError.
 */
export async function readEntries(
  request: RepositoryName & { readonly sha: string; readonly wantsFolder: (path: string) => boolean },
  deps: Deps,
): Promise<readonly CommitEntry[]> {
  const { owner, repo, sha, wantsFolder } = request;
  const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
  const whole = await ask({ route, parameters: { owner, repo, tree_sha: sha, recursive: '1' }, schema: GitTree }, deps);
  if (!whole.truncated) return whole.tree.flatMap((entry) => entryOf(entry, ''));
  const entries: CommitEntry[] = [];
  const waiting = [{ sha, prefix: '' }];
  for (let asked = 0; waiting.length > 0; asked++) {
    const folder = waiting.shift();
    if (!folder) break;
    if (asked === MOST_FOLDERS) {
      throw new InputError(`${owner}/${repo} has too many files to be read through GitHub's API`, {
        remedy: 'name the paths of the projects in .github/finops.yml, or run the gate from a checkout',
      });
    }
    const parameters = { owner, repo, tree_sha: folder.sha };
    const { tree } = await ask({ route, parameters, schema: GitTree }, deps);
    const inside = tree.flatMap((entry) => entryOf(entry, folder.prefix));
    entries.push(...inside);
    for (const each of inside) {
      if (each.kind === 'directory' && wantsFolder(each.path)) waiting.push({ sha: each.sha, prefix: `${each.path}/` });
    }
  }
  return entries;
}

function entryOf(entry: z.infer<typeof Entry>, prefix: string): readonly CommitEntry[] {
  const path = `${prefix}${entry.path}`;
  // Git itself refuses to write such names, a hostile server or client does not.
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..')) return [];
  const kind =
    entry.mode === '120000'
      ? 'link'
      : entry.type === 'tree'
        ? 'directory'
        : entry.type === 'commit'
          ? 'submodule'
          : 'file';
  return [{ path, kind, sha: entry.sha, sizeBytes: entry.size ?? 0 }];
}
