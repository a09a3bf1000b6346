import type { Tree } from '#app/source/tree.ts';

/** Directory of a tree that fetched modules are mounted in; discovery never enters it. */
export const FETCHED_FOLDER = '.finops/modules';
const MANIFEST = 'modules.json';

/** One source that was asked for: where its files are, or why they are not to be had. */
export interface FetchedModule {
  readonly source: string;
  /** The version constraint of the call, an empty string without one. */
  readonly version: string;
  readonly path?: string;
  readonly problem?: string;
  readonly remedy?: string;
}

/** The list of what was fetched, as a file of the folder. */
export function fetchedManifest(modules: readonly FetchedModule[]): readonly [string, string] {
  return [MANIFEST, JSON.stringify(modules)];
}

/** What became of a source that was asked for; undefined when it never was. */
export function fetchedModule(tree: Tree, call: Pick<FetchedModule, 'source' | 'version'>): FetchedModule | undefined {
  const manifest = tree.read(`${FETCHED_FOLDER}/${MANIFEST}`);
  if (!manifest) return undefined;
  try {
    const modules = JSON.parse(new TextDecoder().decode(manifest)) as readonly FetchedModule[];
    return modules.find(({ source, version }) => source === call.source && version === call.version);
  } catch {
    // A file that somebody else has put there says nothing.
    return undefined;
  }
}
