import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Version of the program, as its package says. */
export function versionOf(home: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}
