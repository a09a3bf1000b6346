import type { Diagnostic } from '#app/errors.ts';
import { directoryOf, isBelow } from './file-path.ts';
import type { ManifestListing } from './kubernetes-projects.ts';
import {
  isKustomizationFile,
  KUSTOMIZATION_NAMES,
  type Kustomization,
  outsidePathsOf,
  readKustomization,
} from './kustomization.ts';

/** The kustomizations of a listing, and what they are made of. */
export interface KustomizationSet {
  readonly listed: readonly Kustomization[];
  /** True for a file or directory that one of them uses. */
  readonly isUsed: (path: string) => boolean;
  /** The kustomization of a directory, also of one outside of the listing. */
  readonly of: (directory: string) => Kustomization | undefined;
  /** Files and directories that it and all that it uses are made of. */
  readonly sourcesOf: (root: Kustomization) => readonly string[];
  /** Why it must not be built here: it would load something over the network, or from elsewhere on this machine. */
  readonly refusalOf: (root: Kustomization) => string | null;
}

/** Reads the kustomization files among `files`; one that is broken is a diagnostic. */
export function openKustomizations(
  files: readonly string[],
  listing: Pick<ManifestListing, 'read' | 'start'>,
  diagnostics: Diagnostic[],
): KustomizationSet {
  const known = new Map<string, Kustomization | null>();
  const listed = files.filter(isKustomizationFile).flatMap((file) => {
    const found = readKustomization(file, listing.read(file) ?? '', diagnostics);
    if (found) known.set(found.directory, found);
    return found ?? [];
  });
  const used = new Set(listed.flatMap((each) => each.uses));
  function of(directory: string): Kustomization | undefined {
    const present = known.get(directory);
    if (present !== undefined) return present ?? undefined;
    const found = isBelow(directory, listing.start) ? null : outsideOfListing(directory);
    known.set(directory, found);
    return found ?? undefined;
  }
  function outsideOfListing(directory: string): Kustomization | null {
    for (const name of KUSTOMIZATION_NAMES) {
      const file = directory === '' ? name : `${directory}/${name}`;
      const text = listing.read(file);
      if (text !== null) return readKustomization(file, text, diagnostics);
    }
    return null;
  }
  function closure(root: Kustomization): readonly Kustomization[] {
    const seen = new Set([root]);
    for (const each of seen) {
      for (const path of each.uses) {
        const next = of(path);
        if (next) seen.add(next);
      }
    }
    return [...seen];
  }
  /** Paths out of the repository that plugins name: in place, in files, or in what a directory of them is made of. */
  function pluginPaths(root: Kustomization): readonly string[] {
    const inline = root.inlinePlugins.flatMap((text) => outsidePathsOf(root.file, text));
    const files = root.plugins.flatMap((path) => {
      const directory = of(path);
      return directory ? closure(directory).flatMap((each) => each.uses) : [path];
    });
    return [...inline, ...files.flatMap((file) => outsidePathsOf(file, listing.read(file) ?? ''))];
  }
  return {
    listed,
    isUsed: (path) => used.has(path),
    of,
    sourcesOf: (root) => closure(root).flatMap((each) => [each.file, ...each.uses.filter((path) => !of(path))]),
    refusalOf(root) {
      const all = closure(root);
      const remote = all.flatMap((each) => each.remotes)[0];
      if (remote !== undefined) return `it loads ${remote}, and nothing is fetched here`;
      const named = all.flatMap(pluginPaths);
      const outside = [...all.flatMap((each) => each.outside), ...named][0];
      return outside === undefined ? null : `it reads ${outside}, which lies outside of the repository`;
    },
  };
}

/** True when a kustomization stands in the file's own directory. */
export function isOwned(file: string, set: KustomizationSet): boolean {
  return set.isUsed(file) || set.of(directoryOf(file)) !== undefined;
}
