import { HclError } from '../diagnostic.ts';
import type { CallContext, HclFunction, TemplateRequest } from '../function.ts';
import { parseTemplateText } from '../parse.ts';
import { findReferences } from '../references.ts';
import { DYNAMIC, isMapping } from '../type.ts';
import type { Value } from '../value.ts';
import { anyParameter, entriesOf, type FunctionFamily, stringParameter, textOf } from './argument.ts';
import { utf8 } from './encoding.ts';
import { readContent } from './files.ts';

/** A template may call templates to this depth (as OpenTofu's default has it). */
const MAX_TEMPLATE_DEPTH = 1024;
const VARIABLES = { ...anyParameter('vars'), allowSensitive: true } as const;

/**
 * Rendering of templates (https://developer.hashicorp.com/terraform/language/functions/templatefile,
 * https://developer.hashicorp.com/terraform/language/functions/templatestring, read 2026-11-25).
 * The evaluator renders them itself, so that templates within templates do not nest calls.
 */
export const TEMPLATE_FUNCTIONS: FunctionFamily = {
  templatefile: templateFunction('path', (path, context) => {
    const content = readContent(path, context);
    return content instanceof Uint8Array ? { name: path, text: utf8(content) } : content;
  }),
  templatestring: templateFunction('template', (text) => ({ name: '<templatestring>', text })),
};

interface TemplateSource {
  readonly kind?: never;
  readonly name: string;
  readonly text: string;
}

function templateFunction(
  first: string,
  find: (argument: string, context: CallContext) => TemplateSource | Value,
): HclFunction {
  return {
    parameters: [stringParameter(first), VARIABLES],
    returns: DYNAMIC,
    call: () => {
      throw new HclError('templates are rendered by the evaluator', null);
    },
    template([argument, variables], context) {
      const found = find(textOf(argument), context);
      return found.kind === undefined ? requestTemplate(found, { variables: variables as Value, context }) : found;
    },
  };
}

function requestTemplate(
  { name, text }: TemplateSource,
  given: { readonly variables: Value; readonly context: CallContext },
): TemplateRequest {
  const { variables } = given;
  if (!isMapping(variables.type)) throw new HclError('invalid vars value: must be a map', null);
  const context = { ...given.context, templateDepth: given.context.templateDepth + 1 };
  if (context.templateDepth > MAX_TEMPLATE_DEPTH)
    throw new HclError(`maximum template recursion depth of ${MAX_TEMPLATE_DEPTH} reached`, null);
  const { expression, diagnostics, source } = parseTemplateText(text, name);
  if (!expression) throw new HclError(diagnostics[0]?.message ?? 'invalid template', null);
  const entries = entriesOf(variables);
  for (const key of entries.keys())
    if (!/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key))
      throw new HclError(`invalid template variable name "${key}": must start with a letter`, null);
  const missing = findReferences(expression).find(({ root }) => !entries.has(root));
  if (missing) throw new HclError(`vars map does not contain key "${missing.root}", referenced at ${name}`, null);
  return { kind: 'request', source, expression, variables, context };
}
