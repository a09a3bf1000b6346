import { parquetWriteBuffer } from 'hyparquet-writer';
import { type CurRow, cur2Row } from './cur-report.ts';

/** CUR 2.0 as AWS types it: costs are doubles, times timestamps, tags a map. */
export function cur2Parquet(rows: readonly CurRow[]): Uint8Array {
  const plain = rows.map(cur2Row);
  const names = [...new Set(plain.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => {
    const cells = plain.map((row) => row[name] || null);
    const isMap = name === 'product' || name === 'resource_tags' || name === 'cost_category';
    const optional = { name, repetition_type: 'OPTIONAL' } as const;
    if (isMap) {
      const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
      const schema = [
        { ...optional, converted_type: 'MAP', num_children: 1 },
        { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
        { name: 'key', repetition_type: 'REQUIRED', ...text },
        { name: 'value', repetition_type: 'OPTIONAL', ...text },
      ] as const;
      return { name, schema, data: cells.map((cell) => (cell === null ? null : JSON.parse(cell))) };
    }
    if (/cost$|fee|commitment|rate$|amount$/.test(name)) {
      return {
        name,
        schema: [{ ...optional, type: 'DOUBLE' }] as const,
        data: cells.map((cell) => (cell === null ? null : Number(cell))),
      };
    }
    if (/_date$/.test(name)) {
      const data = cells.map((cell) => (cell === null ? null : new Date(cell)));
      return { name, schema: [{ ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }] as const, data };
    }
    return { name, schema: [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }] as const, data: cells };
  });
  const root = { name: 'root', num_children: columns.length };
  const schema = [root, ...columns.flatMap((each) => [...each.schema])] as Parameters<
    typeof parquetWriteBuffer
  >[0]['schema'];
  return new Uint8Array(
    parquetWriteBuffer({ ...(schema && { schema }), columnData: columns.map(({ name, data }) => ({ name, data })) }),
  );
}
