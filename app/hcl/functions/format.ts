import { spendCharacters } from '../budget.ts';
import { HclError } from '../diagnostic.ts';
import type { CallContext } from '../function.ts';
import { isSequence, listType, STRING } from '../type.ts';
import { isWhollyKnown, listValue, reasonsOf, stringValue, unknownValue, type Value } from '../value.ts';
import { anyParameter, type FunctionFamily, itemsOf, stringParameter, textOf } from './argument.ts';
import { formatVerb } from './format-verb.ts';

const VERB = /%(?:%|([-+ #0]*)(\d+)?(?:\.(\d+)?)?(?:\[([1-9]\d*)\])?([a-zA-Z]))/y;
const ARGUMENTS = { ...anyParameter('args'), allowNull: true, allowUnknown: true } as const;

/** `format` and `formatlist` (https://developer.hashicorp.com/terraform/language/functions/format, read 2026-11-25). */
export const FORMAT_FUNCTIONS: FunctionFamily = {
  format: {
    parameters: [stringParameter('format')],
    rest: ARGUMENTS,
    returns: STRING,
    call: ([format, ...args], context) => formatValue(textOf(format), { args, context }),
  },
  formatlist: {
    parameters: [stringParameter('format')],
    rest: ARGUMENTS,
    returns: listType(STRING),
    call: ([format, ...args], context) => formatList(textOf(format), { args, context }),
  },
};

interface FormatArguments {
  readonly args: readonly Value[];
  readonly context: CallContext;
}

function formatValue(format: string, given: FormatArguments): Value {
  if (!given.args.every(isWhollyKnown)) return unknownValue(STRING, reasonsOf(given.args));
  const text = formatText(format, given.args);
  spendCharacters(given.context.budget, text.length);
  return stringValue(text.normalize('NFC'));
}

/** The format with its verbs filled in. @throws HclError when verbs and arguments do not fit. */
function formatText(format: string, args: readonly Value[]): string {
  let text = '';
  let next = 0;
  let highest = 0;
  for (let at = 0; at < format.length; ) {
    const percent = format.indexOf('%', at);
    if (percent < 0) {
      text += format.slice(at);
      break;
    }
    text += format.slice(at, percent);
    VERB.lastIndex = percent;
    const match = VERB.exec(format);
    if (!match) throw new HclError(`unrecognized format character at offset ${percent + 1}`, null);
    const [verb, flags = '', width, precision, index, letter = ''] = match;
    at = percent + verb.length;
    if (letter === '') {
      text += '%';
      continue;
    }
    if (index !== undefined) next = Number(index) - 1;
    const argument = args[next++];
    highest = Math.max(highest, next);
    if (!argument)
      throw new HclError(`not enough arguments for "${verb}": need index ${next} but have ${args.length} total`, null);
    const hasPrecision = /\./.test(verb);
    text += formatVerb(
      {
        text: verb,
        flags,
        letter,
        width: width === undefined ? null : Number(width),
        precision: hasPrecision ? Number(precision ?? 0) : null,
      },
      argument,
    );
  }
  if (highest < args.length)
    throw new HclError(
      highest === 0
        ? 'too many arguments; no verbs in format string'
        : `too many arguments; only ${highest} used by format string`,
      null,
    );
  return text;
}

function formatList(format: string, given: FormatArguments): Value {
  const { args, context } = given;
  const lists = args.filter((arg) => isSequence(arg.type) && arg.kind !== 'null');
  if (
    lists.some((list) => list.kind === 'unknown') ||
    args.some((arg) => arg.kind === 'unknown' && arg.type.kind === 'dynamic')
  )
    return unknownValue(listType(STRING), reasonsOf(args));
  const lengths = new Set(lists.map((list) => itemsOf(list).length));
  if (lengths.size > 1) throw new HclError('all list arguments of formatlist must have the same length', null);
  const [length = 1] = lengths;
  const results: Value[] = [];
  for (let i = 0; i < length; i++) {
    const row = args.map((arg) => (lists.includes(arg) ? (itemsOf(arg)[i] as Value) : arg));
    results.push(formatValue(format, { args: row, context }));
  }
  return listValue(STRING, results);
}
