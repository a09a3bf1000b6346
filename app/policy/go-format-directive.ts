/** An argument of Go's fmt as OPA passes it: numbers with a fraction or an exponent are floats. */
export type GoArgument = { readonly float: number } | { readonly integer: bigint } | { readonly text: string };

/** One `%…` of a template. */
export interface FormatDirective {
  readonly flags: ReadonlySet<string>;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  /** Undefined where the template ends before it. */
  readonly verb: string | undefined;
}

export interface ParsedDirective extends FormatDirective {
  /** Index of the rune behind the directive, and of the argument that it prints. */
  readonly next: number;
  readonly argument: number;
  readonly reordered: boolean;
  readonly validIndex: boolean;
  /** `%!(BADWIDTH)` and `%!(BADPREC)`. */
  readonly complaint: string;
}

/** Go refuses larger widths and precisions. */
const MAXIMUM = 1e6;

/** Reads flags, argument indexes, width, precision and verb as Go 1.26's fmt/print.go does. */
export function parseDirective(
  runes: readonly string[],
  from: { readonly at: number; readonly argument: number; readonly args: readonly GoArgument[] },
): ParsedDirective {
  const reader = new DirectiveReader(runes, from);
  return reader.read();
}

/** Pads to the directive's width, counted in runes. */
export function pad({ flags, width }: FormatDirective, text: string): string {
  const missing = (width ?? 0) - [...text].length;
  if (missing <= 0) return text;
  if (flags.has('-')) return text + ' '.repeat(missing);
  return (flags.has('0') ? '0' : ' ').repeat(missing) + text;
}

class DirectiveReader {
  readonly #runes: readonly string[];
  readonly #args: readonly GoArgument[];
  #at: number;
  #argument: number;
  #reordered = false;
  #validIndex = true;
  #complaint = '';

  constructor(
    runes: readonly string[],
    from: { readonly at: number; readonly argument: number; readonly args: readonly GoArgument[] },
  ) {
    this.#runes = runes;
    this.#args = from.args;
    this.#at = from.at;
    this.#argument = from.argument;
  }

  read(): ParsedDirective {
    const flags = this.#flags();
    let afterIndex = this.#index();
    let width: number | undefined;
    if (this.#runes[this.#at] === '*') {
      this.#at += 1;
      width = this.#argumentNumber();
      if (width === undefined) this.#complaint += '%!(BADWIDTH)';
      if (width !== undefined && width < 0) {
        width = -width;
        flags.add('-');
        flags.delete('0');
      }
      afterIndex = false;
    } else {
      width = this.#number();
      if (afterIndex && width !== undefined) this.#validIndex = false;
    }
    let precision: number | undefined;
    if (this.#runes[this.#at] === '.') {
      this.#at += 1;
      if (afterIndex) this.#validIndex = false;
      afterIndex = this.#index();
      if (this.#runes[this.#at] === '*') {
        this.#at += 1;
        precision = this.#argumentNumber();
        if (precision !== undefined && precision < 0) precision = undefined;
        else if (precision === undefined) this.#complaint += '%!(BADPREC)';
        afterIndex = false;
      } else {
        precision = this.#number() ?? 0;
      }
    }
    if (!afterIndex) this.#index();
    const verb = this.#runes[this.#at];
    return {
      flags,
      width,
      precision,
      verb,
      next: this.#at + 1,
      argument: this.#argument,
      reordered: this.#reordered,
      validIndex: this.#validIndex,
      complaint: this.#complaint,
    };
  }

  #flags(): Set<string> {
    const flags = new Set<string>();
    for (; '#0+- '.includes(this.#runes[this.#at] ?? '?'); this.#at += 1) flags.add(this.#runes[this.#at] as string);
    if (flags.has('-')) flags.delete('0');
    return flags;
  }

  #number(): number | undefined {
    const from = this.#at;
    let value = 0;
    for (; /^\d$/.test(this.#runes[this.#at] ?? ''); this.#at += 1) {
      value = value * 10 + Number(this.#runes[this.#at]);
      if (value > MAXIMUM) return undefined;
    }
    return this.#at === from ? undefined : value;
  }

  #argumentNumber(): number | undefined {
    const argument = this.#args[this.#argument];
    if (this.#argument < this.#args.length) this.#argument += 1;
    if (!argument || !('integer' in argument)) return undefined;
    const value = Number(argument.integer);
    return Math.abs(value) > MAXIMUM ? undefined : value;
  }

  /** `[n]`: the next argument is the n-th. */
  #index(): boolean {
    if (this.#runes[this.#at] !== '[') return false;
    this.#reordered = true;
    const close = this.#runes.indexOf(']', this.#at);
    const inner = close < 0 ? '' : this.#runes.slice(this.#at + 1, close).join('');
    const number = /^\d+$/.test(inner) ? Number(inner) : 0;
    this.#at = close < 0 ? this.#at + 1 : close + 1;
    if (number < 1 || number > this.#args.length) {
      this.#validIndex = false;
      return close >= 0 && /^\d+$/.test(inner);
    }
    this.#argument = number - 1;
    return true;
  }
}
