import type { FunctionTable, HclFunction } from '../function.ts';
import type { FunctionFamily } from './argument.ts';
import { ASSUME_FUNCTIONS } from './assume.ts';
import { COALESCE_FUNCTIONS } from './coalesce.ts';
import { COLLECTION_FUNCTIONS } from './collections.ts';
import { COMBINING_FUNCTIONS } from './combine.ts';
import { CRYPTO_FUNCTIONS } from './crypto.ts';
import { DATE_FUNCTIONS } from './dates.ts';
import { ENCODING_FUNCTIONS } from './encoding.ts';
import { FILE_FUNCTIONS } from './files.ts';
import { FORMAT_FUNCTIONS } from './format.ts';
import { KEYED_FUNCTIONS } from './keyed.ts';
import { NETWORK_FUNCTIONS } from './network.ts';
import { NUMBER_FUNCTIONS } from './numbers.ts';
import { REGEX_FUNCTIONS } from './regular-expressions.ts';
import { SET_PRODUCT_FUNCTIONS } from './set-product.ts';
import { SET_FUNCTIONS } from './sets.ts';
import { STRING_FUNCTIONS } from './strings.ts';
import { TEMPLATE_FUNCTIONS } from './templates.ts';
import { TERRAFORM_PROVIDER_FUNCTIONS } from './terraform-provider.ts';
import { TYPE_FUNCTIONS } from './types.ts';

const FAMILIES: readonly FunctionFamily[] = [
  NUMBER_FUNCTIONS,
  STRING_FUNCTIONS,
  REGEX_FUNCTIONS,
  COLLECTION_FUNCTIONS,
  COMBINING_FUNCTIONS,
  COALESCE_FUNCTIONS,
  KEYED_FUNCTIONS,
  SET_FUNCTIONS,
  SET_PRODUCT_FUNCTIONS,
  TYPE_FUNCTIONS,
  ASSUME_FUNCTIONS,
  CRYPTO_FUNCTIONS,
  DATE_FUNCTIONS,
  ENCODING_FUNCTIONS,
  FILE_FUNCTIONS,
  FORMAT_FUNCTIONS,
  NETWORK_FUNCTIONS,
  TEMPLATE_FUNCTIONS,
  TERRAFORM_PROVIDER_FUNCTIONS,
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
