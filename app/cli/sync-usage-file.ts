import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Catalogue } from '#app/catalog/registry.ts';
import { ConfigError } from '#app/errors.ts';
import type { Estimate } from '#app/estimate/estimate.ts';
import { syncUsage } from '#app/estimate/sync-usage.ts';
import type { Invocation, World } from './command.ts';
import type { Repository } from './repository.ts';
import { usagePath } from './usage-options.ts';

/**
 * Writes the usage keys of what was found into the usage file: whole, or not at all.
 * @throws ConfigError when no file is named, it is not a usage file, or it cannot be written.
 */
export function syncUsageFile(
  from: { readonly estimate: Estimate; readonly catalogue: Catalogue },
  at: { readonly invocation: Invocation; readonly repository: Repository; readonly world: World },
): void {
  const found = usagePath(at.invocation, at);
  if (found === null) {
    throw new ConfigError('--sync-usage-file needs a usage file', { remedy: 'name it with --usage-file FILE' });
  }
  const text = existsSync(found.path) ? readFileSync(found.path, 'utf8') : '';
  const synced = syncUsage({ text, file: found.shown }, from);
  if (synced === text) return;
  const draft = `${found.path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, synced, { flag: 'wx' });
    renameSync(draft, found.path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw new ConfigError('the usage file cannot be written', {
      place: { file: found.shown },
      cause,
      remedy: 'check its folder',
    });
  }
}
