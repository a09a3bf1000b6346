import { accessSync, chmodSync, constants, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The directory of PATH that holds the program, null where none does. */
export function directoryOfProgram(name: string): string | null {
  const directories = (process.env['PATH'] ?? '').split(delimiter);
  return directories.find((directory) => isExecutable(join(directory, name))) ?? null;
}

/** A new directory with a program of that name: a script of Node that is run with `argv`, `env` and standard input. */
export function directoryWithProgram(name: string, script: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'finops-program-'));
  const file = join(directory, name);
  writeFileSync(file, `#!${process.execPath}\n${script}`);
  chmodSync(file, 0o755);
  return directory;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
