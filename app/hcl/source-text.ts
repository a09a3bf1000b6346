/** The text of one file with the offsets at which its lines begin. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** Line and column, both from 1; the column counts grapheme clusters, as HCL's own diagnostics do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The source with its line table. */
export function sourceText(text: string, file: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** The line of an offset, from 1. */
export function lineAt(source: SourceText, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** Line and column of an offset. Columns beyond 4,000 characters count UTF-16 units, to stay bounded. */
export function positionAt(source: SourceText, offset: number): Position {
  const line = lineAt(source, offset);
  const start = source.lineStarts[line - 1] ?? 0;
  const before = source.text.slice(start, offset);
  if (before.length > 4000 || isAscii(before)) return { line, column: before.length + 1 };
  let column = 1;
  for (const _ of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(before)) column++;
  return { line, column };
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return false;
  return true;
}
