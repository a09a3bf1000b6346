const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

/** A row that does not fit its header. */
export interface MalformedRow {
  /** Counts from 1, the header not counted. */
  readonly row: number;
  readonly reason: string;
}

/** Scans CSV as RFC 4180 has it, piece by piece: https://www.rfc-editor.org/rfc/rfc4180 (read 2026-11-26). */
export interface CsvScanner {
  /** The rows that are complete with this text. @throws RangeError for a row of more than 16 MiB. */
  readonly scan: (text: string) => void;
  /** Ends the last row. @throws RangeError when it ends inside quotes. */
  readonly end: () => void;
}

/** Receives the fields of a row. What comes back says which columns of the next rows are wanted, in their order. */
export interface CsvReceiver {
  /** The header; returns for each place of a row the column that stands there, -1 for none. */
  readonly header: (names: readonly string[]) => readonly number[];
  readonly row: (values: string[], row: number) => void;
  readonly malformed: (row: MalformedRow) => void;
}

const LONGEST_ROW = 16 * 1024 * 1024;

/**
 * A scanner that cuts only the wanted columns out of the text. Quoted fields may hold commas, line breaks and doubled
 * quotes; lines end with LF or CRLF; empty lines are no rows. A row of another width than the header is malformed.
 */
export function csvScanner(receiver: CsvReceiver): CsvScanner {
  let rest = '';
  let width = 0;
  let count = 0;
  let targets = new Int32Array(0);
  let wanted = 0;
  let isHeader = true;

  /** Reads one row at `from`; the place after it, -1 when the text ends before. */
  function readRow(text: string, from: number, isLast: boolean): number {
    const { length } = text;
    const values: string[] = isHeader ? [] : new Array<string>(wanted).fill('');
    let at = from;
    let column = 0;
    let broken: string | null = null;
    for (;;) {
      let value = '';
      let end = at;
      if (at < length && text.charCodeAt(at) === QUOTE) {
        let piece = at + 1;
        for (;;) {
          const quote = text.indexOf('"', piece);
          if (quote < 0 || (quote + 1 >= length && !isLast)) {
            if (isLast) throw new RangeError(`row ${count + 1} ends inside quotes`);
            return -1;
          }
          value += text.slice(piece, quote);
          if (text.charCodeAt(quote + 1) !== QUOTE) {
            end = quote + 1;
            break;
          }
          value += '"';
          piece = quote + 2;
        }
        if (text.charCodeAt(end) === CR && (text.charCodeAt(end + 1) === LF || end + 1 >= length)) end += 1;
        if (end < length && text.charCodeAt(end) !== COMMA && text.charCodeAt(end) !== LF) {
          broken = `column ${column + 1} goes on after its closing quote`;
          while (end < length && text.charCodeAt(end) !== COMMA && text.charCodeAt(end) !== LF) end += 1;
        }
        if (end >= length && !isLast) return -1;
        put(values, column, value);
      } else {
        while (end < length) {
          const code = text.charCodeAt(end);
          if (code === COMMA || code === LF) break;
          end += 1;
        }
        if (end >= length && !isLast) return -1;
        if (isHeader || targets[column] !== -1) {
          const isCrLf = end > at && text.charCodeAt(end - 1) === CR && (end >= length || text.charCodeAt(end) === LF);
          put(values, column, text.slice(at, isCrLf ? end - 1 : end));
        }
      }
      column += 1;
      if (end >= length || text.charCodeAt(end) === LF) {
        finish(values, column, { broken, isEmpty: column === 1 && isBlank(text, from, end) });
        return end + 1;
      }
      at = end + 1;
    }
  }

  function put(values: string[], column: number, value: string): void {
    if (isHeader) values.push(value);
    else {
      const target = targets[column];
      if (target !== undefined && target >= 0) values[target] = value;
    }
  }

  function finish(
    values: string[],
    columns: number,
    { broken, isEmpty }: { readonly broken: string | null; readonly isEmpty: boolean },
  ): void {
    if (isEmpty) return;
    if (isHeader) {
      isHeader = false;
      width = columns;
      const order = receiver.header(values);
      wanted = order.length;
      targets = Int32Array.from(values, (_, column) => order.indexOf(column));
      return;
    }
    count += 1;
    if (broken !== null) receiver.malformed({ row: count, reason: broken });
    else if (columns === width) receiver.row(values, count);
    else receiver.malformed({ row: count, reason: `${columns} fields, the header has ${width}` });
  }

  function scanAll(text: string, isLast: boolean): void {
    let at = 0;
    while (at < text.length) {
      const next = readRow(text, at, isLast);
      if (next < 0) break;
      at = next;
    }
    rest = text.slice(at);
    if (rest.length > LONGEST_ROW) throw new RangeError(`row ${count + 1} is longer than 16 MiB`);
  }

  return {
    scan: (text) => scanAll(rest === '' ? text : rest + text, false),
    end() {
      if (rest !== '') scanAll(rest, true);
    },
  };
}

function isBlank(text: string, from: number, end: number): boolean {
  return end === from || (end === from + 1 && text.charCodeAt(from) === CR);
}
