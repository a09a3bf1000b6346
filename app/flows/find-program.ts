import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, sep } from 'node:path';

/**
 * The absolute path of a program in the directories of PATH, null where there is none. Relative directories, and those
 * of the repository that is looked at, do not count: its files are data, never programs.
 */
export function findProgram(
  name: string,
  at: { readonly path: string | undefined; readonly repository: string },
): string | null {
  const inside = realpathSync(at.repository);
  for (const directory of (at.path ?? '').split(delimiter)) {
    if (!isAbsolute(directory)) continue;
    const file = join(directory, name);
    if (!isProgram(file)) continue;
    const real = realpathSync(file);
    if (!real.startsWith(inside + sep)) return file;
  }
  return null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Absent or not executable: the next directory may have it.
    return false;
  }
}
