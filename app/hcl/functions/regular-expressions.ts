import { RE2JS } from 're2js';
import { spendCharacters } from '../budget.ts';
import { HclError } from '../diagnostic.ts';
import type { CallContext } from '../function.ts';
import { DYNAMIC, listType, objectType, STRING, type Type, tupleType } from '../type.ts';
import { listValue, nullValue, objectValue, stringValue, tupleValue, unknownValue, type Value } from '../value.ts';
import { type FunctionFamily, stringParameter, textOf } from './argument.ts';
import { findMatches } from './regex-search.ts';

/**
 * Functions over regular expressions. Patterns are RE2, so no pattern takes more than linear time
 * (https://developer.hashicorp.com/terraform/language/functions/regex, read 2026-11-25).
 */
export const REGEX_FUNCTIONS: FunctionFamily = {
  regex: {
    parameters: [
      { ...stringParameter('pattern'), allowUnknown: true },
      { ...stringParameter('string'), allowUnknown: true },
    ],
    returns: DYNAMIC,
    call: ([pattern, text], context) => firstMatch([pattern as Value, text as Value], context),
  },
  regexall: {
    parameters: [
      { ...stringParameter('pattern'), allowUnknown: true },
      { ...stringParameter('string'), allowUnknown: true },
    ],
    returns: DYNAMIC,
    call: ([pattern, text], context) => allMatches([pattern as Value, text as Value], context),
  },
  replace: {
    parameters: [stringParameter('str'), stringParameter('substr'), stringParameter('replace')],
    returns: STRING,
    call: (args, context) => stringValue(replace(args.map(textOf), context)),
  },
};

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (cause) {
    throw new HclError(`invalid regexp pattern: ${(cause as Error).message}`, null);
  }
}

/** Names of the groups by number, null for those without one. */
function groupNames(pattern: RE2JS): (string | null)[] {
  const names: (string | null)[] = Array.from({ length: pattern.groupCount() }, () => null);
  for (const [name, number] of Object.entries(pattern.namedGroups())) names[number - 1] = name;
  return names;
}

/** String without groups, tuple with unnamed ones, object with named ones. */
function resultType(pattern: RE2JS): Type {
  const names = groupNames(pattern);
  if (names.length === 0) return STRING;
  const named = names.filter((name) => name !== null);
  if (named.length === 0) return tupleType(names.map(() => STRING));
  if (named.length < names.length)
    throw new HclError('invalid regexp pattern: cannot mix both named and unnamed capture groups', null);
  return objectType(new Map(named.map((name) => [name, STRING])));
}

type Found = (group: number) => string | null;

function matchValue(type: Type, found: { readonly names: readonly (string | null)[]; readonly group: Found }): Value {
  const groupValue = (i: number): Value => {
    const text = found.group(i + 1);
    return text === null ? nullValue(STRING) : stringValue(text);
  };
  if (type.kind === 'string') return stringValue(found.group(0) ?? '');
  if (type.kind === 'tuple') return tupleValue(found.names.map((_, i) => groupValue(i)));
  return objectValue(new Map(found.names.map((name, i) => [name ?? '', groupValue(i)])));
}

function firstMatch([pattern, text]: readonly [Value, Value], context: CallContext): Value {
  if (pattern.kind !== 'string') return unknownValue(DYNAMIC, pattern.kind === 'unknown' ? pattern.reasons : []);
  const compiled = compile(pattern.text);
  const type = resultType(compiled);
  if (text.kind !== 'string') return unknownValue(type, text.kind === 'unknown' ? text.reasons : []);
  for (const match of findMatches(compiled, { text: text.text, context }))
    return matchValue(type, { names: groupNames(compiled), group: (i) => match.group(i) });
  throw new HclError('pattern did not match any part of the given string', null);
}

function allMatches([pattern, text]: readonly [Value, Value], context: CallContext): Value {
  if (pattern.kind !== 'string')
    return unknownValue(listType(DYNAMIC), pattern.kind === 'unknown' ? pattern.reasons : []);
  const compiled = compile(pattern.text);
  const type = resultType(compiled);
  if (text.kind !== 'string') return unknownValue(listType(type), text.kind === 'unknown' ? text.reasons : []);
  const names = groupNames(compiled);
  const matches: Value[] = [];
  for (const match of findMatches(compiled, { text: text.text, context }))
    matches.push(matchValue(type, { names, group: (i) => match.group(i) }));
  return listValue(type, matches);
}

/** `/pattern/` in slashes is a regular expression, anything else is taken as it stands. */
function replace([text = '', search = '', replacement = '']: readonly string[], context: CallContext): string {
  if (search.length > 1 && search.startsWith('/') && search.endsWith('/'))
    return replaceMatches([text, search.slice(1, -1), replacement], context);
  const parts = search === '' ? ['', ...text, ''] : text.split(search);
  spendCharacters(context.budget, text.length + replacement.length * (parts.length - 1));
  return parts.join(replacement);
}

function replaceMatches([text, search, replacement]: readonly [string, string, string], context: CallContext): string {
  const compiled = compile(search);
  const named = new Map(Object.entries(compiled.namedGroups()));
  const parts: string[] = [];
  let copied = 0;
  for (const match of findMatches(compiled, { text, context })) {
    const expanded = expand(replacement, (name) => {
      const number = /^\d+$/.test(name) ? Number(name) : named.get(name);
      return number === undefined || number > compiled.groupCount() ? '' : (match.group(number) ?? '');
    });
    spendCharacters(context.budget, expanded.length);
    parts.push(text.slice(copied, match.start()), expanded);
    copied = match.end();
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

/** `$1`, `${1}`, `$name`, `${name}` and `$$`, as Go's `Regexp.Expand` reads them. */
function expand(replacement: string, group: (name: string) => string): string {
  return replacement.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (all, plain?: string, braced?: string) =>
    all === '$$' ? '$' : group(plain ?? braced ?? ''),
  );
}
