import type { Diagnostic } from '#app/errors.ts';
import { positionAt, type SourceText } from './source-text.ts';
import type { Span } from './syntax-tree.ts';

/** Something wrong in one file, with the part of the text it is about. */
export interface HclDiagnostic {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span: Span;
}

/** Thrown inside the parser and the evaluator, caught by their entries and turned into a diagnostic. */
export class HclError extends Error {
  readonly span: Span | null;
  constructor(message: string, span: Span | null) {
    super(message);
    this.name = 'HclError';
    this.span = span;
  }
}

/** The project-wide form of a diagnostic: file, line and column from 1; columns count graphemes. */
export function toDiagnostic(found: HclDiagnostic, source: SourceText): Diagnostic {
  const { line, column } = positionAt(source, found.span.start);
  return { severity: found.severity, message: found.message, place: { file: source.file, line, column } };
}

/**
 * The diagnostic as text of three parts: message with place, the line of the file, and a caret under the span.
 * Long lines are cut around the span to 120 characters.
 */
export function renderDiagnostic(found: HclDiagnostic, source: SourceText): string {
  const { line, column } = positionAt(source, found.span.start);
  const lineStart = source.lineStarts[line - 1] ?? 0;
  const nextBreak = source.text.indexOf('\n', lineStart);
  const lineEnd = nextBreak < 0 ? source.text.length : nextBreak;
  const cut = Math.max(lineStart, found.span.start - 80);
  const shown = source.text.slice(cut, Math.min(lineEnd, cut + 120)).replace(/[\r\t]/g, ' ');
  const before = shown.slice(0, found.span.start - cut);
  const marked = shown.slice(found.span.start - cut, Math.max(found.span.end, found.span.start + 1) - cut);
  const prefix = `${line} | `;
  const caret = ' '.repeat(prefix.length + displayWidth(before)) + '^'.repeat(Math.max(1, displayWidth(marked)));
  return `${source.file}:${line}:${column}: ${found.severity}: ${found.message}\n${prefix}${shown}\n${caret}`;
}

function displayWidth(text: string): number {
  let width = 0;
  for (const _ of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) width++;
  return width;
}
