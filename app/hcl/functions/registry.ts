import type { FunctionTable, HclFunction } from '../function.ts';
import type { FunctionFamily } from './argument.ts';
import { COLLECTION_FUNCTIONS } from './collections.ts';
import { COMBINING_FUNCTIONS } from './combine.ts';
import { NUMBER_FUNCTIONS } from './numbers.ts';
import { REGEX_FUNCTIONS } from './regular-expressions.ts';
import { SET_FUNCTIONS } from './sets.ts';
import { STRING_FUNCTIONS } from './strings.ts';
import { TYPE_FUNCTIONS } from './types.ts';

const FAMILIES: readonly FunctionFamily[] = [
  NUMBER_FUNCTIONS,
  STRING_FUNCTIONS,
  REGEX_FUNCTIONS,
  COLLECTION_FUNCTIONS,
  COMBINING_FUNCTIONS,
  SET_FUNCTIONS,
  TYPE_FUNCTIONS,
];

/**
 * All functions of Terraform and OpenTofu by name
 * (https://developer.hashicorp.com/terraform/language/functions, https://opentofu.org/docs/language/functions,
 * read 2026-11-25). Functions of other providers are not here; the evaluator answers them with an unknown.
 */
export function terraformFunctions(): FunctionTable {
  const table = new Map<string, HclFunction>();
  for (const family of FAMILIES) for (const [name, definition] of Object.entries(family)) table.set(name, definition);
  return table;
}
