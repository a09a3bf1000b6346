import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { InvariantError } from '#app/errors.ts';
import { CHARGE_COLUMNS, type Charge } from '#app/focus/charge.ts';
import { FOCUS_COLUMNS, type FocusColumn } from '#app/focus/focus-columns.ts';
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
    let copy: Copy | null = null;
    let columns: readonly Column[] = [];
    let count = 0;
    let touchedAt = performance.now();
    for await (const charges of batches) {
      const used = usedColumns(charges, columns);
      if (copy === null || used.length > columns.length) {
        await copy?.end();
        columns = used;
        copy = beginCopy(client, columns);
      }
      count += charges.length;
      await copy.write(linesOf(charges, { columns, deliveryNo }));
      if (performance.now() - touchedAt > TOUCH_EVERY_MS) {
        await stillLoading(deliveryNo, database.tables);
        touchedAt = performance.now();
      }
    }
    await copy?.end();
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

/** One `COPY`, into so many columns. */
interface Copy {
  readonly write: (lines: string) => Promise<void>;
  /** @throws InvariantError when not all lines arrived. */
  readonly end: () => Promise<void>;
}

function beginCopy(client: pg.PoolClient, columns: readonly Column[]): Copy {
  const names = ['delivery_no', ...columns.map((column) => column.name)].map((name) => `"${name}"`).join(', ');
  const stream = client.query(copyFrom(`copy charge_rows (${names}) from stdin`));
  const ended = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve);
    stream.once('error', reject);
  });
  // Awaited at the end; an error before that must not count as unhandled.
  ended.catch(() => {});
  let lineCount = 0;
  return {
    async write(lines) {
      if (lines === '') return;
      for (let at = lines.indexOf('\n'); at >= 0; at = lines.indexOf('\n', at + 1)) lineCount += 1;
      if (!stream.write(lines)) await Promise.race([once(stream, 'drain'), ended]);
    },
    async end() {
      stream.end();
      await ended;
      if (stream.rowCount === lineCount) return;
      throw new InvariantError(`${lineCount} charges were written, ${stream.rowCount} arrived`);
    },
  };
}

/** A column, and whether its text can hold nothing that has to be escaped. */
interface Column {
  readonly name: keyof Charge;
  readonly isPlain: boolean;
}

const COLUMNS: readonly Column[] = CHARGE_COLUMNS.map((name) => {
  const type = FOCUS_COLUMNS[name as FocusColumn]?.type;
  return { name, isPlain: type === 'decimal' || type === 'time' };
});

/** Those so far, and what these charges fill besides: of 74 columns a source fills about half. */
function usedColumns(charges: readonly Charge[], before: readonly Column[]): readonly Column[] {
  return COLUMNS.filter((column) => before.includes(column) || charges.some((each) => each[column.name] !== null));
}

function linesOf(
  charges: readonly Charge[],
  { columns, deliveryNo }: { readonly columns: readonly Column[]; readonly deliveryNo: number },
): string {
  let lines = '';
  for (const charge of charges) {
    lines += deliveryNo;
    for (const { name, isPlain } of columns) {
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
