import { InputError } from '#app/errors.ts';
import { readBlobs } from './blobs.ts';
import type { Deps, RepositoryName } from './client.ts';
import { type CommitEntry, readEntries } from './tree-entries.ts';
import { followLinks, linksInside, type TreeLinks } from './tree-links.ts';

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

/** One name in a folder. */
export interface TreeName {
  readonly name: string;
  readonly kind: 'file' | 'directory';
  readonly isLink?: true;
}

/** The files of a commit, in the shape of `app/source`'s Tree. */
export interface CommitTree {
  readonly sha: string;
  read(path: string): Uint8Array | null;
  list(path: string): readonly TreeName[];
  /** Paths of all files, links left out. */
  readonly paths: readonly string[];
  /** Symbolic links that stay inside the commit; they are followed, as in a directory. */
  readonly links: TreeLinks;
  /** Links that lead out of it, and submodules: they do not exist for a reader. */
  readonly refused: readonly string[];
  /** Files that were asked for and had not been loaded, so far. */
  missed(): readonly string[];
  /** Loads the missed files; false when there was none. Throws as `readTree`. */
  loadMissed(deps: Deps): Promise<boolean>;
}

/** A link's text is a path. */
const LONGEST_LINK = 4096;

/**
 * The tree of a commit through the API: one request for its names, one for about a hundred files. Nothing is unpacked,
 * and links lead nowhere outside. Throws InputError beyond the limits, UpstreamError when GitHub does not answer.
 */
export async function readTree(request: TreeRequest, deps: Deps): Promise<CommitTree> {
  const { wantsFolder = () => true, known = new Map<string, Uint8Array>(), limits = TREE_LIMITS } = request;
  const entries = await readEntries({ ...request, wantsFolder }, deps);
  const files = new Map(entries.filter((each) => each.kind === 'file').map((each) => [each.path, each]));
  const loaded = new Map<string, Uint8Array>();
  const missed = new Set<string>();

  async function load(wanted: readonly CommitEntry[]): Promise<void> {
    const unknown = wanted.filter((each) => !known.has(each.sha));
    for (const [sha, bytes] of await readBlobs({ ...request, blobs: unknown }, deps)) known.set(sha, bytes);
    for (const { path, sha } of wanted) {
      const bytes = known.get(sha);
      if (bytes) loaded.set(path, bytes);
    }
  }

  function loadFiles(wanted: readonly CommitEntry[]): Promise<void> {
    checkLimits(wanted, limits);
    return load(wanted);
  }

  const linked = entries.filter((each) => each.kind === 'link' && each.sizeBytes <= LONGEST_LINK);
  checkLimits(linked, { ...limits, bytesAFile: LONGEST_LINK });
  await load(linked);
  await loadFiles([...files.values()].filter((each) => request.wants(each.path, each.sizeBytes)));
  const texts = linked.map(({ path }) => [path, Buffer.from(loaded.get(path) ?? '').toString()] as const);
  const links = linksInside(new Map(texts));
  for (const { path } of linked) loaded.delete(path);
  const folders = foldersOf(entries);
  const kindOf = (path: string): TreeName['kind'] | null => {
    const target = followLinks(path, links);
    return target === null ? null : files.has(target) ? 'file' : folders.has(target) ? 'directory' : null;
  };
  return {
    sha: request.sha,
    paths: [...files.keys()],
    links,
    refused: entries
      .filter(({ kind, path }) => kind === 'submodule' || (kind === 'link' && !links.has(path)))
      .map((each) => each.path),
    read(path) {
      const name = followLinks(path, links);
      if (name === null) return null;
      if (files.has(name) && !loaded.has(name)) missed.add(name);
      return loaded.get(name) ?? null;
    },
    list(path) {
      const folder = followLinks(path, links);
      return (folders.get(folder ?? '\0') ?? []).flatMap((each): readonly TreeName[] => {
        if (each.kind !== 'link') return [{ name: each.name, kind: each.kind }];
        const kind = kindOf(`${folder}/${each.name}`);
        return kind === null ? [] : [{ name: each.name, kind, isLink: true }];
      });
    },
    missed: () => [...missed],
    async loadMissed() {
      const wanted = [...missed].flatMap((path) => files.get(path) ?? []);
      missed.clear();
      await loadFiles(wanted);
      return wanted.length > 0;
    },
  };
}

function checkLimits(wanted: readonly CommitEntry[], limits: TreeLimits): void {
  const tooLarge = wanted.find((each) => each.sizeBytes > limits.bytesAFile);
  const place = tooLarge ? { file: tooLarge.path } : undefined;
  const bytes = wanted.reduce((sum, each) => sum + each.sizeBytes, 0);
  const remedy = 'leave it out of the projects in .github/finops.yml';
  if (tooLarge) throw new InputError(`a file of ${tooLarge.sizeBytes} bytes is more than is read`, { place, remedy });
  if (wanted.length > limits.files || bytes > limits.bytes) {
    throw new InputError(`${wanted.length} files of ${bytes} bytes are more than one review reads`, { remedy });
  }
}

interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link';
}

function foldersOf(entries: readonly CommitEntry[]): ReadonlyMap<string, readonly FolderEntry[]> {
  const folders = new Map<string, FolderEntry[]>([['', []]]);
  for (const { path, kind } of entries) {
    if (kind === 'submodule') continue;
    const end = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(0, end));
    const siblings = folders.get(folder) ?? [];
    siblings.push({ name: path.slice(end + 1), kind });
    folders.set(folder, siblings);
  }
  for (const siblings of folders.values()) siblings.sort((one, other) => (one.name < other.name ? -1 : 1));
  return folders;
}
