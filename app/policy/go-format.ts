import { type FormatDirective, type GoArgument, pad, parseDirective } from './go-format-directive.ts';
import { formatFloat } from './go-format-float.ts';
import { goQuote, isPrintable } from './rego-text.ts';

/**
 * What Go's `fmt.Sprintf` gives, for the three kinds of argument that OPA's `sprintf` passes.
 * https://pkg.go.dev/fmt (read 2026-11-25), Go 1.26 src/fmt.
 */
export function goSprintf(template: string, args: readonly GoArgument[]): string {
  const runes = [...template];
  let output = '';
  let at = 0;
  let used = 0;
  let reordered = false;
  while (at < runes.length) {
    if (runes[at] !== '%') {
      output += runes[at];
      at += 1;
      continue;
    }
    const directive = parseDirective(runes, { at: at + 1, argument: used, args });
    at = directive.next;
    used = directive.argument;
    reordered ||= directive.reordered;
    output += directive.complaint;
    if (directive.verb === undefined) {
      output += '%!(NOVERB)';
      break;
    }
    if (directive.verb === '%') output += '%';
    else if (!directive.validIndex) output += `%!${directive.verb}(BADINDEX)`;
    else if (used >= args.length) output += `%!${directive.verb}(MISSING)`;
    else {
      output += formatArgument(asWritten(directive), args[used] as GoArgument);
      used += 1;
    }
  }
  if (!reordered && used < args.length) {
    const extra = args.slice(used).map((each) => `${typeOf(each)}=${plain(each)}`);
    output += `%!(EXTRA ${extra.join(', ')})`;
  }
  return output;
}

/** `%+v` asks for the names of fields, not for a sign. */
function asWritten(directive: FormatDirective): FormatDirective {
  if (directive.verb !== 'v') return directive;
  return { ...directive, flags: new Set([...directive.flags].filter((flag) => flag !== '+')) };
}

/** The argument as `%v` prints it. */
function plain(argument: GoArgument): string {
  const directive: FormatDirective = { flags: new Set(), width: undefined, precision: undefined, verb: 'v' };
  return formatArgument(directive, argument);
}

function typeOf(argument: GoArgument): string {
  if ('float' in argument) return 'float64';
  if ('text' in argument) return 'string';
  return isLong(argument.integer) ? 'int64' : '*big.Int';
}

function isLong(integer: bigint): boolean {
  return BigInt.asIntN(64, integer) === integer;
}

function formatArgument(directive: FormatDirective, argument: GoArgument): string {
  if (directive.verb === 'T') return pad(directive, truncated(directive, typeOf(argument)));
  if (directive.verb === 'p') return badVerb(directive, argument);
  if ('float' in argument) return formatFloat(directive, argument.float) ?? badVerb(directive, argument);
  if ('text' in argument) return formatText(directive, argument.text) ?? badVerb(directive, argument);
  return formatInteger(directive, argument.integer) ?? badVerb(directive, argument);
}

/** Go prints the argument as `%v` would, with the flags, width and precision of the directive. */
function badVerb(directive: FormatDirective, argument: GoArgument): string {
  const { verb } = directive;
  const big = 'integer' in argument && !isLong(argument.integer);
  if (big) return `%!${verb}(big.Int=${argument.integer})`;
  // `%w` is read as `%v` is: there `+` and `#` ask for Go syntax, not for a sign or a prefix.
  const dropped = verb === 'w' ? '+' : 'text' in argument ? '#' : '';
  const flags = new Set([...directive.flags].filter((flag) => !dropped.includes(flag)));
  return `%!${verb}(${typeOf(argument)}=${formatArgument({ ...directive, flags, verb: 'v' }, argument)})`;
}

function formatText(directive: FormatDirective, whole: string): string | undefined {
  const { verb, flags } = directive;
  const text = truncated(directive, whole);
  switch (verb) {
    case 'v':
      return pad(directive, flags.has('#') ? goQuote(text) : text);
    case 's':
      return pad(directive, text);
    case 'q':
      return pad(directive, quoteText(directive, text));
    case 'x':
    case 'X':
      return pad(directive, hexOfBytes(directive, whole));
    default:
      return undefined;
  }
}

function truncated({ precision }: FormatDirective, text: string): string {
  return precision === undefined ? text : [...text].slice(0, precision).join('');
}

function quoteText({ flags }: FormatDirective, text: string): string {
  const raw = flags.has('#') && ![...text].some((rune) => rune === '`' || rune === '\ufeff' || isControl(rune));
  if (raw) return `\`${text}\``;
  const quoted = goQuote(text);
  return flags.has('+') ? quoted.replaceAll(/\P{ASCII}/gu, escapeRune) : quoted;
}

function isControl(rune: string): boolean {
  return (rune < ' ' && rune !== '\t') || rune === '\x7f';
}

function escapeRune(rune: string): string {
  const code = rune.codePointAt(0) ?? 0;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}

function hexOfBytes({ verb, flags, precision }: FormatDirective, text: string): string {
  const bytes = [...Buffer.from(text, 'utf8').subarray(0, precision ?? Number.POSITIVE_INFINITY)];
  const prefix = flags.has('#') ? '0x' : '';
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const joined =
    flags.has(' ') && bytes.length > 0
      ? digits.map((each) => prefix + each).join(' ')
      : bytes.length > 0
        ? prefix + digits.join('')
        : '';
  return verb === 'X' ? joined.toUpperCase() : joined;
}

const BASES: Readonly<Record<string, number>> = { d: 10, v: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

function formatInteger(directive: FormatDirective, integer: bigint): string | undefined {
  const { verb, flags } = directive;
  if (!isLong(integer)) return formatBig(directive, integer);
  const base = BASES[verb ?? ''];
  if (base !== undefined) return padInteger(directive, integer, prefixOf(verb ?? '', flags));
  if (verb === 'c') return pad(directive, runeOf(integer));
  if (verb === 'q') return pad(directive, quoteRune(directive, integer));
  return verb === 'U' ? formatUnicode(directive, integer) : undefined;
}

function prefixOf(verb: string, flags: ReadonlySet<string>): string {
  if (verb === 'O') return '0o';
  if (!flags.has('#')) return '';
  return { b: '0b', o: '0', x: '0x', X: '0X' }[verb] ?? '';
}

function padInteger(directive: FormatDirective, integer: bigint, prefix: string): string {
  const { flags, precision, width, verb } = directive;
  const sign = integer < 0n ? '-' : flags.has('+') ? '+' : flags.has(' ') ? ' ' : '';
  let digits = (integer < 0n ? -integer : integer).toString(BASES[verb ?? ''] ?? 10);
  if (verb === 'X') digits = digits.toUpperCase();
  if (precision === 0 && integer === 0n) return ' '.repeat(width ?? 0);
  if (precision !== undefined) digits = digits.padStart(precision, '0');
  else if (flags.has('0') && !flags.has('-') && width !== undefined) digits = digits.padStart(width - sign.length, '0');
  const octal = prefix === '0' && digits.startsWith('0') ? '' : prefix;
  const unpadded = new Set([...flags].filter((flag) => flag !== '0'));
  return pad({ ...directive, flags: unpadded }, sign + octal + digits);
}

/** math/big's own Format: the same verbs without c, q and U; s is as d. */
function formatBig(directive: FormatDirective, integer: bigint): string | undefined {
  const { verb, flags, precision, width } = directive;
  const base = verb === 's' ? 10 : BASES[verb ?? ''];
  if (base === undefined) return undefined;
  const sign = integer < 0n ? '-' : flags.has('+') ? '+' : flags.has(' ') ? ' ' : '';
  let digits = (integer < 0n ? -integer : integer).toString(base);
  if (verb === 'X') digits = digits.toUpperCase();
  const prefix = prefixOf(verb ?? '', flags);
  if (precision !== undefined) digits = digits.padStart(precision, '0');
  const missing = (width ?? 0) - sign.length - prefix.length - digits.length;
  if (missing <= 0) return sign + prefix + digits;
  if (flags.has('-')) return sign + prefix + digits + ' '.repeat(missing);
  if (flags.has('0') && precision === undefined) return sign + prefix + '0'.repeat(missing) + digits;
  return ' '.repeat(missing) + sign + prefix + digits;
}

function runeOf(integer: bigint): string {
  const valid = integer >= 0n && integer <= 0x10ffffn && !(integer >= 0xd800n && integer <= 0xdfffn);
  return valid ? String.fromCodePoint(Number(integer)) : '\ufffd';
}

function quoteRune({ flags }: FormatDirective, integer: bigint): string {
  const rune = runeOf(integer);
  if (rune === "'") return "'\\''";
  const inner = rune === '"' ? '"' : goQuote(rune).slice(1, -1);
  return `'${flags.has('+') ? inner.replaceAll(/\P{ASCII}/gu, escapeRune) : inner}'`;
}

function formatUnicode(directive: FormatDirective, integer: bigint): string {
  const { flags, precision } = directive;
  const unsigned = BigInt.asUintN(64, integer);
  const digits = unsigned
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(precision ?? 4, 4), '0');
  const shown = unsigned <= 0x10ffffn ? runeOf(unsigned) : '';
  const named = flags.has('#') && shown !== '' && isPrintable(shown) ? ` '${shown}'` : '';
  const unpadded = new Set([...flags].filter((flag) => flag !== '0'));
  return pad({ ...directive, flags: unpadded }, `U+${digits}${named}`);
}
