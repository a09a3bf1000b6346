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

/** The chunk from its first to its last line of content; null when it has none. Only the edges are looked at. */
function contentOf(chunk: string, firstLine: number): DocumentText | null {
  let start = 0;
  let line = firstLine;
  for (;;) {
    const end = chunk.indexOf('\n', start);
    if (!isEmpty(chunk.slice(start, end < 0 ? chunk.length : end))) break;
    if (end < 0) return null;
    start = end + 1;
    line += 1;
  }
  let end = chunk.length;
  for (;;) {
    const before = chunk.lastIndexOf('\n', end - 1);
    if (before < start || !isEmpty(chunk.slice(before + 1, end))) break;
    end = before;
  }
  const text = chunk.slice(start, end);
  return { text, line, endLine: line + countNewlines(text) };
}

/** A line of many megabytes is content without a look at it. */
function isEmpty(line: string): boolean {
  return line.length < 10_000 && EMPTY.test(line);
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
