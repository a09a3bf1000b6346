import { createHash } from 'node:crypto';
import { InputError, UpstreamError } from '#app/errors.ts';
import { type ArchiveLimits, archiveTree } from '#app/source/archive-tree.ts';
import type { Tree } from '#app/source/tree.ts';
import { zipTree } from '#app/source/zip-tree.ts';
import { findRelease } from './registry.ts';
import { type ArchiveSource, type GitSource, type RegistrySource, remoteSource } from './source-address.ts';
import type { ModuleCache, ModuleTransport } from './transport.ts';

/** Where a package comes from, before anything of it is downloaded. */
export interface PackageOrigin {
  /** Names one content where `isFixed`, else the place: `registry.terraform.io/a/b/aws/1.2.3`. */
  readonly name: string;
  /** False for what may be another content tomorrow. */
  readonly isFixed: boolean;
  readonly place: () => Promise<GitSource | ArchiveSource>;
}

/** The files of a package, and the directory in them that the origin speaks of. */
export interface FetchedPackage {
  readonly files: Tree;
  readonly inside: string;
}

export interface PackageStore {
  readonly transport: ModuleTransport;
  readonly cache: ModuleCache;
}

const LIMITS: ArchiveLimits = { maxBytes: 256 * 1024 * 1024, maxFiles: 20_000 };

/** What a source stands for; asks the registry which version it is. @throws UpstreamError as `findRelease`. */
export async function packageOrigin(
  source: RegistrySource | GitSource | ArchiveSource,
  request: { readonly version: string; readonly transport: ModuleTransport },
): Promise<PackageOrigin> {
  if (source.kind !== 'registry') {
    const { host, pathname, search } = new URL(source.url);
    const ref = source.kind === 'git' ? (source.ref ?? 'HEAD') : search;
    const isFixed = source.kind === 'git' && source.ref !== null;
    return {
      name: `${host}${pathname.replace(/\.git$/, '')}${ref === '' ? '' : `/${ref}`}`,
      isFixed,
      place: async () => ({ ...source, inside: '' }),
    };
  }
  const release = await findRelease(source, { constraint: request.version, transport: request.transport });
  return {
    name: `${source.host}/${source.name}/${release.version}`,
    isFixed: true,
    async place() {
      const place = remoteSource(await release.download());
      if (place?.kind === 'git' || place?.kind === 'archive') return place;
      const why = place?.kind === 'refused' ? place.why : 'it is no place to fetch from';
      throw new InputError(`${source.host} says where ${source.name} is, but ${why}`, { remedy: 'vendor the module' });
    },
  };
}

/**
 * The files of a package, from the cache when they are in it.
 * @throws InputError, UpstreamError when it cannot be fetched, or holds what is not allowed.
 */
export async function fetchPackage(origin: PackageOrigin, store: PackageStore): Promise<FetchedPackage> {
  const key = createHash('sha256').update(origin.name).digest('hex');
  const kept = origin.isFixed ? store.cache.read(key) : null;
  if (kept) return readKept(kept);
  const place = await origin.place();
  const packed = { ...(await download(place, store.transport)), inside: place.inside };
  const unpacked = unpack(packed);
  if (origin.isFixed) store.cache.write(key, keep(packed));
  return unpacked;
}

interface Packed {
  readonly bytes: Uint8Array;
  readonly form: 'git' | 'tar' | 'zip';
  readonly inside: string;
}

async function download(
  source: GitSource | ArchiveSource,
  transport: ModuleTransport,
): Promise<Pick<Packed, 'bytes' | 'form'>> {
  if (source.kind === 'git') return { bytes: await transport.gitArchive(source.url, source.ref), form: 'git' };
  const { status, url, body } = await transport.get(source.url);
  if (status !== 200) throw new UpstreamError(`${new URL(url).host} answered with status ${status}`, { status });
  // Both kinds say what they are in their first two bytes.
  return { bytes: body, form: body[0] === 0x50 && body[1] === 0x4b ? 'zip' : 'tar' };
}

function unpack({ bytes, form, inside }: Packed): FetchedPackage {
  if (form === 'git') return { files: archiveTree(bytes, LIMITS), inside };
  const files = form === 'zip' ? zipTree(bytes, LIMITS) : archiveTree(bytes, { ...LIMITS, top: 'keep' });
  return { files, inside: namedInside(files, inside) };
}

/**
 * The directory with its name in place of a `*`: the one folder that everything lies in, as in GitHub's archives.
 * @throws InputError when there is not exactly one.
 */
export function namedInside(files: Tree, inside: string): string {
  const [first, ...rest] = inside.split('/');
  if (first !== '*') return inside;
  const folders = files.list('').filter(({ kind }) => kind === 'directory');
  const [only] = folders;
  if (!only || folders.length > 1) throw new InputError('the archive does not have everything in one folder');
  return [only.name, ...rest].join('/');
}

/** One line of JSON, then the archive. */
function keep({ bytes, form, inside }: Packed): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ form, inside })}\n`), bytes]);
}

function readKept(kept: Uint8Array): FetchedPackage {
  const at = kept.indexOf(10);
  const head = JSON.parse(Buffer.from(kept.subarray(0, at)).toString()) as Pick<Packed, 'form' | 'inside'>;
  return unpack({ ...head, bytes: kept.subarray(at + 1) });
}
