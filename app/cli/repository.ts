import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { checkConfiguredPaths } from '#app/config/configured-paths.ts';
import { DEFAULT_CONFIG, type FinopsConfig } from '#app/config/finops-config.ts';
import { readInfracostConfig } from '#app/config/infracost-config.ts';
import { renderInfracostTemplate } from '#app/config/infracost-template.ts';
import { readConfig } from '#app/config/read-config.ts';
import { InputError } from '#app/errors.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { findUp } from '#app/source/find-up.ts';
import { repositoryOf } from '#app/source/git-tree.ts';
import { joinPath, type Tree } from '#app/source/tree.ts';

/** The files around the paths a person named. */
export interface Repository {
  readonly root: string;
  readonly tree: Tree;
  readonly config: FinopsConfig;
  /** Path of the configuration file, null where there is none. */
  readonly configFile: string | null;
}

/**
 * The repository that holds `path`: the nearest parent with a configuration, else its git root, else the directory
 * itself or as many of its parents as its local modules reach into.
 * @throws InputError when the path does not exist; ConfigError when the configuration is wrong.
 */
export function openRepository(path: string, maxBytes: number): Repository {
  if (!existsSync(path)) {
    throw new InputError('there is no such file or directory', { place: { file: path }, remedy: 'check the path' });
  }
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  const configured = findUp(folder, [
    '.github/finops.yml',
    '.github/finops.yaml',
    'infracost.yml',
    'infracost.yml.tmpl',
  ]);
  const root = configured?.root ?? repositoryOf(folder) ?? reachOf(folder);
  const { config, file } = configured ? readConfiguration(configured) : { config: DEFAULT_CONFIG, file: null };
  return { root, tree: directoryTree(root, maxBytes), config, configFile: file };
}

/** The path inside the repository's tree, with `/`; an empty string for its root. */
export function pathInTree(repository: Repository, path: string): string {
  return relative(repository.root, path).split(sep).join('/');
}

/** The absolute path of what a person typed. */
export function absolutePath(cwd: string, path: string): string {
  return resolve(cwd, path);
}

function readConfiguration(at: { readonly root: string; readonly file: string }): {
  readonly config: FinopsConfig;
  readonly file: string;
} {
  const { file, root } = at;
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.tmpl')) return { config: readInfracostConfig(renderedConfig(text, at), file), file };
  if (file.endsWith('infracost.yml')) return { config: readInfracostConfig(text, file), file };
  const config = readConfig(text, file);
  checkConfiguredPaths({ text, file }, (path) => existsSync(join(root, path)));
  return { config, file };
}

/** More files than a template looks through. */
const MAX_PATHS = 100_000;

/** The configuration that a template makes of the files around it; which branch this is, nobody says here. */
function renderedConfig(text: string, { root, file }: { readonly root: string; readonly file: string }): string {
  const tree = directoryTree(root, MAX_TEMPLATE_FILE);
  const kinds = new Map<string, 'file' | 'directory'>();
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined && kinds.size < MAX_PATHS; folder = pending.pop()) {
    for (const entry of tree.list(folder)) {
      const path = joinPath(folder, entry.name);
      if (entry.name === '.git' || entry.name === '.terraform') continue;
      kinds.set(path, entry.kind);
      if (entry.kind === 'directory' && !entry.isLink) pending.push(path);
    }
  }
  const files = {
    paths: [...kinds.keys()].sort(),
    isDirectory: (path: string) => path === '' || kinds.get(path) === 'directory',
    read: (path: string) => {
      const content = kinds.get(path) === 'file' ? tree.read(path) : null;
      return content && new TextDecoder().decode(content);
    },
  };
  return renderInfracostTemplate({ text, file }, { files, data: { Branch: '', BaseBranch: '' } });
}

const MAX_TEMPLATE_FILE = 1024 * 1024;

/** Larger ones are not read as Terraform either. */
const MAX_MODULE_FILE = 8 * 1024 * 1024;

function readSmall(tree: Tree, path: string): Uint8Array | null {
  try {
    return tree.read(path);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** Outside of git, `source = "../../"` may still reach above the directory: so far up, and no further. */
function reachOf(folder: string): string {
  const tree = directoryTree(folder, MAX_MODULE_FILE);
  let levels = 0;
  for (const entry of tree.list('').filter((each) => /\.(tf|tofu)$/.test(each.name))) {
    const text = new TextDecoder().decode(readSmall(tree, entry.name) ?? new Uint8Array());
    for (const [, up = ''] of text.matchAll(/^\s*source\s*=\s*"((?:\.\.\/?)+)/gm)) {
      levels = Math.max(levels, up.split('..').length - 1);
    }
  }
  let root = folder;
  for (let level = 0; level < levels; level += 1) root = dirname(root);
  return root;
}
