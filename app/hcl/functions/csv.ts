import { parse } from 'csv-parse/sync';
import { HclError } from '../diagnostic.ts';
import { objectType, STRING } from '../type.ts';
import { listValue, objectValue, stringValue, type Value } from '../value.ts';

/** A list of objects from a CSV text, named by its first row. @throws HclError when the text is not RFC 4180. */
export function decodeCsv(text: string): Value {
  const rows = readRows(text);
  const header = rows.shift();
  if (!header) throw new HclError('missing header line', null);
  for (const [i, name] of header.entries())
    if (header.indexOf(name) !== i) throw new HclError(`duplicate column name "${name}"`, null);
  const type = objectType(new Map([...header].sort().map((name) => [name, STRING])));
  const names = [...type.attributes.keys()];
  const positions = new Map(header.map((name, i) => [name, i]));
  const objects = rows.map((row) =>
    objectValue(
      new Map(names.map((name) => [name, stringValue((row[positions.get(name) ?? -1] ?? '').normalize('NFC'))])),
    ),
  );
  return listValue(type, objects);
}

function readRows(text: string): string[][] {
  try {
    return parse(text, { skip_empty_lines: true });
  } catch (cause) {
    throw new HclError(`invalid CSV: ${(cause as Error).message}`, null);
  }
}
