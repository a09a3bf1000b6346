import { HclError } from '../diagnostic.ts';
import { evaluateOrThrow } from '../evaluate.ts';
import { parseHcl } from '../parse.ts';
import { DYNAMIC, isMapping, STRING } from '../type.ts';
import { objectValue, stringValue, type Value } from '../value.ts';
import { writeAttributes, writeExpression } from '../write-expression.ts';
import { anyParameter, entriesOf, type FunctionFamily, stringParameter, textOf } from './argument.ts';

/**
 * Functions of the provider that is built into Terraform
 * (https://developer.hashicorp.com/terraform/language/functions/terraform-encode_tfvars, read 2026-11-25).
 */
export const TERRAFORM_PROVIDER_FUNCTIONS: FunctionFamily = {
  'provider::terraform::encode_tfvars': {
    parameters: [{ ...anyParameter('value'), whollyKnown: true }],
    returns: STRING,
    call([value]) {
      if (!value || !isMapping(value.type)) throw new HclError('a map or object is required', null);
      const entries = entriesOf(value);
      for (const name of entries.keys())
        if (!/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name))
          throw new HclError(`"${name}" is not a valid variable name`, null);
      return stringValue(writeAttributes(entries, ''));
    },
  },
  'provider::terraform::decode_tfvars': {
    parameters: [stringParameter('src')],
    returns: DYNAMIC,
    call: ([source], context) =>
      decodeVariables(textOf(source), { ...context, lookup: () => undefined, functions: new Map() }),
  },
  'provider::terraform::encode_expr': {
    parameters: [{ ...anyParameter('value'), allowNull: true, whollyKnown: true }],
    returns: STRING,
    call: ([value]) => stringValue(value ? writeExpression(value, '') : ''),
  },
};

function decodeVariables(text: string, scope: Parameters<typeof evaluateOrThrow>[1]): Value {
  const file = parseHcl(text, '<decode_tfvars>');
  const problem = file.diagnostics[0]?.message ?? (file.body.blocks.length > 0 ? 'blocks are not allowed' : null);
  if (problem) throw new HclError(`invalid tfvars syntax: ${problem}`, null);
  const entries = file.body.attributes.map(
    ({ name, expression }) => [name, evaluateOrThrow(expression, scope)] as const,
  );
  return objectValue(new Map(entries));
}
