import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import { type Dialect, SqliteDialect } from 'kysely';
import { type ExactSum, exactSum } from '#app/measure/exact-sum.ts';

/** How long a process waits for another that writes. */
const BUSY_TIMEOUT_MS = 10_000;

/** A dialect, and the one connection behind it. */
export interface SqliteConnection {
  readonly dialect: Dialect;
  readonly file: () => Promise<SQLite.Database>;
}

/** The embedded store: one file, or `:memory:`. What was committed survives a killed process. */
export function sqliteConnection(path: string): SqliteConnection {
  let opened: SQLite.Database | null = null;
  const file = async (): Promise<SQLite.Database> => {
    opened ??= openFile(path);
    return opened;
  };
  return { dialect: new SqliteDialect({ database: file }), file };
}

function openFile(path: string): SQLite.Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new SQLite(path, { timeout: BUSY_TIMEOUT_MS });
  database.pragma('journal_mode = WAL');
  // With a write-ahead log this loses nothing when a process is killed, only what a power cut catches.
  database.pragma('synchronous = NORMAL');
  // SQLite's own sum goes through binary fractions.
  database.aggregate('decimal_sum', {
    start: exactSum,
    step(sum: ExactSum, next: unknown) {
      if (next !== null) sum.add(String(next));
      return sum;
    },
    result: (sum: ExactSum) => sum.text(),
  });
  database.function('json_text', { deterministic: true }, jsonText);
  return database;
}

/** The text under a key of a JSON object, as PostgreSQL's `->>` gives it; null where there is none. */
function jsonText(json: unknown, key: unknown): string | null {
  if (typeof json !== 'string') return null;
  const value = (JSON.parse(json) as Readonly<Record<string, unknown>> | null)?.[String(key)];
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
