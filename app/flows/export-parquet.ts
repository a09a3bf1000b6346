import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { InputError } from '#app/errors.ts';
import type { Charge } from '#app/focus/charge.ts';
import type { Database } from '#app/warehouse/database.ts';
import { type StreamedPeriod, streamCharges } from '#app/warehouse/stream-charges.ts';
import { EXPORTED_COLUMNS, isDecimalColumn, isTimeColumn } from './export-charges.ts';

/** As many digits as engines read; what has more decimal places than fit goes into CSV. */
const PRECISION = 38;
/** Of ten thousand millions a charge has no more, and 28 places are left for what Azure writes. */
const SCALE = 28;
const ROWS_AT_ONCE = 50_000;

/**
 * Writes the charges of a period into a Parquet file in FOCUS 1.4: costs, prices and quantities as `DECIMAL(38, 28)`, times as
 * UTC timestamps. How many were written.
 * @throws InputError for a number that does not fit; the file is then not whole.
 */
export async function exportParquet(
  { file, ...period }: StreamedPeriod & { readonly file: string },
  database: Database,
): Promise<number> {
  const writer = new ParquetWriter({ writer: fileWriter(file), schema: schemaOf() });
  let count = 0;
  let pending: Charge[] = [];
  const flush = async (): Promise<void> => {
    const columnData = EXPORTED_COLUMNS.map((name) => ({ name, data: pending.map((charge) => cellOf(name, charge)) }));
    await writer.write({ columnData, rowGroupSize: ROWS_AT_ONCE });
    count += pending.length;
    pending = [];
  };
  for await (const charges of streamCharges(period, database)) {
    pending.push(...charges);
    if (pending.length >= ROWS_AT_ONCE) await flush();
  }
  if (pending.length > 0 || count === 0) await flush();
  await writer.finish();
  return count;
}

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];

function schemaOf(): Schema {
  const columns = EXPORTED_COLUMNS.map((name): Schema[number] => {
    const common = { name, repetition_type: 'OPTIONAL' } as const;
    if (isDecimalColumn(name)) {
      const decimal = { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, converted_type: 'DECIMAL' } as const;
      return { ...common, ...decimal, precision: PRECISION, scale: SCALE };
    }
    if (isTimeColumn(name)) return { ...common, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' };
    return { ...common, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  });
  return [{ name: 'root', num_children: columns.length }, ...columns];
}

function cellOf(name: keyof Charge, charge: Charge): string | bigint | Date | null {
  const text = charge[name];
  if (text === null) return null;
  if (isTimeColumn(name)) return new Date(text);
  return isDecimalColumn(name) ? unscaled(text, name) : text;
}

/** The integer that stands for a plain decimal of 28 places. */
function unscaled(text: string, name: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const places = fraction.replace(/0+$/, '');
  if (places.length > SCALE || whole.length > PRECISION - SCALE) {
    const remedy = 'export with --format focus-csv, which keeps every digit';
    throw new InputError(`${name} ${text} does not fit into DECIMAL(${PRECISION}, ${SCALE})`, { remedy });
  }
  const digits = BigInt(whole + places.padEnd(SCALE, '0'));
  return text.startsWith('-') ? -digits : digits;
}
