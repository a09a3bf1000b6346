import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead, type SchemaElement } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { FinopsError, InputError } from '#app/errors.ts';
import { type Cell, cellText, decimalCell } from './parquet-cell.ts';
import type { ColumnChoice, TableBatch, TableFile } from './table.ts';

/** Rows that are handed on at once. */
const ROWS_AT_ONCE = 4096;

/** The rows of a Parquet file, row group by row group, only the wanted columns. @throws InputError, see `readTable`. */
export async function* readParquet({ store, file }: TableFile, choose: ColumnChoice): AsyncIterable<TableBatch> {
  const buffer: AsyncBuffer = {
    byteLength: file.bytes,
    async slice(start, end = file.bytes) {
      const bytes = await store.slice(file.name, { start: start < 0 ? file.bytes + start : start, end });
      // A copy of its own: small slices of Node share one large buffer.
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    },
  };
  try {
    const metadata = await parquetMetadataAsync(buffer);
    const tops = topColumns(metadata);
    const wanted = choose(tops.map((each) => each.name)).map((index) => (index < 0 ? null : (tops[index] ?? null)));
    const decimals = openDecimals(wanted);
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      const columns = await readGroup({ buffer, metadata, names: namesOf(wanted) }, { rowStart, rowEnd });
      const texts = wanted.map((each) =>
        each ? { cells: columns.get(each.name) ?? [], scale: decimals.get(each.name) } : null,
      );
      for (let from = 0; from < rowEnd - rowStart; from += ROWS_AT_ONCE) {
        const to = Math.min(from + ROWS_AT_ONCE, rowEnd - rowStart);
        const rows = [];
        const numbers = [];
        for (let at = from; at < to; at += 1) {
          rows.push(texts.map((column) => (column ? textOf(column.cells[at], column.scale) : null)));
          numbers.push(rowStart + at + 1);
        }
        yield { rows, numbers, malformed: [] };
      }
      rowStart = rowEnd;
    }
  } catch (cause) {
    if (cause instanceof FinopsError) throw cause;
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`not a whole Parquet file: ${what}`, { place: { file: file.name }, cause });
  }
}

function textOf(cell: Cell, scale: number | undefined): string | null {
  return scale === undefined ? cellText(cell) : decimalCell(cell, scale);
}

function namesOf(wanted: readonly (SchemaElement | null)[]): string[] {
  return [...new Set(wanted.flatMap((each) => (each ? [each.name] : [])))];
}

/** The columns of the table: the children of the root, whatever they hold. */
function topColumns({ schema }: FileMetaData): readonly SchemaElement[] {
  const tops: SchemaElement[] = [];
  for (let at = 1; at < schema.length; at = afterOf(schema, at)) tops.push(schema[at] as SchemaElement);
  return tops;
}

function afterOf(schema: readonly SchemaElement[], at: number): number {
  let next = at + 1;
  for (let child = 0; child < (schema[at]?.num_children ?? 0); child += 1) next = afterOf(schema, next);
  return next;
}

/**
 * The reader makes binary fractions of decimals. Without their type they come as the integers they are kept as; their
 * scales, by name.
 */
function openDecimals(wanted: readonly (SchemaElement | null)[]): ReadonlyMap<string, number> {
  const scales = new Map<string, number>();
  for (const element of wanted) {
    if (element?.converted_type !== 'DECIMAL' || element.type === 'BYTE_ARRAY') continue;
    scales.set(element.name, element.scale ?? 0);
    delete element.converted_type;
    delete element.logical_type;
  }
  return scales;
}

async function readGroup(
  {
    buffer,
    metadata,
    names,
  }: { readonly buffer: AsyncBuffer; readonly metadata: FileMetaData; readonly names: string[] },
  range: { readonly rowStart: number; readonly rowEnd: number },
): Promise<ReadonlyMap<string, ArrayLike<Cell>>> {
  const columns = new Map<string, Cell[] | ArrayLike<Cell>>();
  await parquetRead({
    file: buffer,
    metadata,
    columns: names,
    compressors,
    ...range,
    onChunk({ columnName, columnData, rowStart }) {
      if (rowStart === range.rowStart && columnData.length === range.rowEnd - range.rowStart) {
        columns.set(columnName, columnData as ArrayLike<Cell>);
        return;
      }
      const cells = (columns.get(columnName) ?? []) as Cell[];
      columns.set(columnName, cells);
      for (let at = 0; at < columnData.length; at += 1) cells[rowStart - range.rowStart + at] = columnData[at] as Cell;
    },
  });
  return columns;
}
