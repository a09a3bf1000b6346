import { HclError } from '#app/hcl/diagnostic.ts';
import { DYNAMIC } from '#app/hcl/type.ts';
import { nullValue, stringValue, type Value } from '#app/hcl/value.ts';
import { describeValue, readValue, type TableValue } from './table-values.ts';

export type Case = Readonly<Record<string, unknown>>;

export interface Table {
  readonly group: string;
  readonly test: string;
  readonly fields: readonly string[];
  readonly cases: readonly Case[];
  readonly path: string;
}

/** `error` stands for any error. */
export interface Outcome {
  readonly got: string;
  readonly wanted: string;
}

export type Runner = (one: Case, table: Table) => Outcome;

export function attempt(compute: () => string): string {
  try {
    return compute();
  } catch (error) {
    if (error instanceof HclError) return 'error';
    throw error;
  }
}

export function unwrap(field: unknown): TableValue | null {
  if (field && typeof field === 'object' && 'cty' in field) return (field as { cty: TableValue }).cty;
  return null;
}

export function wantedValue(field: unknown): string {
  const value = unwrap(field);
  return !value || value.t === 'nil' ? 'error' : describeValue(readValue(value));
}

export function isErrorWanted(one: Case): boolean {
  for (const [name, field] of Object.entries(one))
    if (/^(want)?err(or)?(Fn)?$/i.test(name) && field !== '' && field !== false && field !== null) return true;
  return false;
}

export function argumentsOf(one: Case): Value[] {
  const args: Value[] = [];
  for (const [name, field] of Object.entries(one)) {
    if (/^(_key|want.*|err.*|expected|name|isSensitive)$/i.test(name) && !(name === 'Name' && unwrap(field))) continue;
    const value = unwrap(field);
    if (value?.t === 'nil') args.push(nullValue(DYNAMIC));
    else if (value) args.push(readValue(value));
    else if (Array.isArray(field)) for (const item of field as TableValue[]) args.push(readValue(item));
    else if (typeof field === 'string') args.push(stringValue(field));
  }
  return args;
}
