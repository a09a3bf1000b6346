/**
 * A copy of a text that holds nothing else. What is cut out of a piece of a file keeps the whole piece in memory as long as
 * it lives; what is kept for long has to be copied.
 */
export function ownText(text: string): string {
  return `${text} `.slice(0, -1);
}
