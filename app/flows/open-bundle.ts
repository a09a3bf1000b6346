import type { FinopsConfig } from '#app/config/finops-config.ts';
import { ConfigError, PolicyError } from '#app/errors.ts';
import type { ToolingDeps } from '#app/policy/ask-engine.ts';
import { errorResult } from '#app/policy/error-result.ts';
import { type BundleFile, type OpenedBundle, openBundle } from '#app/policy/policy-bundle.ts';
import type { PolicyResult } from '#app/policy/result.ts';
import type { Tree } from '#app/source/tree.ts';

/** The bundle that the configuration names, null where it names none. @throws ConfigError for a path that is not there. */
export function readBundle(tree: Tree, { policies }: FinopsConfig): BundleFile | null {
  const { bundle, bundleKey } = policies;
  if (bundle === undefined) {
    if (bundleKey === undefined) return null;
    throw new ConfigError('policies.bundleKey: there is no policies.bundle', {
      place: { file: '.github/finops.yml' },
      remedy: 'name the bundle, or remove the key',
    });
  }
  if (bundleKey === undefined) return { path: bundle, bytes: readNamed(tree, bundle, 'bundle'), key: null };
  const { file, ...rest } = bundleKey;
  const key = new TextDecoder().decode(readNamed(tree, file, 'bundleKey.file'));
  return { path: bundle, bytes: readNamed(tree, bundle, 'bundle'), key: { ...rest, key } };
}

function readNamed(tree: Tree, path: string, name: string): Uint8Array {
  const content = tree.read(path);
  if (content) return content;
  throw new ConfigError(`policies.${name}: there is no file ${path}`, {
    place: { file: '.github/finops.yml' },
    remedy: 'correct the path (relative to the root of the repository); on a pull request it lies below .finops/',
  });
}

/** The bundle opened; one that is refused keeps the gate from judging. */
export async function openedBundle(
  file: BundleFile | null,
  deps: ToolingDeps,
): Promise<{ readonly bundle: OpenedBundle | null; readonly refused: readonly PolicyResult[] }> {
  if (file === null) return { bundle: null, refused: [] };
  try {
    return { bundle: await openBundle(file, deps), refused: [] };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { bundle: null, refused: [errorResult(error, 'custom/bundle')] };
  }
}
