import { type Charge, CUSTOM_COLUMNS, SOURCE_COLUMNS } from '#app/focus/charge.ts';
import { FOCUS_COLUMN_NAMES, FOCUS_COLUMNS, type FocusColumn } from '#app/focus/focus-columns.ts';
import type { Database } from '#app/warehouse/database.ts';
import { type StreamedPeriod, streamCharges } from '#app/warehouse/stream-charges.ts';

/** Columns of an export: those of FOCUS 1.4 in its order, then our own. */
export const EXPORTED_COLUMNS: readonly (keyof Charge)[] = [
  ...FOCUS_COLUMN_NAMES.filter((name) => FOCUS_COLUMNS[name].level !== 'removed'),
  ...[...CUSTOM_COLUMNS, ...SOURCE_COLUMNS].filter((name) => name !== 'x_ChargeKey').sort(),
];

/** The charges of a period as CSV in FOCUS 1.4, in pieces; null is an empty field. */
export async function* exportCsv(period: StreamedPeriod, database: Database): AsyncIterable<string> {
  yield `${EXPORTED_COLUMNS.join(',')}\n`;
  for await (const charges of streamCharges(period, database)) {
    yield charges.map((charge) => `${EXPORTED_COLUMNS.map((name) => field(charge[name])).join(',')}\n`).join('');
  }
}

function field(value: string | null): string {
  if (value === null) return '';
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Whether a column holds exact decimals. */
export function isDecimalColumn(name: string): boolean {
  return FOCUS_COLUMNS[name as FocusColumn]?.type === 'decimal';
}

/** Whether a column holds instants. */
export function isTimeColumn(name: string): boolean {
  return FOCUS_COLUMNS[name as FocusColumn]?.type === 'time';
}
