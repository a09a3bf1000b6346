/** Lines around a change that are shown with it. */
const CONTEXT = 3;

export interface ChangedText {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** Both texts as one hunk of a unified diff; an empty text when they are equal. */
export function lineDiff({ file, before, after }: ChangedText): string {
  if (before === after) return '';
  const a = before.split('\n');
  const b = after.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const from = Math.max(0, start - CONTEXT);
  const tail = Math.max(0, end - CONTEXT);
  const middle = commonLines(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const lines = [
    ...a.slice(from, start).map((line) => ` ${line}`),
    ...middle,
    ...a.slice(a.length - end, a.length - tail).map((line) => ` ${line}`),
  ];
  const sizes = `@@ -${from + 1},${a.length - tail - from} +${from + 1},${b.length - tail - from} @@`;
  return `--- ${file}\n+++ ${file}\n${sizes}\n${lines.join('\n')}\n`;
}

/** Removed, added and kept lines, by the longest common subsequence. */
function commonLines(a: readonly string[], b: readonly string[]): readonly string[] {
  const length = a.map(() => new Uint32Array(b.length + 1)).concat(new Uint32Array(b.length + 1));
  const at = (i: number, j: number): number => length[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = length[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  let j = 0;
  for (const [i, line] of a.entries()) {
    while (j < b.length && line !== b[j] && at(i, j + 1) > at(i + 1, j)) lines.push(`+${b[j++]}`);
    if (line === b[j]) {
      lines.push(` ${line}`);
      j += 1;
    } else lines.push(`-${line}`);
  }
  return [...lines, ...b.slice(j).map((line) => `+${line}`)];
}
