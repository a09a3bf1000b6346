import { withoutEmails } from '#app/measure/email-address.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** One line without control characters or e-mail addresses, cut in its middle: begin and end say most. */
export function shortLine(text: string, limit: number): string {
  const line = withoutEmails(text.replace(INVISIBLE, ' ')).trim();
  if (line.length <= limit) return line;
  const half = Math.floor((limit - 1) / 2);
  return `${line.slice(0, half)}…${line.slice(line.length - (limit - 1 - half))}`;
}

/** As many lines as fit into the limit, and how many do not. */
export function fittingLines(lines: readonly string[], limit: number): readonly string[] {
  const room = limit - 40;
  const shown: string[] = [];
  let used = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > room) return [...shown, `… and ${lines.length - shown.length} more`];
    shown.push(line);
  }
  return shown;
}
