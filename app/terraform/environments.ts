import { joinPath, type Tree } from '#app/source/tree.ts';

/** One way in which a root module is deployed. */
export interface Environment {
  /** Null where the variable files name none. */
  readonly name: string | null;
  /** Files to hand over with `-var-file`, in this order; those that Terraform loads by itself are left out. */
  readonly varFiles: readonly string[];
}

/** Names under which people deploy, as single words of a file's or a folder's name. */
const ENVIRONMENT_WORD =
  /^(prod(uction)?|prd|live|dev(el(op(ment)?)?)?|stag(e|ing)?|stg|preprod|nonprod|pre|qa|uat|sit|test(ing)?|tst|int(egration)?|sandbox|sbx|demo|poc|perf|dr|canary|preview|acc(eptance)?)\d*$/i;
/** Files that all environments share. */
const SHARED_WORD = /^(common|shared|globals?|defaults?|base|all|general|variables?|vars|secrets?|terraform|main)$/i;
const VAR_FILE = /\.tfvars(\.json)?$/;
const AUTOMATIC = /^(terraform|.*\.auto)\.tfvars(\.json)?$/;
const MODULE_FILE = /\.(tf|tofu)(\.json)?$/;
/** Folders beside or above a root module in which its variable files are kept. */
const VARIABLE_FOLDER = /^(environments?|envs?|tfvars|vars|var-files|variables|configs?|params?|settings)$/i;

interface VarFile {
  readonly path: string;
  /** Name of the file without endings; of its folder for `prod/terraform.tfvars`. */
  readonly label: string;
}

/**
 * The environments of a root module, told by its variable files: those in it, in folders below it that hold no
 * module of their own, and in folders of variables beside and above it, up to `top`. A file whose name says no
 * environment belongs to all of them, or is one itself where no name says any.
 */
export function environmentsOf(
  tree: Tree,
  place: { readonly path: string; readonly top: string },
): readonly Environment[] {
  const files = [...outerFiles(tree, place), ...ownFiles(tree, place.path)];
  const named = files.filter((file) => environmentName(file.label) !== null);
  if (named.length === 0) return unnamedEnvironments(files);
  const shared = files.filter((file) => environmentName(file.label) === null).map(({ path }) => path);
  const names = [...new Set(named.map((file) => environmentName(file.label) as string))].sort();
  return names.map((name) => {
    const own = named.filter((file) => environmentName(file.label) === name).map(({ path }) => path);
    return { name, varFiles: [...shared, ...own] };
  });
}

function unnamedEnvironments(files: readonly VarFile[]): readonly Environment[] {
  const shared = files.filter(({ label }) => SHARED_WORD.test(label)).map(({ path }) => path);
  const others = files.filter(({ label }) => !SHARED_WORD.test(label));
  if (others.length < 2) return [{ name: null, varFiles: files.map(({ path }) => path) }];
  const labels = [...new Set(others.map(({ label }) => label))];
  return labels.map((name) => {
    const own = others.filter(({ label }) => label === name).map(({ path }) => path);
    return { name, varFiles: [...shared, ...own] };
  });
}

/** The label when one of its words names an environment, so that `prod-eu` and `prod-us` stay apart. */
function environmentName(label: string): string | null {
  return label.split(/[-_.\s]/).some((word) => ENVIRONMENT_WORD.test(word)) ? label : null;
}

function ownFiles(tree: Tree, path: string): readonly VarFile[] {
  const entries = tree.list(path);
  const here = varFilesIn(tree, path).filter(
    ({ path: file }) => !AUTOMATIC.test(file.slice(file.lastIndexOf('/') + 1)),
  );
  const below = entries
    .filter((entry) => entry.kind === 'directory' && !entry.name.startsWith('.'))
    .flatMap((entry) => folderFiles(tree, joinPath(path, entry.name), 2));
  return [...below, ...here];
}

/** Variable files of a folder that holds no module, and of the folders in it. */
function folderFiles(tree: Tree, folder: string, levels: number): readonly VarFile[] {
  const entries = tree.list(folder);
  if (entries.some((entry) => entry.kind === 'file' && MODULE_FILE.test(entry.name))) return [];
  const below = entries
    .filter((entry) => entry.kind === 'directory' && levels > 1)
    .flatMap((entry) => folderFiles(tree, joinPath(folder, entry.name), levels - 1));
  return [...varFilesIn(tree, folder), ...below];
}

function outerFiles(tree: Tree, place: { readonly path: string; readonly top: string }): readonly VarFile[] {
  const found: VarFile[][] = [];
  let path = place.path;
  while (path !== place.top && path !== '') {
    const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    const entries = tree.list(parent);
    const holdsModule = entries.some((entry) => entry.kind === 'file' && MODULE_FILE.test(entry.name));
    const folders = entries.filter((entry) => entry.kind === 'directory' && VARIABLE_FOLDER.test(entry.name));
    const inFolders = folders.flatMap((entry) => folderFiles(tree, joinPath(parent, entry.name), 2));
    if (!holdsModule) found.push([...varFilesIn(tree, parent), ...inFolders]);
    path = parent;
  }
  return found.reverse().flat();
}

function varFilesIn(tree: Tree, folder: string): readonly VarFile[] {
  return tree
    .list(folder)
    .filter((entry) => entry.kind === 'file' && VAR_FILE.test(entry.name))
    .map(({ name }) => {
      const base = name.replace(/(\.auto)?\.tfvars(\.json)?$/, '');
      const parent = folder.slice(folder.lastIndexOf('/') + 1);
      return { path: joinPath(folder, name), label: SHARED_WORD.test(base) && environmentName(parent) ? parent : base };
    });
}
