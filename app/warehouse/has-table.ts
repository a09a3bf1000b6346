import type { Database } from './database.ts';

/** Whether a table was made: a warehouse that is only read may be older than this program. */
export async function hasTable(name: string, { tables }: Database): Promise<boolean> {
  return (await tables.introspection.getTables()).some((table) => table.name === name);
}
