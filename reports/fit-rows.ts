/** Rows that fit into `characters`, and how many were left out; a row stands whole or not at all. */
export function fitRows(
  rows: readonly string[],
  characters: number,
): { readonly rows: readonly string[]; readonly left: number } {
  let used = 0;
  let count = 0;
  for (const row of rows) {
    used += row.length + 1;
    if (used > characters) break;
    count += 1;
  }
  return { rows: rows.slice(0, count), left: rows.length - count };
}
