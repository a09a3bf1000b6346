import { CHAR, type Cursor } from './cursor.ts';

/** Names of a `for` up to and with `in`. */
export interface ForNames {
  readonly keyName: string | null;
  readonly valueName: string;
}

/** The names after `for`, with the cursor behind `in`. */
export function readForNames(cursor: Cursor): ForNames {
  cursor.at += 'for'.length;
  cursor.peek();
  const first = cursor.identifier();
  let second: string | null = null;
  if (cursor.peek() === CHAR.comma) {
    cursor.at++;
    cursor.peek();
    second = cursor.identifier();
  }
  cursor.peek();
  if (!cursor.isKeyword('in')) cursor.fail(`Invalid 'for' expression: expected "in" after the names`);
  cursor.at += 'in'.length;
  return second === null ? { keyName: null, valueName: first } : { keyName: first, valueName: second };
}
