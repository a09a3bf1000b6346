import { joinPath, normalPath, type Tree } from '#app/source/tree.ts';
import { fetchedModule } from './remote/fetched-modules.ts';

/** Where the files of a called module are, or why they are not to be had. */
export type ModuleLocation = { readonly path: string } | { readonly missing: string; readonly remedy: string };

interface ModuleCall {
  readonly source: string;
  /** The version constraint, left out without one. */
  readonly version?: string;
  /** Directory of the module that calls. */
  readonly from: string;
  /** Directory of the root module. */
  readonly root: string;
  /** Names of the calls from the root module to this one, joined by dots. */
  readonly key: string;
}

/**
 * The directory of a module call: local sources as they stand; registry and git sources where `terraform init` has
 * put them (`.terraform/modules/modules.json`), or in a directory `vendor` of the root module or one above it, by the
 * source's own path (`vendor/terraform-aws-modules/vpc/aws`, `vendor/github.com/org/repo`), or among what was fetched
 * before the evaluation. Nothing is fetched here.
 */
export function locateModule(tree: Tree, call: ModuleCall): ModuleLocation {
  if (/^\.\.?(\/|$)/.test(call.source)) {
    const path = normalPath(`${call.from}/${call.source}`);
    if (path !== null && tree.list(path).length > 0) return { path };
    return { missing: `there is no directory ${call.source}`, remedy: 'correct the source, or check the module out' };
  }
  const path = installedPath(tree, call) ?? vendoredPath(tree, call);
  if (path !== null) return { path };
  const source = withoutSecrets(call.source);
  const fetched = fetchedModule(tree, { source: call.source, version: call.version ?? '' });
  if (fetched?.path !== undefined) {
    if (tree.list(fetched.path).length > 0) return { path: fetched.path };
    return { missing: `there is no such directory in ${source}`, remedy: 'correct the source' };
  }
  if (fetched) {
    const missing = `${source} cannot be fetched: ${fetched.problem ?? 'no reason is known'}`;
    return { missing, remedy: fetched.remedy ?? 'run terraform init, or vendor the module' };
  }
  return {
    missing: `${source} is not installed here`,
    remedy: 'run terraform init, allow --fetch-modules, or hand in a plan (terraform show -json)',
  };
}

function installedPath(tree: Tree, { root, key }: ModuleCall): string | null {
  const manifest = tree.read(joinPath(root, '.terraform/modules/modules.json'));
  const directory = manifest ? installedDirectory(manifest, key) : null;
  const path = directory === null ? null : normalPath(`${root}/${directory}`);
  return path !== null && tree.list(path).length > 0 ? path : null;
}

function installedDirectory(manifest: Uint8Array, key: string): string | null {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(manifest));
    const modules = (
      parsed as { readonly Modules?: readonly { readonly Key?: unknown; readonly Dir?: unknown }[] } | null
    )?.Modules;
    const directory = modules?.find((each) => each.Key === key)?.Dir;
    return typeof directory === 'string' ? directory : null;
  } catch {
    // A damaged manifest is as good as none: the module counts as not installed.
    return null;
  }
}

function vendoredPath(tree: Tree, { source, root }: ModuleCall): string | null {
  const wanted = sourcePath(source);
  if (wanted === null) return null;
  let directory = root;
  for (;;) {
    for (const folder of ['vendor', 'vendor/modules']) {
      const path = normalPath(`${directory}/${folder}/${wanted}`);
      if (path !== null && tree.list(path).some(({ name }) => /\.(tf|tofu)(\.json)?$/.test(name))) return path;
    }
    if (directory === '') return null;
    directory = directory.includes('/') ? directory.slice(0, directory.lastIndexOf('/')) : '';
  }
}

/** `git::https://github.com/org/repo.git//sub?ref=v1` → `github.com/org/repo/sub`; null for what has no such path. */
function sourcePath(source: string): string | null {
  const bare = source
    .replace(/[?#].*$/, '')
    .replace(/^git::/, '')
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^/:]+):(?!\/)/, '$1/')
    .replace(/\.git(?=\/\/|$)/, '');
  return /^[\w.-]+(\/+[\w.-]+)+$/.test(bare) ? bare.replace(/\/+/g, '/') : null;
}

/** A source may carry credentials. */
function withoutSecrets(source: string): string {
  return source.replace(/\/\/[^/@]*@/, '//').replace(/\?.*$/, '');
}
