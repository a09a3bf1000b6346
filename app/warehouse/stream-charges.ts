import { CHARGE_COLUMNS, type Charge } from '#app/focus/charge.ts';
import type { Database } from './database.ts';

const ROWS_AT_ONCE = 5000;

/** Charges that begin in `[from, to)`, UTC instants as the table has them. */
export interface StreamedPeriod {
  readonly from: string;
  readonly to: string;
}

/**
 * The charges of a period in the order of their begin, some thousand at a time, all of one moment: what is ingested
 * meanwhile is not among them.
 */
export function streamCharges(period: StreamedPeriod, database: Database): AsyncIterable<readonly Charge[]> {
  return database.kind === 'postgres' ? fromPostgres(period, database) : fromSqlite(period, database);
}

const SELECTED = `select ${CHARGE_COLUMNS.map((name) => `"${name}"`).join(', ')} from charges`;

async function* fromSqlite(
  { from, to }: StreamedPeriod,
  database: Extract<Database, { readonly kind: 'sqlite' }>,
): AsyncIterable<readonly Charge[]> {
  const file = await database.file();
  const statement = file.prepare<[string, string], Charge>(
    `${SELECTED} where "ChargePeriodStart" >= ? and "ChargePeriodStart" < ? order by "ChargePeriodStart"`,
  );
  let charges: Charge[] = [];
  for (const charge of statement.iterate(from, to)) {
    if (charges.push(charge) < ROWS_AT_ONCE) continue;
    yield charges;
    charges = [];
  }
  if (charges.length > 0) yield charges;
}

async function* fromPostgres(
  { from, to }: StreamedPeriod,
  database: Extract<Database, { readonly kind: 'postgres' }>,
): AsyncIterable<readonly Charge[]> {
  const client = await (await database.pool()).connect();
  try {
    await client.query('begin read only');
    await client.query(
      `declare exported no scroll cursor for ${SELECTED}
        where "ChargePeriodStart" >= $1 and "ChargePeriodStart" < $2 order by "ChargePeriodStart"`,
      [from, to],
    );
    for (;;) {
      const { rows } = await client.query<Charge>(`fetch ${ROWS_AT_ONCE} from exported`);
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
}
