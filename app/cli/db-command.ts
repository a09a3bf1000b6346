import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { makeWarehouse } from '#app/flows/make-warehouse.ts';
import { backUpFile, restoreFile } from '#app/warehouse/database-file.ts';
import { keptFrom } from '#app/warehouse/kept-from.ts';
import { pruneCharges } from '#app/warehouse/prune-charges.ts';
import { warehouseAddress } from '#app/warehouse/warehouse-address.ts';
import { type Command, type Invocation, textOption, type World } from './command.ts';
import { chosenFormat, writeResult } from './result.ts';

const VERBS: ReadonlyMap<string, (invocation: Invocation, world: World) => Promise<string>> = new Map([
  ['migrate', migrateTables],
  ['backup', backUp],
  ['restore', restore],
  ['prune', prune],
]);

/** `finops db`: the warehouse as a thing to be looked after. */
export const dbCommand: Command = {
  name: 'db',
  summary: 'Bring the tables of the warehouse up to date, back it up, restore it, prune old charges',
  synopsis: 'migrate | backup FILE | restore FILE [--accept overwrite] | prune --keep-months N [--dry-run]',
  example: 'finops db backup finops-2026-11-26.db',
  options: { accept: { type: 'string' }, 'keep-months': { type: 'string' }, 'dry-run': { type: 'boolean' } },
  explains: {
    accept: 'overwrite: restore although there is a database (it is kept as ….before-restore)',
    'keep-months': 'prune: months to keep before the current one; what was pruned is not ingested again',
    'dry-run': 'prune: only say what would be removed',
    format: 'text',
  },
  async run(invocation, world) {
    chosenFormat(invocation, ['text']);
    const run = VERBS.get(invocation.positionals[0] ?? '');
    if (!run) {
      throw new ConfigError('finops db needs migrate, backup, restore or prune', { remedy: 'see finops db --help' });
    }
    writeResult(await run(invocation, world), invocation, world);
    return 0;
  },
};

async function migrateTables(_: Invocation, world: World): Promise<string> {
  await makeWarehouse(world, async () => {});
  return 'The tables of the warehouse are up to date.';
}

async function backUp(invocation: Invocation, world: World): Promise<string> {
  const copy = fileNamed(invocation, world);
  const file = databaseFile(world, `pg_dump --format=custom --file=${copy} "$FINOPS_DATABASE_URL"`);
  if (!existsSync(file))
    throw new ConfigError('there is no warehouse yet', { place: { file }, remedy: 'run finops ingest first' });
  if (existsSync(copy))
    throw new ConfigError('the file is there already', { place: { file: copy }, remedy: 'name another' });
  await backUpFile(file, copy);
  return `Backed up to ${copy}.`;
}

async function restore(invocation: Invocation, world: World): Promise<string> {
  const copy = fileNamed(invocation, world);
  const file = databaseFile(world, `pg_restore --clean --if-exists --dbname="$FINOPS_DATABASE_URL" ${copy}`);
  if (existsSync(file) && textOption(invocation, 'accept') !== 'overwrite') {
    const remedy = 'stop what uses it, then add --accept overwrite; it is kept as ….before-restore';
    throw new ConfigError('there is a database already', { place: { file }, remedy });
  }
  await restoreFile(copy, file);
  return `Restored ${file} from ${copy}.`;
}

async function prune(invocation: Invocation, world: World): Promise<string> {
  const before = keptFrom(textOption(invocation, 'keep-months') ?? '', world.now);
  const mode = invocation.values['dry-run'] === true ? 'dry-run' : 'remove';
  const pruned = await makeWarehouse(world, (database) => pruneCharges({ before, mode }, database));
  const lines = pruned.map((each) => `${each.sourceId} ${each.scope}: ${each.rowCount ?? 'unknown'} charges`);
  const verb = mode === 'remove' ? 'Removed' : 'Would remove';
  return [`${verb} ${pruned.length} deliveries that end before ${before}.`, ...lines].join('\n');
}

function fileNamed({ positionals }: Invocation, world: World): string {
  const [verb, file, ...rest] = positionals;
  if (file !== undefined && rest.length === 0) return resolve(world.cwd, file);
  throw new ConfigError(`finops db ${verb} needs one FILE`, { remedy: `write finops db ${verb} finops-backup.db` });
}

/** The file of SQLite. @throws ConfigError for PostgreSQL, with the command of its own that does it. */
function databaseFile(world: World, instead: string): string {
  const [, path] = /^sqlite:(.+)$/s.exec(warehouseAddress(world)) ?? [];
  if (path !== undefined && path !== ':memory:') return path;
  throw new ConfigError('PostgreSQL is backed up and restored by its own tools', { remedy: `run ${instead}` });
}
