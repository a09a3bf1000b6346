/**
 * The known key that a misspelt one most likely means: the same letters in another case or with other separators, else
 * one within two edits (a letter added, dropped, changed or swapped with its neighbour). Null when none is near.
 */
export function nearKey(written: string, known: readonly string[]): string | null {
  const plain = (key: string): string => key.toLowerCase().replaceAll(/[-_]/g, '');
  const same = known.find((key) => plain(key) === plain(written));
  if (same) return same;
  const [best] = known
    .map((key) => ({ key, edits: edits(plain(written), plain(key)) }))
    .filter((each) => each.edits <= Math.min(2, Math.floor(each.key.length / 2)))
    .sort((a, b) => a.edits - b.edits);
  return best?.key ?? null;
}

/** Optimal string alignment distance. */
function edits(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    const above = rows[i - 1] as number[];
    for (let j = 1; j <= to.length; j += 1) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      let least = Math.min((above[j] as number) + 1, (row[j - 1] as number) + 1, (above[j - 1] as number) + change);
      if (from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        least = Math.min(least, ((rows[i - 2] as number[])[j - 2] as number) + 1);
      }
      row.push(least);
    }
    rows.push(row);
  }
  return (rows[from.length] as number[])[to.length] as number;
}
