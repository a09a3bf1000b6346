/** No line of a price list is longer. */
const MAX_LINE = 1_000_000;

/**
 * The lines of a body, as they arrive, all lines of a chunk at once; the last one too when nothing ends it. Errors of the
 * connection are thrown, which a `pipe` into a parser would swallow.
 * @throws RangeError when a line does not end.
 */
export async function* textLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) throw new RangeError('a line does not end');
    if (lines.length > 0) yield lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}

/** The cells of one line of CSV whose cells hold no line breaks. */
export function csvCells(line: string): readonly string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",]*))(,|\r?$)/gy;
  while (pattern.lastIndex <= line.length) {
    const match = pattern.exec(line);
    if (!match) return [];
    cells.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] !== ',') return cells;
  }
  return cells;
}
