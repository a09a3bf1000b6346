import { InputError } from '#app/errors.ts';
import { CUSTOM_COLUMNS, type CustomColumn } from '#app/focus/charge.ts';
import { FOCUS_COLUMN_NAMES, FOCUS_COLUMNS, type FocusColumn, type FocusVersion } from '#app/focus/focus-columns.ts';

/** What the header of a FOCUS table says. */
export interface FocusHeader {
  /** The columns that are read, and where each stands. */
  readonly columns: readonly { readonly name: FocusColumn | CustomColumn; readonly index: number }[];
  /** The oldest version that has all the columns. */
  readonly version: FocusVersion;
  /** Columns that are not kept. */
  readonly foreign: readonly string[];
}

/** What stands for a column of another version, in this order. */
const ALIASES: Readonly<Partial<Record<FocusColumn, FocusColumn>>> = {
  ServiceProviderName: 'ProviderName',
};

/**
 * Which columns of FOCUS stand in a header, whatever their case and with or without underscores (some engines write
 * `billed_cost`).
 * @throws InputError naming the columns that every version has and this one lacks.
 */
export function focusHeader(names: readonly string[], file: string): FocusHeader {
  const known = new Map([...FOCUS_COLUMN_NAMES, ...CUSTOM_COLUMNS].map((name) => [keyOf(name), name]));
  const columns: { name: FocusColumn | CustomColumn; index: number }[] = [];
  const foreign: string[] = [];
  for (const [index, written] of names.entries()) {
    const name = known.get(keyOf(written));
    if (name === undefined) foreign.push(written.trim());
    else if (!columns.some((column) => column.name === name)) columns.push({ name, index });
  }
  const present = new Set<string>(columns.map((column) => column.name));
  const missing = FOCUS_COLUMN_NAMES.filter((name) => {
    const { level, isNullable } = FOCUS_COLUMNS[name];
    const alias = ALIASES[name];
    return level === 'mandatory' && !isNullable && !present.has(name) && !(alias && present.has(alias));
  });
  if (missing.length > 0) {
    const list = missing.join(', ');
    throw new InputError(`no FOCUS: the header has no column ${list}`, {
      place: { file },
      remedy: 'export FOCUS 1.0 to 1.4',
    });
  }
  return { columns, foreign, version: versionOf(present) };
}

function versionOf(present: ReadonlySet<string>): FocusVersion {
  const versions = [...present].flatMap((name) => FOCUS_COLUMNS[name as FocusColumn]?.since ?? []);
  const newest = versions.toSorted().at(-1) ?? '1.0';
  // 1.4 is also told by what it removed.
  return newest === '1.3' && !present.has('ProviderName') ? '1.4' : newest;
}

function keyOf(name: string): string {
  return name.trim().toLowerCase().replaceAll('_', '');
}
