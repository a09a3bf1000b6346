import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parseTime } from '#app/anomaly/parse-time.ts';
import type { Series } from '#app/anomaly/series.ts';
import { type Diagnostic, InputError } from '#app/errors.ts';

export interface SeriesFile {
  readonly series: readonly Series[];
  /** What was wrong with the series that are left out, and what was odd about others. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Growing {
  readonly times: string[];
  readonly seconds: number[];
  readonly values: number[];
  isBroken: boolean;
  isOdd: boolean;
}

/** Series, time, value, and the line it stands in. */
type Row = readonly string[];

const HEADER = ['series', 'time', 'value'];
const HEADER_REMEDY = 'begin the file with the line series,time,value';
/** An hour of local time comes twice when daylight saving ends. */
const REPEATED_HOUR_SECONDS = 3600;

/**
 * Reads the series of a CSV file with the header `series,time,value`, as a stream. A series with a row that is wrong is
 * left out with a diagnostic, the others are read. @throws InputError, with line, for what is no such file.
 */
export async function readSeriesFile(
  file: string,
  from: { readonly cwd: string; readonly readStdin: () => string },
): Promise<SeriesFile> {
  const grown = new Map<string, Growing>();
  const diagnostics: Diagnostic[] = [];
  let isHeaderRead = false;
  try {
    for await (const row of rowsOf(file, from)) {
      if (!isHeaderRead) {
        if (HEADER.some((name, at) => row[at] !== name)) {
          throw new InputError('the header is not series,time,value', {
            place: { file, line: Number(row[3]) },
            remedy: HEADER_REMEDY,
          });
        }
        isHeaderRead = true;
      } else {
        const problem = take(row, grown);
        if (problem) diagnostics.push({ ...problem, place: { file, line: Number(row[3]) } });
      }
    }
  } catch (cause) {
    throw asInputError(cause, file);
  }
  if (!isHeaderRead) throw new InputError('the file is empty', { place: { file }, remedy: HEADER_REMEDY });
  if (grown.size === 0) {
    throw new InputError('there is no row below the header', {
      place: { file },
      remedy: 'add rows of series,time,value',
    });
  }
  return { series: finished(grown), diagnostics };
}

function rowsOf(file: string, from: { readonly cwd: string; readonly readStdin: () => string }): AsyncIterable<Row> {
  const parser = parse({
    bom: true,
    trim: true,
    skip_empty_lines: true,
    on_record: (record, { lines }) => [record[0] ?? '', record[1] ?? '', record[2] ?? '', String(lines)],
  });
  const source = file === '-' ? Readable.from([from.readStdin()]) : createReadStream(resolve(from.cwd, file));
  source.on('error', (error: Error) => parser.destroy(error));
  return source.pipe(parser);
}

/** Adds a row to its series; what is wrong with it, undefined when nothing is. */
function take(
  [name = '', time = '', value = '']: Row,
  grown: Map<string, Growing>,
): Omit<Diagnostic, 'place'> | undefined {
  let series = grown.get(name);
  if (!series) {
    series = { times: [], seconds: [], values: [], isBroken: false, isOdd: false };
    grown.set(name, series);
  }
  if (series.isBroken) return undefined;
  const number = value === '' ? Number.NaN : Number(value);
  const seconds = parseTime(time);
  const before = series.seconds.at(-1);
  const wrong = !Number.isFinite(number)
    ? { what: `the value ${shown(value)} is not a finite number`, remedy: 'write digits, or leave the row out' }
    : seconds === null
      ? { what: `the time ${shown(time)} is not understood`, remedy: 'write 2026-11-26 or 2026-11-26T14:00:00Z' }
      : before !== undefined && seconds < before - REPEATED_HOUR_SECONDS
        ? {
            what: `the time ${shown(time)} is before that of the row above`,
            remedy: 'sort the rows of a series by time',
          }
        : null;
  if (wrong || seconds === null) {
    series.isBroken = true;
    return { severity: 'error', message: `series ${shown(name)} is left out: ${wrong?.what}`, remedy: wrong?.remedy };
  }
  series.times.push(time);
  series.seconds.push(seconds);
  series.values.push(number);
  if (before === undefined || seconds > before || series.isOdd) return undefined;
  series.isOdd = true;
  return {
    severity: 'warning',
    message: `series ${shown(name)}: the time ${shown(time)} is not after the row above; its rows count in the order of the file`,
  };
}

function finished(grown: ReadonlyMap<string, Growing>): readonly Series[] {
  return [...grown]
    .filter(([, { isBroken }]) => !isBroken)
    .map(([name, { times, seconds, values }]) => ({
      name,
      times,
      seconds: Float64Array.from(seconds),
      values: Float64Array.from(values),
    }));
}

function shown(text: string): string {
  return text === '' ? '(empty)' : text.slice(0, 60);
}

function asInputError(cause: unknown, file: string): unknown {
  if (cause instanceof CsvError) {
    const { lines } = cause as CsvError & { readonly lines?: number };
    const line = lines === undefined ? {} : { line: lines };
    return new InputError(`this is no CSV: ${cause.message}`, { place: { file, ...line }, cause });
  }
  if (cause instanceof Error && 'code' in cause && 'syscall' in cause) {
    return new InputError(`the file cannot be read (${String(cause.code)})`, { place: { file }, cause });
  }
  return cause;
}
