import { HclError } from '../diagnostic.ts';
import { evaluateOrThrow } from '../evaluate.ts';
import type { CallContext } from '../function.ts';
import { parseTemplateText } from '../parse.ts';
import { findReferences } from '../references.ts';
import { positionAt } from '../source-text.ts';
import { DYNAMIC, isMapping } from '../type.ts';
import { markedLike, type Value } from '../value.ts';
import { anyParameter, entriesOf, type FunctionFamily, stringParameter, textOf } from './argument.ts';
import { utf8 } from './encoding.ts';
import { readContent } from './files.ts';

/** A template may call templates to this depth (as OpenTofu's default has it). */
const MAX_TEMPLATE_DEPTH = 1024;
const VARIABLES = { ...anyParameter('vars'), allowSensitive: true } as const;

/**
 * Rendering of templates (https://developer.hashicorp.com/terraform/language/functions/templatefile,
 * https://developer.hashicorp.com/terraform/language/functions/templatestring, read 2026-11-25).
 */
export const TEMPLATE_FUNCTIONS: FunctionFamily = {
  templatefile: {
    parameters: [stringParameter('path'), VARIABLES],
    returns: DYNAMIC,
    call([path, variables], context) {
      const name = textOf(path);
      const content = readContent(name, context);
      if (!(content instanceof Uint8Array)) return content;
      return renderTemplate({ name, text: utf8(content), variables: variables as Value }, context);
    },
  },
  templatestring: {
    parameters: [stringParameter('template'), VARIABLES],
    returns: DYNAMIC,
    call: ([template, variables], context) =>
      renderTemplate({ name: '<templatestring>', text: textOf(template), variables: variables as Value }, context),
  },
};

interface TemplateSource {
  readonly name: string;
  readonly text: string;
  readonly variables: Value;
}

function renderTemplate({ name, text, variables }: TemplateSource, context: CallContext): Value {
  if (!isMapping(variables.type)) throw new HclError('invalid vars value: must be a map', null);
  const templateDepth = context.templateDepth + 1;
  if (templateDepth > MAX_TEMPLATE_DEPTH)
    throw new HclError(`maximum template recursion depth of ${MAX_TEMPLATE_DEPTH} reached`, null);
  const parsed = parseTemplateText(text, name);
  if (!parsed.expression) throw new HclError(parsed.diagnostics[0]?.message ?? 'invalid template', null);
  const entries = entriesOf(variables);
  for (const key of entries.keys())
    if (!/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key))
      throw new HclError(`invalid template variable name "${key}": must start with a letter`, null);
  const missing = findReferences(parsed.expression).find(({ root }) => !entries.has(root));
  if (missing) throw new HclError(`vars map does not contain key "${missing.root}", referenced at ${name}`, null);
  try {
    const value = evaluateOrThrow(parsed.expression, { ...context, lookup: (key) => entries.get(key), templateDepth });
    return markedLike(value, [variables]);
  } catch (error) {
    if (!(error instanceof HclError) || !error.span) throw error;
    const { line, column } = positionAt(parsed.source, error.span.start);
    throw new HclError(`${name}:${line}:${column}: ${error.message}`, null);
  }
}
