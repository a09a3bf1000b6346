import { ConfigError } from '#app/errors.ts';

/** One thing in a template; lines count from 1. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly pipeline: Pipeline }
  | { readonly kind: 'set'; readonly name: string; readonly pipeline: Pipeline; readonly isNew: boolean }
  | { readonly kind: 'if' | 'with'; readonly branches: readonly Branch[]; readonly otherwise: readonly TemplateNode[] }
  | {
      readonly kind: 'range';
      readonly key: string | null;
      readonly value: string | null;
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    };

interface Branch {
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
}

/** Commands, each of which gets the result of the one before as its last argument. */
export interface Pipeline {
  readonly commands: readonly (readonly Operand[])[];
  readonly line: number;
}

export type Operand =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'field'; readonly variable: string | null; readonly names: readonly string[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'group'; readonly pipeline: Pipeline; readonly names: readonly string[] };

interface Action {
  readonly text: string;
  readonly line: number;
}

type Piece = { readonly text: string } | { readonly action: Action };

/**
 * A template of Go (https://pkg.go.dev/text/template, read 2026-11-25) without `define`, `template`, `block`, `break`
 * and `continue`.
 * @throws ConfigError with the line of what cannot be read.
 */
export function parseGoTemplate(text: string, file: string): readonly TemplateNode[] {
  const reader = new Reader(splitPieces(text, file), file);
  const { nodes, end } = reader.block();
  if (end) throw wrong(file, end.line, `unexpected {{${end.text}}}`);
  return nodes;
}

/** Text and actions; `{{-` and `-}}` take the blanks beside them away. */
function splitPieces(text: string, file: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trims = false;
  while (at < text.length) {
    const start = text.indexOf('{{', at);
    const plain = text.slice(at, start < 0 ? text.length : start);
    const isTrimmed = start >= 0 && /^\{\{-\s/.test(text.slice(start, start + 4));
    const left = trims ? plain.trimStart() : plain;
    pieces.push({ text: isTrimmed ? left.trimEnd() : left });
    if (start < 0) break;
    const line = text.slice(0, start).split('\n').length;
    const end = endOf(text, start + 2);
    if (end < 0) throw wrong(file, line, 'an action is not closed');
    const inner = text.slice(start + (isTrimmed ? 3 : 2), end);
    trims = /\s-$/.test(inner);
    const action = (trims ? inner.slice(0, -1) : inner).trim();
    if (!action.startsWith('/*')) pieces.push({ action: { text: action, line } });
    at = end + 2;
  }
  return pieces;
}

/** Where an action closes: `}}` outside of its texts. */
function endOf(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const c = text[at] as string;
    if (quote === '' && c === '}' && text[at + 1] === '}') return at;
    if (quote === '' && (c === '"' || c === '`')) quote = c;
    else if (c === quote) quote = '';
    else if (c === '\\' && quote === '"') at++;
  }
  return -1;
}

class Reader {
  #at = 0;
  readonly #pieces: readonly Piece[];
  readonly #file: string;

  constructor(pieces: readonly Piece[], file: string) {
    this.#pieces = pieces;
    this.#file = file;
  }

  /** Nodes up to an `end` or `else` that belongs to somebody around. */
  block(): { readonly nodes: readonly TemplateNode[]; readonly end: Action | null } {
    const nodes: TemplateNode[] = [];
    for (let piece = this.#pieces[this.#at++]; piece; piece = this.#pieces[this.#at++]) {
      if ('text' in piece) {
        if (piece.text !== '') nodes.push({ kind: 'text', text: piece.text });
        continue;
      }
      if (/^(end|else\b.*)$/s.test(piece.action.text)) return { nodes, end: piece.action };
      nodes.push(this.#node(piece.action));
    }
    return { nodes, end: null };
  }

  #node({ text, line }: Action): TemplateNode {
    const [, word = '', rest = ''] =
      /^(if|with|range|define|template|block|break|continue)\b\s*(.*)$/s.exec(text) ?? [];
    if (word === 'if' || word === 'with') return this.#choice(word, { text: rest, line });
    if (word === 'range') return this.#range({ text: rest, line });
    if (word !== '') throw wrong(this.#file, line, `{{${word}}} is not supported`);
    const [, name, sign, value = ''] = /^(\$\w+)\s*(:?=)\s*(.*)$/s.exec(text) ?? [];
    if (name) return { kind: 'set', name, isNew: sign === ':=', pipeline: this.#pipeline({ text: value, line }) };
    return { kind: 'output', pipeline: this.#pipeline({ text, line }) };
  }

  #choice(kind: 'if' | 'with', condition: Action): TemplateNode {
    const branches: Branch[] = [];
    let next: Action | null = condition;
    while (next) {
      const pipeline = this.#pipeline(next);
      const { nodes, end } = this.block();
      branches.push({ pipeline, body: nodes });
      const [, word, rest] = /^else\s+(if|with)\s+(.*)$/s.exec(end?.text ?? '') ?? [];
      if (word === kind && rest !== undefined && end) next = { text: rest, line: end.line };
      else return { kind, branches, otherwise: this.#otherwise(end, condition) };
    }
    throw wrong(this.#file, condition.line, `{{${kind}}} is not closed`);
  }

  #range({ text, line }: Action): TemplateNode {
    const [, first, second, rest] = /^(\$\w+)(?:\s*,\s*(\$\w+))?\s*:=\s*(.*)$/s.exec(text) ?? [];
    const pipeline = this.#pipeline({ text: rest ?? text, line });
    const { nodes, end } = this.block();
    const names = { key: second === undefined ? null : (first ?? null), value: second ?? first ?? null };
    return { kind: 'range', ...names, pipeline, body: nodes, otherwise: this.#otherwise(end, { text, line }) };
  }

  #otherwise(end: Action | null, start: Action): readonly TemplateNode[] {
    if (end?.text === 'end') return [];
    if (end?.text !== 'else') throw wrong(this.#file, start.line, 'a block is not closed by {{end}}');
    const { nodes, end: last } = this.block();
    if (last?.text !== 'end') throw wrong(this.#file, start.line, 'a block is not closed by {{end}}');
    return nodes;
  }

  #pipeline(action: Action): Pipeline {
    return readPipeline(action, this.#file);
  }
}

const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|`[^`]*`|[()|]|-?\d+(?:\.\d+)?(?![\w.])|\$?\w*(?:\.\w+)+|\$\w*|\.|\w+|./gs;

function readPipeline({ text, line }: Action, file: string): Pipeline {
  const tokens = (text.match(TOKEN) ?? []).filter((token) => !/^\s+$/.test(token) || token === '');
  const position = { at: 0 };
  const pipeline = pipelineOf(tokens, position, { line, file });
  if (position.at < tokens.length) throw wrong(file, line, `unexpected ${tokens[position.at]}`);
  return pipeline;
}

function pipelineOf(
  tokens: readonly string[],
  position: { at: number },
  place: { readonly line: number; readonly file: string },
): Pipeline {
  const commands: Operand[][] = [[]];
  for (; position.at < tokens.length; position.at++) {
    const token = tokens[position.at] as string;
    if (token === ')') break;
    if (token === '|') commands.push([]);
    else if (token !== '(') commands.at(-1)?.push(operandOf(token, place));
    else {
      position.at++;
      const pipeline = pipelineOf(tokens, position, place);
      if (tokens[position.at] !== ')') throw wrong(place.file, place.line, 'a parenthesis is not closed');
      const names = /^(?:\.\w+)+$/.test(tokens[position.at + 1] ?? '') ? (tokens[++position.at] as string) : '';
      commands.at(-1)?.push({ kind: 'group', pipeline, names: names.split('.').slice(1) });
    }
  }
  if (commands.some((command) => command.length === 0)) throw wrong(place.file, place.line, 'a command is missing');
  return { commands, line: place.line };
}

function operandOf(token: string, place: { readonly line: number; readonly file: string }): Operand {
  if (token.startsWith('`')) return { kind: 'literal', value: token.slice(1, -1) };
  if (token.startsWith('"')) {
    try {
      return { kind: 'literal', value: JSON.parse(token) as string };
    } catch (cause) {
      throw wrong(place.file, place.line, `${token} is no text`, cause);
    }
  }
  if (/^-?\d/.test(token)) return { kind: 'literal', value: Number(token) };
  if (token === 'true' || token === 'false') return { kind: 'literal', value: token === 'true' };
  if (token === 'nil') return { kind: 'literal', value: null };
  if (token === '.') return { kind: 'field', variable: null, names: [] };
  const [, variable = '', fields = ''] = /^(\$\w*)?((?:\.\w+)*)$/.exec(token) ?? [];
  if (variable !== '' || fields !== '')
    return { kind: 'field', variable: variable === '' ? null : variable, names: fields.split('.').slice(1) };
  if (/^\w+$/.test(token)) return { kind: 'name', name: token };
  throw wrong(place.file, place.line, `unexpected ${token}`);
}

function wrong(file: string, line: number, what: string, cause?: unknown): ConfigError {
  return new ConfigError(`the template cannot be read: ${what}`, {
    place: { file, line },
    remedy: 'correct the template',
    cause,
  });
}
