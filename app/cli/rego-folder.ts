import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, normalize, resolve } from 'node:path';
import { InputError } from '#app/errors.ts';
import type { RegoSources } from '#app/policy/tooling.ts';

const DEFAULT_FOLDER = '.finops/policies';

/** The folder of policies that a person named; left out, it is the default one where there is one. */
export function policyFolder(named: string | undefined, cwd: string): string {
  return named ?? (existsSync(resolve(cwd, DEFAULT_FOLDER)) ? DEFAULT_FOLDER : '.');
}

/**
 * The Rego texts of a folder, or of one file, by their path as a person would type it.
 * @throws InputError when there is no such path, or nothing in it.
 */
export function readRegoFolder(folder: string, cwd: string): RegoSources {
  const place = { file: folder };
  const absolute = resolve(cwd, folder);
  if (!existsSync(absolute)) throw new InputError('there is no such file or directory', { place });
  const names = statSync(absolute).isDirectory() ? regoFiles(absolute) : [''];
  if (names.length === 0) throw new InputError('there is no Rego file here', { place, remedy: 'name another folder' });
  return Object.fromEntries(
    names.map((name) => [normalize(join(folder, name)).replace(/\/$/, ''), readFileSync(join(absolute, name), 'utf8')]),
  );
}

function regoFiles(folder: string): readonly string[] {
  const found: string[] = [];
  const pending = [''];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') pending.push(inner);
      else if (entry.isFile() && entry.name.endsWith('.rego')) found.push(inner);
    }
  }
  return found.sort();
}
