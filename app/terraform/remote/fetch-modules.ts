import { InputError, UpstreamError } from '#app/errors.ts';
import { mountedTree } from '#app/source/mounted-tree.ts';
import { memoryTree, normalPath, subTree, type Tree } from '#app/source/tree.ts';
import { locateModule } from '../module-calls.ts';
import { moduleDirectories } from '../module-directories.ts';
import { type FetchedPackage, fetchPackage, namedInside, type PackageStore, packageOrigin } from './fetch-package.ts';
import { FETCHED_FOLDER, type FetchedModule, fetchedManifest } from './fetched-modules.ts';
import { terragruntCalls, type WrittenCall, writtenCalls } from './remote-calls.ts';
import { type RemoteSource, remoteSource } from './source-address.ts';

export interface FetchRequest extends PackageStore {
  /** Directories of the tree below which module calls are looked for. */
  readonly paths: readonly string[];
  /** Called before each package, with its name. */
  readonly onFetch?: (name: string) => void;
}

/** More packages than any honest repository calls. */
const MAX_PACKAGES = 200;

/**
 * The tree with all modules that it calls, and those that they call, fetched and mounted below `.finops/modules`. What
 * `terraform init` has installed, or what is vendored, is not fetched again. A module that cannot be fetched is
 * remembered with the reason, and the evaluation reports it where it is called. Nothing that is fetched is executed.
 */
export async function fetchModules(tree: Tree, request: FetchRequest): Promise<Tree> {
  const fetching = new Fetching(tree, request);
  const seen = new Set<string>();
  const pending = request.paths.flatMap((path) => [...moduleDirectories(tree, path).keys()]);
  for (const path of request.paths)
    for (const call of terragruntCalls(tree, path)) pending.push(...(await fetching.directoriesOf(call)));
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    if (seen.has(directory)) continue;
    seen.add(directory);
    for (const call of writtenCalls(fetching.tree, directory)) {
      const located = locateModule(fetching.tree, { ...call, from: directory, root: directory, key: call.name });
      pending.push(...('path' in located ? [located.path] : await fetching.directoriesOf(call)));
    }
  }
  return fetching.tree;
}

class Fetching {
  /** The tree with what is fetched so far. */
  tree: Tree;
  readonly #base: Tree;
  readonly #request: FetchRequest;
  readonly #mounts = new Map<string, Tree>();
  readonly #packages = new Map<string, string>();
  readonly #modules = new Map<string, FetchedModule>();

  constructor(base: Tree, request: FetchRequest) {
    this.tree = base;
    this.#base = base;
    this.#request = request;
  }

  /** The directory that a remote call leads to; none where it is no remote call, or cannot be fetched. */
  async directoriesOf(call: WrittenCall): Promise<readonly string[]> {
    const { source, version } = call;
    const remote = remoteSource(source);
    if (!remote) return [];
    const key = JSON.stringify([source, version]);
    const module = this.#modules.get(key) ?? { source, version, ...(await this.#fetch(remote, version)) };
    this.#modules.set(key, module);
    const manifest = new Map([fetchedManifest([...this.#modules.values()])]);
    this.tree = mountedTree(this.#base, new Map([...this.#mounts, [FETCHED_FOLDER, memoryTree(manifest)]]));
    return module.path === undefined ? [] : [module.path];
  }

  async #fetch(remote: RemoteSource, version: string): Promise<Pick<FetchedModule, 'path' | 'problem' | 'remedy'>> {
    try {
      if (remote.kind === 'refused') throw new InputError(remote.why, { remedy: 'vendor the module' });
      const origin = await packageOrigin(remote, { version, transport: this.#request.transport });
      const mount = this.#packages.get(origin.name) ?? this.#mount(origin.name, await this.#package(origin));
      const inside = namedInside(subTree(mountedTree(this.#base, this.#mounts), mount), remote.inside);
      return { path: normalPath(`${mount}/${inside}`) ?? mount };
    } catch (error) {
      if (!(error instanceof InputError || error instanceof UpstreamError)) throw error;
      return { problem: error.message, ...(error.remedy === undefined ? {} : { remedy: error.remedy }) };
    }
  }

  #package(origin: Awaited<ReturnType<typeof packageOrigin>>): Promise<FetchedPackage> {
    if (this.#packages.size >= MAX_PACKAGES)
      throw new InputError(`more than ${MAX_PACKAGES} modules are to be fetched`, { remedy: 'vendor some of them' });
    this.#request.onFetch?.(origin.name);
    return fetchPackage(origin, this.#request);
  }

  /** Where the package is mounted, with the directory that its origin speaks of. */
  #mount(name: string, { files, inside }: FetchedPackage): string {
    const folder = name
      .replace(/[^\w./-]/g, '_')
      .replace(/\.\.+/g, '_')
      .replace(/\/+/g, '/');
    this.#mounts.set(`${FETCHED_FOLDER}/${folder}`, files);
    const path = normalPath(`${FETCHED_FOLDER}/${folder}/${inside}`) ?? FETCHED_FOLDER;
    this.#packages.set(name, path);
    return path;
  }
}
