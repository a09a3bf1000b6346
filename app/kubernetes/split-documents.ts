/** One document of a YAML stream; `line` is the number of its first line in the file, `endLine` of its last. */
export interface DocumentText {
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
}

/** `---` at the start of a line begins a document wherever it stands, `...` ends one: YAML 1.2.2, 9.1. */
const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;

/** Lines that are no content: blank ones, comments, directives, a marker alone. */
const EMPTY = /^(?:[ \t]*(?:#.*)?|%.*|---[ \t]*(?:#.*)?|\.\.\..*)\r?$/;

/** The documents in `text` that hold something, each with its lines. Nothing is parsed yet. */
export function splitDocuments(text: string): readonly DocumentText[] {
  const documents: DocumentText[] = [];
  const starts = [0, ...[...text.matchAll(MARKER)].map((match) => match.index)];
  let line = 1;
  for (const [index, start] of starts.entries()) {
    const chunk = text.slice(start, starts[index + 1] ?? text.length);
    const newlines = countNewlines(chunk);
    const content = contentOf(chunk, line);
    if (content) documents.push(content);
    line += newlines;
  }
  return documents;
}

/** The chunk with its first and last line of content; null when it has none. */
function contentOf(chunk: string, firstLine: number): DocumentText | null {
  const lines = chunk.split('\n');
  const first = lines.findIndex((line) => !EMPTY.test(line));
  if (first < 0) return null;
  const last = lines.findLastIndex((line) => !EMPTY.test(line));
  // A line of `...` begins a chunk only after the end of a document; it is no part of the next one.
  const text = lines.slice(first, last + 1).join('\n');
  return { text, line: firstLine + first, endLine: firstLine + last };
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
