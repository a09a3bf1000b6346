import { once } from 'node:events';
import { from as copyFrom } from 'pg-copy-streams';
import { InvariantError } from '#app/errors.ts';
import { CHARGE_COLUMNS, type Charge } from '#app/focus/charge.ts';
import { FOCUS_COLUMNS } from '#app/focus/focus-columns.ts';
import type { Database } from './database.ts';
import { stillLoading } from './delivery-store.ts';

const TOUCH_EVERY_MS = 30_000;
const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/**
 * Writes charges by `COPY … FROM STDIN`, in one transaction: what is not complete is not there.
 * https://www.postgresql.org/docs/current/sql-copy.html (read 2026-11-26).
 */
export async function copyCharges(
  { deliveryNo, batches }: { readonly deliveryNo: number; readonly batches: AsyncIterable<readonly Charge[]> },
  database: Extract<Database, { readonly kind: 'postgres' }>,
): Promise<number> {
  const pool = await database.pool();
  const client = await pool.connect();
  let isSound = false;
  try {
    await client.query('begin');
    const names = ['delivery_no', ...CHARGE_COLUMNS].map((name) => `"${name}"`).join(', ');
    const stream = client.query(copyFrom(`copy charge_rows (${names}) from stdin`));
    const ended = new Promise<void>((resolve, reject) => {
      stream.once('finish', resolve);
      stream.once('error', reject);
    });
    // Awaited below; an error before that must not count as unhandled.
    ended.catch(() => {});
    let count = 0;
    let touchedAt = performance.now();
    for await (const charges of batches) {
      count += charges.length;
      if (charges.length > 0 && !stream.write(linesOf(charges, deliveryNo)))
        await Promise.race([once(stream, 'drain'), ended]);
      if (performance.now() - touchedAt > TOUCH_EVERY_MS) {
        await stillLoading(deliveryNo, database.tables);
        touchedAt = performance.now();
      }
    }
    stream.end();
    await ended;
    if (stream.rowCount !== count)
      throw new InvariantError(`${count} charges were written, ${stream.rowCount} arrived`);
    const { rowCount } = await client.query(
      `select 1 from ingest_delivery where delivery_no = $1 and state = 'loading' for share`,
      [deliveryNo],
    );
    if (rowCount !== 1)
      throw new InvariantError('the load was taken for dead by another run', { remedy: 'ingest again' });
    await client.query('commit');
    isSound = true;
    return count;
  } finally {
    // In the midst of a COPY a connection is good for nothing else; ending it undoes what was begun.
    client.release(!isSound);
  }
}

const DECIMALS_AND_TIMES: ReadonlySet<string> = new Set(
  Object.entries(FOCUS_COLUMNS).flatMap(([name, { type }]) => (type === 'decimal' || type === 'time' ? [name] : [])),
);

/** Whether a column's text may hold what has to be escaped. */
const COLUMNS = CHARGE_COLUMNS.map((name) => ({ name, isPlain: DECIMALS_AND_TIMES.has(name) }));

function linesOf(charges: readonly Charge[], deliveryNo: number): string {
  let lines = '';
  for (const charge of charges) {
    lines += deliveryNo;
    for (const { name, isPlain } of COLUMNS) {
      const value = charge[name];
      if (value === null) lines += '\t\\N';
      else lines += `\t${isPlain || !SPECIAL.test(value) ? value : escaped(value)}`;
    }
    lines += '\n';
  }
  return lines;
}

function escaped(value: string): string {
  return value.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found);
}
