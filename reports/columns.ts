type Alignment = 'left' | 'right';

const WIDEST = 90;

/** Rows as lines with aligned columns; the first row is underlined. A cell wider than 90 characters is cut. */
export function columns(rows: readonly (readonly string[])[], alignments: readonly Alignment[]): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => (cell.length > WIDEST ? `${cell.slice(0, WIDEST - 1)}…` : cell)));
  const widths = alignments.map((_, column) =>
    cells.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        alignments[column] === 'right' ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [lines[0] ?? '', rule, ...lines.slice(1)];
}
