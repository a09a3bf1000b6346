import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';

/** A dialect, and the pool of connections behind it. */
export interface PostgresConnections {
  readonly dialect: Dialect;
  readonly pool: () => Promise<pg.Pool>;
}

/** The production store, shared by several replicas. */
export function postgresConnections(address: string): PostgresConnections {
  let opened: pg.Pool | null = null;
  const pool = async (): Promise<pg.Pool> => {
    opened ??= openPool(address);
    return opened;
  };
  return { dialect: new PostgresDialect({ pool }), pool };
}

function openPool(address: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: address, max: 10, connectionTimeoutMillis: 10_000 });
  // An idle connection that breaks must not end the process; the next query reports it.
  pool.on('error', () => {});
  return pool;
}
