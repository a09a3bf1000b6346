import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The first of these files in a folder or the nearest of its parents that has one; null when none has. */
export function findUp(
  folder: string,
  names: readonly string[],
): { readonly root: string; readonly file: string } | null {
  for (let at = folder; ; at = dirname(at)) {
    const name = names.find((each) => existsSync(join(at, each)));
    if (name) return { root: at, file: join(at, name) };
    if (dirname(at) === at) return null;
  }
}
