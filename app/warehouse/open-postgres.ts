import { Kysely } from 'kysely';
import type { Database, Tables } from './database.ts';
import { postgresConnections } from './postgres.ts';

/**
 * The database of a `postgres://…` address, for a door that is shipped without SQLite's native module. Connecting
 * happens at the first query.
 */
export function openPostgres(address: string): Database {
  const { dialect, pool } = postgresConnections(address);
  return { kind: 'postgres', tables: new Kysely<Tables>({ dialect }), pool };
}
