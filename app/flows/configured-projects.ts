import type { FinopsConfig } from '#app/config/finops-config.ts';
import type { Tree } from '#app/source/tree.ts';
import { type ProjectSpec, rootsBelow } from './find-inputs.ts';

type Project = NonNullable<FinopsConfig['projects']>[number];

/**
 * The projects that a configuration names, with paths as the tree has them. A directory that holds no Terraform itself
 * stands for the root modules and Terragrunt units below it.
 */
export function configuredProjects(projects: readonly Project[], tree: Tree): readonly ProjectSpec[] {
  return projects.flatMap((each) => {
    const path = projectPath(each);
    const name = projectName(each);
    const inProject = (file: string): string => (path === '' ? file : `${path}/${file}`);
    const settings = {
      varFiles: each.varFiles.map((file) => (tree.read(file) ? file : inProject(file))),
      vars: Object.entries(each.vars).map(([key, value]) => `${key}=${variableText(value)}`),
      workspace: each.workspace ?? null,
      ...(each.env ? { environment: variablesIn(each.env) } : {}),
    };
    const roots = holdsTerraform(tree, path) ? [] : rootsBelow(path, { tree, varFiles: [], nameFrom: '' });
    if (roots.length === 0) return [{ path, name, ...settings }];
    return roots.map((root) => ({
      ...root,
      ...settings,
      name: root.path === path ? name : `${name}${root.path.slice(path === '' ? -root.path.length - 1 : path.length)}`,
      varFiles: [...root.varFiles, ...settings.varFiles],
    }));
  });
}

/** The directory of a project as the tree has it, an empty string for the root. */
export function projectPath({ path }: Pick<Project, 'path'>): string {
  return path.replace(/^\.\/?/, '').replace(/\/+$/, '');
}

/** How reports call a project. */
export function projectName(project: Pick<Project, 'path' | 'name'>): string {
  return project.name ?? (projectPath(project) || 'main');
}

function holdsTerraform(tree: Tree, path: string): boolean {
  return tree.list(path).some(({ name, kind }) => kind === 'file' && /\.(tf|tofu)(\.json)?$/.test(name));
}

/** A text as it is; anything else as the JSON that HCL reads as well. */
function variableText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function variablesIn(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const found = Object.entries(env).filter(([name]) => name.startsWith('TF_VAR_'));
  return Object.fromEntries(found.map(([name, value]) => [name.slice('TF_VAR_'.length), value]));
}
