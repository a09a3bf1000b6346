import type { FinopsConfig } from '#app/config/finops-config.ts';
import type { Tree } from '#app/source/tree.ts';
import type { ProjectSpec } from './find-inputs.ts';

/** The projects that a configuration names, with paths as the tree has them. */
export function configuredProjects(
  projects: NonNullable<FinopsConfig['projects']>,
  tree: Tree,
): readonly ProjectSpec[] {
  return projects.map((each) => {
    const path = each.path.replace(/^\.\/?/, '').replace(/\/+$/, '');
    const inProject = (file: string): string => (path === '' ? file : `${path}/${file}`);
    return {
      path,
      name: each.name ?? (path === '' ? 'main' : path),
      varFiles: each.varFiles.map((file) => (tree.read(file) ? file : inProject(file))),
      vars: Object.entries(each.vars).map(([name, value]) => `${name}=${value}`),
      workspace: each.workspace ?? null,
    };
  });
}
