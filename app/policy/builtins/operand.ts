import { RegoSet, type RegoValue, typeName } from '../rego-value.ts';

/** The operand as a text. @throws TypeError when it is none; so do the others. */
export function textOf(value: RegoValue | undefined): string {
  return typeof value === 'string' ? value : wrongType(value, 'string');
}

export function listOf(value: RegoValue | undefined): readonly RegoValue[] {
  return Array.isArray(value) ? value : wrongType(value, 'array');
}

/** The texts of a text, an array or a set of texts. */
export function textsOf(value: RegoValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof RegoSet) return value.members.map(textOf);
  return Array.isArray(value) ? value.map(textOf) : wrongType(value, 'one of {string, array, set}');
}

function wrongType(value: RegoValue | undefined, wanted: string): never {
  throw new TypeError(`operand must be ${wanted} but got ${typeName(value ?? null)}`);
}
