import type { Case, Table } from './table-case.ts';

/**
 * The table says that an unknown is refined, not how. These are the prefixes that cases are about: what a string
 * begins with decides `startswith` and the type of `jsondecode`, so the wanted results leave little else.
 */
const PREFIXES: readonly {
  readonly test: string;
  readonly field: string;
  readonly has?: string;
  readonly prefixes: Readonly<Record<number, string>>;
}[] = [
  { test: 'TestStartsWith', field: 'String', prefixes: { 8: 'https:', 9: 'https:', 10: 'https:', 11: 'https:' } },
  {
    test: 'TestJSONDecode',
    field: 'Input',
    has: 'Want',
    prefixes: { 7: '1', 8: '-', 9: '.', 10: 't', 11: 'f', 12: '"', 13: '{', 14: '[' },
  },
  { test: 'TestJSONDecode', field: 'Input', has: 'WantError', prefixes: { 2: 'a' } },
];

/** The case with the prefix of its unknown written into it. */
export function withPrefix(one: Case, place: { readonly table: Table; readonly number: number }): Case {
  const found = PREFIXES.find(
    ({ test, has, prefixes }) =>
      test === place.table.test &&
      (has === undefined || place.table.fields.includes(has)) &&
      prefixes[place.number] !== undefined,
  );
  if (!found) return one;
  const field = one[found.field] as { readonly cty: object };
  return { ...one, [found.field]: { cty: { ...field.cty, prefix: found.prefixes[place.number] } } };
}
