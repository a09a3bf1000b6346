import { normalPath, type Tree } from '#app/source/tree.ts';

/** Where the files of a called module are, or why they are not to be had. */
export type ModuleLocation = { readonly path: string } | { readonly missing: string; readonly remedy: string };

/**
 * The directory of a module call: local sources as they stand; registry and git sources where `terraform init` has
 * put them (`.terraform/modules/modules.json`). Nothing is fetched.
 */
export function locateModule(
  tree: Tree,
  call: { readonly source: string; readonly from: string; readonly root: string; readonly key: string },
): ModuleLocation {
  if (/^\.\.?(\/|$)/.test(call.source)) {
    const path = normalPath(`${call.from}/${call.source}`);
    if (path !== null && tree.list(path).length > 0) return { path };
    return { missing: `there is no directory ${call.source}`, remedy: 'correct the source, or check the module out' };
  }
  const manifest = tree.read(
    call.root === '' ? '.terraform/modules/modules.json' : `${call.root}/.terraform/modules/modules.json`,
  );
  const directory = manifest ? installedDirectory(manifest, call.key) : null;
  const path = directory === null ? null : normalPath(`${call.root}/${directory}`);
  if (path !== null && tree.list(path).length > 0) return { path };
  return {
    missing: `${call.source} is not installed here`,
    remedy: 'run terraform init, or hand in a plan (terraform show -json)',
  };
}

function installedDirectory(manifest: Uint8Array, key: string): string | null {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(manifest));
    const modules = (parsed as { readonly Modules?: readonly { readonly Key?: string; readonly Dir?: string }[] })
      .Modules;
    return modules?.find((each) => each.Key === key)?.Dir ?? null;
  } catch {
    // A damaged manifest is as good as none: the module counts as not installed.
    return null;
  }
}
