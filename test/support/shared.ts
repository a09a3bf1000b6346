import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Path of a file or folder of the design tables that lie beside the clone in CI, null where they are absent. */
export function sharedPath(name: string): string | null {
  for (const base of ['../shared', '../../shared']) {
    const path = join(ROOT, base, name);
    if (existsSync(path)) return path;
  }
  return null;
}

/** The repository's root. */
export const repositoryRoot: string = ROOT;
