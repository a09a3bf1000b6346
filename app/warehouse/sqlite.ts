import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import { type Dialect, SqliteDialect } from 'kysely';
import { Decimal } from '#app/measure/decimal.ts';

/** How long a process waits for another that writes. */
const BUSY_TIMEOUT_MS = 10_000;

/** The embedded store: one file, or `:memory:`. What was committed survives a killed process. */
export function sqliteDialect(path: string): Dialect {
  return new SqliteDialect({
    database: async () => {
      if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
      const database = new SQLite(path, { timeout: BUSY_TIMEOUT_MS });
      database.pragma('journal_mode = WAL');
      // With a write-ahead log this loses nothing when a process is killed, only what a power cut catches.
      database.pragma('synchronous = NORMAL');
      // SQLite's own sum goes through binary fractions.
      database.aggregate('decimal_sum', {
        start: () => new Decimal(0),
        step: (total: Decimal, next: unknown) => (next === null ? total : total.plus(String(next))),
        result: (total: Decimal) => total.toFixed(),
      });
      return database;
    },
  });
}
