import { joinPath, normalPath, type Tree } from '#app/source/tree.ts';
import { type ModuleDirectory, moduleDirectory } from './module-directories.ts';

/** What of a project decides whether a change touches it. */
export interface ProjectPlace {
  readonly path: string;
  readonly varFiles: readonly string[];
}

const MODULE_FILE = /\.(tf|tofu)(\.json)?$/;
/** A path that leaves its directory, up to the first part that is computed. */
const OUTWARD_PATH = /"(?:\$\{\s*path\.(module|root|cwd)\s*\}\/+)?((?:\.\.?\/)*\.\.(?:\/[^"$%{}\n]*)?)/g;

/**
 * The projects that a change of these files can alter: through files of the root module and of the modules it calls,
 * through their templates and other files below them, through variable files, and through files elsewhere that an
 * expression names. Files are relative to the tree; those that are deleted count, too.
 */
export function affectedProjects<Project extends ProjectPlace>(
  tree: Tree,
  change: { readonly projects: readonly Project[]; readonly files: readonly string[] },
): readonly Project[] {
  const known = new Map<string, ModuleDirectory | null>();
  const read = (path: string): ModuleDirectory | null => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const found = moduleDirectory(tree, path);
    known.set(path, found);
    return found;
  };
  const homes = change.files.map((file) => homeOf(file, read));
  return change.projects.filter((project) => {
    const directories = closure(project.path, read);
    const outward = [...directories].flatMap((directory) => outwardPaths(tree, { directory, root: project.path }));
    return change.files.some((file, index) => {
      const home = homes[index];
      const isVariables = project.varFiles.includes(file);
      return (
        isVariables || (home !== undefined && directories.has(home)) || outward.some((path) => reaches(path, file))
      );
    });
  });
}

/** The nearest directory above a file that holds a module; its own directory for a module file, even a deleted one. */
function homeOf(file: string, read: (path: string) => ModuleDirectory | null): string {
  let directory = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
  if (MODULE_FILE.test(file) || /\.tfvars(\.json)?$/.test(file)) return directory;
  while (directory !== '' && read(directory) === null) {
    directory = directory.includes('/') ? directory.slice(0, directory.lastIndexOf('/')) : '';
  }
  return directory;
}

function closure(path: string, read: (path: string) => ModuleDirectory | null): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [path];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    pending.push(...(read(next)?.calls ?? []));
  }
  return found;
}

interface OutwardPath {
  readonly path: string;
  /** True when more of the path follows that is computed. */
  readonly isPrefix: boolean;
}

function outwardPaths(
  tree: Tree,
  place: { readonly directory: string; readonly root: string },
): readonly OutwardPath[] {
  const files = tree.list(place.directory).filter((entry) => entry.kind === 'file' && MODULE_FILE.test(entry.name));
  return files.flatMap(({ name }) => {
    const text = new TextDecoder().decode(tree.read(joinPath(place.directory, name)) ?? new Uint8Array());
    return [...text.matchAll(OUTWARD_PATH)].flatMap((match) => {
      const base = match[1] === 'module' ? place.directory : place.root;
      const path = normalPath(`${base}/${match[2]}`);
      const isPrefix = text[match.index + match[0].length] !== '"';
      return path === null ? [] : [{ path, isPrefix }];
    });
  });
}

function reaches({ path, isPrefix }: OutwardPath, file: string): boolean {
  return file === path || path === '' || file.startsWith(isPrefix ? path : `${path}/`);
}
