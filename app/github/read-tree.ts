import { InputError } from '#app/errors.ts';
import { readBlobs } from './blobs.ts';
import type { Deps, RepositoryName } from './client.ts';
import { type CommitEntry, readEntries } from './tree-entries.ts';

export interface TreeLimits {
  readonly files: number;
  readonly bytesAFile: number;
  readonly bytes: number;
}

const TREE_LIMITS: TreeLimits = { files: 5_000, bytesAFile: 4 << 20, bytes: 64 << 20 };

export interface TreeRequest extends RepositoryName {
  readonly sha: string;
  /** Which files are read; the others are listed, and reading one is noted in `missed`. */
  readonly wants: (path: string, sizeBytes: number) => boolean;
  /** Which folders are walked in a repository too large for one answer. Default: all. */
  readonly wantsFolder?: (path: string) => boolean;
  readonly limits?: TreeLimits;
  /** Contents by sha, kept between the trees of one review: what did not change is read once. */
  readonly known?: Map<string, Uint8Array>;
}

/** The files of a commit, in the shape of `app/source`'s Tree. */
export interface CommitTree {
  readonly sha: string;
  read(path: string): Uint8Array | null;
  list(path: string): readonly { readonly name: string; readonly kind: 'file' | 'directory' }[];
  /** Paths of all files, links left out. */
  readonly paths: readonly string[];
  /** Symbolic links and submodules, which are never followed. */
  readonly refused: readonly string[];
  /** Files that were asked for and had not been loaded, so far. */
  missed(): readonly string[];
  /** Loads the missed files; false when there was none. Throws as `readTree`. */
  loadMissed(deps: Deps): Promise<boolean>;
}

/**
 * The tree of a commit through the API: one request for its names, one for about a hundred files. Nothing is unpacked
 * and no link followed. Throws InputError beyond the limits, UpstreamError when GitHub does not answer.
 */
export async function readTree(request: TreeRequest, deps: Deps): Promise<CommitTree> {
  const { wantsFolder = () => true, known = new Map<string, Uint8Array>() } = request;
  const entries = await readEntries({ ...request, wantsFolder }, deps);
  const files = new Map(entries.filter((each) => each.kind === 'file').map((each) => [each.path, each]));
  const loaded = new Map<string, Uint8Array>();
  const missed = new Set<string>();

  async function load(wanted: readonly CommitEntry[]): Promise<void> {
    checkLimits(wanted, request);
    const unknown = wanted.filter((each) => !known.has(each.sha));
    for (const [sha, bytes] of await readBlobs({ ...request, blobs: unknown }, deps)) known.set(sha, bytes);
    for (const { path, sha } of wanted) {
      const bytes = known.get(sha);
      if (bytes) loaded.set(path, bytes);
    }
  }

  await load([...files.values()].filter((each) => request.wants(each.path, each.sizeBytes)));
  const folders = foldersOf(entries);
  return {
    sha: request.sha,
    paths: [...files.keys()],
    refused: entries.filter((each) => each.kind === 'link' || each.kind === 'submodule').map((each) => each.path),
    read(path) {
      const name = normal(path);
      if (name === null) return null;
      if (files.has(name) && !loaded.has(name)) missed.add(name);
      return loaded.get(name) ?? null;
    },
    list: (path) => folders.get(normal(path) ?? '\0') ?? [],
    missed: () => [...missed],
    async loadMissed() {
      const wanted = [...missed].flatMap((path) => files.get(path) ?? []);
      missed.clear();
      await load(wanted);
      return wanted.length > 0;
    },
  };
}

function checkLimits(wanted: readonly CommitEntry[], request: TreeRequest): void {
  const limits = request.limits ?? TREE_LIMITS;
  const tooLarge = wanted.find((each) => each.sizeBytes > limits.bytesAFile);
  const place = tooLarge ? { file: tooLarge.path } : undefined;
  const bytes = wanted.reduce((sum, each) => sum + each.sizeBytes, 0);
  const remedy = 'leave it out of the projects in .github/finops.yml';
  if (tooLarge) throw new InputError(`a file of ${tooLarge.sizeBytes} bytes is more than is read`, { place, remedy });
  if (wanted.length > limits.files || bytes > limits.bytes) {
    throw new InputError(`${wanted.length} files of ${bytes} bytes are more than one review reads`, { remedy });
  }
}

function foldersOf(
  entries: readonly CommitEntry[],
): ReadonlyMap<string, readonly { name: string; kind: 'file' | 'directory' }[]> {
  const folders = new Map<string, { name: string; kind: 'file' | 'directory' }[]>([['', []]]);
  for (const { path, kind } of entries) {
    if (kind !== 'file' && kind !== 'directory') continue;
    const end = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(0, end));
    const siblings = folders.get(folder) ?? [];
    siblings.push({ name: path.slice(end + 1), kind });
    folders.set(folder, siblings);
  }
  for (const siblings of folders.values()) siblings.sort((one, other) => (one.name < other.name ? -1 : 1));
  return folders;
}

function normal(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
