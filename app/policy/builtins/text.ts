import { goSprintf } from '../go-format.ts';
import type { GoArgument } from '../go-format-directive.ts';
import type { HostBuiltin } from '../opa-module.ts';
import { regoText } from '../rego-text.ts';
import { RegoNumber, type RegoValue } from '../rego-value.ts';
import { listOf, textOf, textsOf } from './operand.ts';

/** `sprintf` and the searches of `strings.*`, as OPA 1.22.3 has them in v1/topdown/strings.go. */
export const TEXT_BUILTINS: Readonly<Record<string, HostBuiltin>> = {
  sprintf: ([template, args]) => goSprintf(textOf(template), listOf(args).map(goArgument)),
  'strings.any_prefix_match': ([texts, prefixes]) =>
    textsOf(texts).some((text) => textsOf(prefixes).some((prefix) => text.startsWith(prefix))),
  'strings.any_suffix_match': ([texts, suffixes]) =>
    textsOf(texts).some((text) => textsOf(suffixes).some((suffix) => text.endsWith(suffix))),
  'strings.count': ([text, search]) => new RegoNumber(countOf(textOf(text), textOf(search))),
};

function goArgument(value: RegoValue): GoArgument {
  if (typeof value === 'string') return { text: value };
  if (!(value instanceof RegoNumber)) return { text: regoText(value) };
  return /[.eE]/.test(value.text) ? { float: Number(value.text) } : { integer: BigInt(value.text) };
}

/** Non-overlapping, as Go's strings.Count: an empty search counts the places between runes. */
function countOf(text: string, search: string): number {
  return search === '' ? [...text].length + 1 : text.split(search).length - 1;
}
