import { MAX_STRING_LENGTH, spendCharacters } from '../budget.ts';
import { HclError } from '../diagnostic.ts';
import type { CallContext, HclFunction } from '../function.ts';
import { graphemes } from '../graphemes.ts';
import { compareText } from '../set-value.ts';
import { BOOL, listType, STRING } from '../type.ts';
import { boolValue, listValue, stringValue, unknownValue, type Value } from '../value.ts';
import {
  type FunctionFamily,
  integerOf,
  itemsOf,
  numberParameter,
  stringListParameter,
  stringParameter,
  textOf,
} from './argument.ts';

const LIST_OF_STRING = listType(STRING);
/** Go's `unicode.IsSpace`, which knows U+0085 and not U+FEFF. */
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** String functions (https://developer.hashicorp.com/terraform/language/functions, read 2026-11-25). */
export const STRING_FUNCTIONS: FunctionFamily = {
  upper: ofText((text) => mapCase(text, (c) => c.toUpperCase())),
  lower: ofText((text) => mapCase(text, (c) => c.toLowerCase())),
  title: ofText(titleCase),
  chomp: ofText((text) => trimWhere(text, { isCut: (c) => c === '\n' || c === '\r', sides: 'end' })),
  trimspace: ofText((text) => trimWhere(text, { isCut: (c) => SPACE.test(c), sides: 'both' })),
  strrev: ofText((text) => graphemes(text).reverse().join('')),
  trim: ofTexts('cutset', (text, cutset) => {
    const cut = new Set(cutset);
    return trimWhere(text, { isCut: (c) => cut.has(c), sides: 'both' });
  }),
  trimprefix: ofTexts('prefix', (text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimsuffix: ofTexts('suffix', (text, suffix) =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  startswith: {
    parameters: [{ ...stringParameter('str'), allowUnknown: true }, stringParameter('prefix')],
    returns: BOOL,
    call([text, prefix]) {
      const wanted = textOf(prefix);
      if (text?.kind !== 'unknown') return boolValue(textOf(text).startsWith(wanted));
      // Whatever the text will be, it starts with nothing, and with what is certain.
      const certain = text.certain?.prefix ?? '';
      if (certain.startsWith(wanted)) return boolValue(true);
      return wanted.startsWith(certain) ? unknownValue(BOOL, text.reasons) : boolValue(false);
    },
  },
  endswith: textTest('suffix', (text, suffix) => text.endsWith(suffix)),
  strcontains: textTest('substr', (text, part) => text.includes(part)),
  substr: {
    parameters: [stringParameter('str'), numberParameter('offset'), numberParameter('length')],
    returns: STRING,
    call: ([text, offset, length]) => stringValue(substring(textOf(text), [integerOf(offset), integerOf(length)])),
  },
  indent: {
    parameters: [numberParameter('spaces'), stringParameter('str')],
    returns: STRING,
    call: ([spaces, text], context) => stringValue(indent(textOf(text), { spaces: integerOf(spaces), context })),
  },
  join: {
    parameters: [stringParameter('separator')],
    rest: stringListParameter('lists'),
    returns: STRING,
    call: (args, context) => join(args, context),
  },
  split: {
    parameters: [stringParameter('separator'), stringParameter('str')],
    returns: LIST_OF_STRING,
    call([separator, text]) {
      const by = textOf(separator);
      const parts = by === '' ? [...textOf(text)] : textOf(text).split(by);
      return listValue(STRING, parts.map(stringValue));
    },
  },
  sort: {
    parameters: [{ name: 'list', type: LIST_OF_STRING }],
    returns: LIST_OF_STRING,
    call([list]) {
      const unknown = itemsOf(list).find((item) => item.kind === 'unknown');
      if (unknown)
        return listValue(
          STRING,
          itemsOf(list).map(() => unknown),
        );
      const texts = itemsOf(list).map((item) => {
        if (item.kind === 'null')
          throw new HclError('given list element is null; a null string cannot be sorted', null);
        return textOf(item);
      });
      return listValue(STRING, texts.sort(compareText).map(stringValue));
    },
  },
};

/** Simple case mapping, as Go's: a character that would become several stays. */
function mapCase(text: string, change: (text: string) => string): string {
  if (!/[^\x20-\x7e]/.test(text)) return change(text);
  let result = '';
  for (const character of text) {
    const changed = change(character);
    result += changed.length === character.length ? changed : character;
  }
  return result;
}

function ofText(compute: (text: string) => string): HclFunction {
  return {
    parameters: [stringParameter('str')],
    returns: STRING,
    call: ([text]) => stringValue(compute(textOf(text)).normalize('NFC')),
  };
}

function ofTexts(second: string, compute: (text: string, other: string) => string): HclFunction {
  return {
    parameters: [stringParameter('str'), stringParameter(second)],
    returns: STRING,
    call: ([text, other]) => stringValue(compute(textOf(text), textOf(other))),
  };
}

function textTest(second: string, test: (text: string, other: string) => boolean): HclFunction {
  return {
    parameters: [stringParameter('str'), stringParameter(second)],
    returns: BOOL,
    call: ([text, other]) => boolValue(test(textOf(text), textOf(other))),
  };
}

/** Cuts characters off by hand: a regular expression would look at inner runs again and again. */
function trimWhere(
  text: string,
  trim: { readonly isCut: (character: string) => boolean; readonly sides: 'both' | 'end' },
): string {
  const characters = [...text];
  let start = 0;
  let end = characters.length;
  if (trim.sides === 'both') while (start < end && trim.isCut(characters[start] ?? '')) start++;
  while (end > start && trim.isCut(characters[end - 1] ?? '')) end--;
  return start === 0 && end === characters.length ? text : characters.slice(start, end).join('');
}

/** Go's `strings.Title`: a letter behind anything that is no letter, digit or `_` becomes a capital. */
function titleCase(text: string): string {
  let result = '';
  let previous = ' ';
  for (const character of text) {
    const inWord = /[\p{L}\p{Nd}_]/u.test(previous) || (previous > '\u007f' && !SPACE.test(previous));
    result += inWord ? character : character.toUpperCase();
    previous = character;
  }
  return result;
}

function substring(text: string, [offset, length]: readonly [number, number]): string {
  const clusters = graphemes(text);
  const start = offset < 0 ? Math.max(0, clusters.length + offset) : offset;
  // A length of 0 behind a negative offset means the rest, as in the reference.
  const isRest = length < 0 || (length === 0 && offset < 0);
  return clusters.slice(start, isRest ? undefined : start + length).join('');
}

function indent(text: string, by: { readonly spaces: number; readonly context: CallContext }): string {
  if (by.spaces < 0) throw new HclError('the number of spaces must not be negative', null);
  const lines = text.split('\n');
  spendCharacters(by.context.budget, Math.min(MAX_STRING_LENGTH + 1, text.length + by.spaces * (lines.length - 1)));
  return lines.join(`\n${' '.repeat(lines.length > 1 ? by.spaces : 0)}`);
}

function join([separator, ...lists]: readonly Value[], context: CallContext): Value {
  if (lists.length === 0) throw new HclError('at least one list is required', null);
  const between = textOf(separator);
  const texts: string[] = [];
  let length = 0;
  lists.forEach((list, number) => {
    for (const item of itemsOf(list)) {
      if (item.kind === 'null')
        throw new HclError(`element of list ${number + 1} is null; cannot join null values`, null);
      const text = textOf(item);
      length += text.length + between.length;
      texts.push(text);
    }
  });
  spendCharacters(context.budget, length);
  return stringValue(texts.join(between));
}
