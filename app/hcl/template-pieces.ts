import { HclError } from './diagnostic.ts';
import type { ForNames } from './for-names.ts';
import type { Expression, Span, Template, TemplatePart } from './syntax-tree.ts';

/** What lies in a template in a row: text, `${…}`, and the directives `%{…}` before they are matched. */
export type Piece = TextPiece | ValuePiece | DirectivePiece;

interface TextPiece extends Span {
  readonly kind: 'text';
  text: string;
}

interface Sequence extends Span {
  readonly stripBefore: boolean;
  readonly stripAfter: boolean;
}

interface ValuePiece extends Sequence {
  readonly kind: 'value';
  readonly inner: Expression;
}

interface DirectivePiece extends Sequence {
  readonly kind: 'directive';
  readonly keyword: 'if' | 'else' | 'endif' | 'for' | 'endfor';
  readonly inner: Expression | null;
  readonly names: ForNames | null;
}

/**
 * Applies `~`: white space of the text next to the marker is dropped, spaces and newlines alike.
 * Texts arrive cut after each newline, and a marker reaches no further than the piece beside it
 * (spec.md, "Template Literals"; where it is silent, measured against the reference parser).
 */
export function stripMarkers(pieces: readonly Piece[]): void {
  pieces.forEach((piece, i) => {
    if (piece.kind === 'text') return;
    const before = pieces[i - 1];
    const after = pieces[i + 1];
    if (piece.stripBefore && before?.kind === 'text') before.text = before.text.trimEnd();
    if (piece.stripAfter && after?.kind === 'text') after.text = after.text.trimStart();
  });
}

/**
 * Applies `<<-`: the smallest indentation of any line is removed from all lines (spec.md, "Template Expressions").
 * A line that begins with a sequence has no indentation; one that is blank throughout does not count.
 */
export function removeIndentation(pieces: readonly Piece[]): void {
  const lines: TextPiece[] = [];
  let smallest = Number.POSITIVE_INFINITY;
  let atLineStart = true;
  for (const piece of pieces) {
    const isText = piece.kind === 'text';
    if (atLineStart) {
      if (!isText) smallest = 0;
      else {
        const indentation = piece.text.length - piece.text.trimStart().length;
        const isBlankLine = indentation === piece.text.length && piece.text.endsWith('\n');
        if (!isBlankLine) {
          lines.push(piece);
          smallest = Math.min(smallest, indentation);
        }
      }
    }
    atLineStart = isText && piece.text.endsWith('\n');
  }
  if (smallest === 0) return;
  for (const line of lines) line.text = line.text.slice(smallest);
}

interface OpenDirective {
  readonly opening: DirectivePiece;
  readonly outer: TemplatePart[];
  whenTrue: TemplatePart[] | null;
}

/**
 * The pieces as nested parts, with every `%{if}` and `%{for}` matched to its end.
 * @throws HclError when one is not closed, or closes nothing.
 */
export function nestPieces(pieces: readonly Piece[]): TemplatePart[] {
  const open: OpenDirective[] = [];
  let parts: TemplatePart[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'text') addText(parts, piece);
    else if (piece.kind === 'value') parts.push(piece);
    else if (piece.keyword === 'if' || piece.keyword === 'for') {
      open.push({ opening: piece, outer: parts, whenTrue: null });
      parts = [];
    } else {
      const directive = open.at(-1);
      const wanted = piece.keyword === 'endfor' ? 'for' : 'if';
      if (directive?.opening.keyword !== wanted || (piece.keyword === 'else' && directive.whenTrue))
        throw new HclError(`Unexpected template directive "${piece.keyword}"`, piece);
      if (piece.keyword === 'else') {
        directive.whenTrue = parts;
        parts = [];
      } else {
        open.pop();
        directive.outer.push(closeDirective(directive, { parts, end: piece }));
        parts = directive.outer;
      }
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw new HclError(`Unclosed '${unclosed.opening.keyword}' directive`, unclosed.opening);
  return parts;
}

function addText(parts: TemplatePart[], piece: TextPiece): void {
  const text = piece.text.normalize('NFC');
  if (text === '') return;
  const last = parts.at(-1);
  if (last?.kind === 'text') {
    const { start } = last;
    parts[parts.length - 1] = { kind: 'text', text: last.text + text, start, end: piece.end };
  } else parts.push({ kind: 'text', text, start: piece.start, end: piece.end });
}

function closeDirective(
  directive: OpenDirective,
  closing: { readonly parts: TemplatePart[]; readonly end: Span },
): TemplatePart {
  const { opening, whenTrue } = directive;
  const inner = opening.inner as Expression;
  const { start } = opening;
  const { end } = closing.end;
  const body = branch(closing.parts, { start: opening.end, end: closing.end.start });
  if (opening.names) return { kind: 'for', ...opening.names, collection: inner, body, start, end };
  if (!whenTrue) return { kind: 'if', condition: inner, whenTrue: body, whenFalse: null, start, end };
  const first = branch(whenTrue, { start: opening.end, end: closing.end.start });
  return { kind: 'if', condition: inner, whenTrue: first, whenFalse: body, start, end };
}

function branch(parts: readonly TemplatePart[], span: Span): Template {
  return { kind: 'template', form: 'bare', parts, start: span.start, end: span.end };
}
