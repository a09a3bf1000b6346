import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';

/** The production store, shared by several replicas. */
export function postgresDialect(address: string): Dialect {
  return new PostgresDialect({
    pool: async () => {
      const pool = new pg.Pool({ connectionString: address, max: 10, connectionTimeoutMillis: 10_000 });
      // An idle connection that breaks must not end the process; the next query reports it.
      pool.on('error', () => {});
      return pool;
    },
  });
}
