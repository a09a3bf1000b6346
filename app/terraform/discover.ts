import type { Tree } from '#app/source/tree.ts';
import { environmentsOf } from './environments.ts';
import { type ModuleDirectory, moduleDirectories } from './module-directories.ts';

/** A root module with one set of variable files: what `readProject` is to be asked for. */
export interface DiscoveredProject {
  /** Relative to the tree, an empty string for its root. */
  readonly path: string;
  /** `main`, or the path with dashes, then the environment: `infra-app-prod`. */
  readonly name: string;
  readonly varFiles: readonly string[];
  /** Always `default`: which workspace is deployed stands in no file. */
  readonly workspace: string;
}

/**
 * The projects below `path`: directories with Terraform files that no other calls as a module, once for each
 * environment that their variable files tell. Libraries (under a folder `modules`, without provider and backend) are
 * left out where there is anything else.
 */
export function discoverProjects(tree: Tree, path: string): readonly DiscoveredProject[] {
  const directories = moduleDirectories(tree, path);
  return rootModules(directories, path).flatMap((root) => {
    const local = root === path ? '' : root.slice(path === '' ? 0 : path.length + 1);
    const base = local === '' ? 'main' : local.replaceAll('/', '-');
    return environmentsOf(tree, { path: root, top: path }).map(({ name, varFiles }) => {
      return { path: root, name: name === null ? base : `${base}-${name}`, varFiles, workspace: 'default' };
    });
  });
}

function rootModules(directories: ReadonlyMap<string, ModuleDirectory>, path: string): readonly string[] {
  const called = new Set<string>();
  for (const directory of directories.values()) {
    for (const call of directory.calls) if (call !== directory.path) called.add(call);
  }
  const roots = [...directories.values()].filter((each) => !called.has(each.path) || each.hasBackend);
  const deployed = roots.filter((each) => each.hasBackend || each.configuresProvider || !isLibrary(each.path, path));
  return (deployed.length > 0 ? deployed : roots).map((each) => each.path).sort();
}

function isLibrary(directory: string, top: string): boolean {
  return directory.slice(top.length).split('/').slice(0, -1).includes('modules');
}
