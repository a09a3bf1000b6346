import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '#app/errors.ts';

/** The text of a file that a person named. @throws InputError when it cannot be read. */
export function readText(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (cause) {
    throw new InputError('the file cannot be read', { place: { file }, cause });
  }
}

/** The JSON document of a file that a person named. @throws InputError when it cannot be read or is none. */
export function readJson(file: string, cwd: string): unknown {
  try {
    return JSON.parse(readText(file, cwd)) as unknown;
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError('the file is not JSON', { place: { file }, cause });
  }
}
