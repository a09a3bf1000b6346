/**
 * The number that a usage value states, null for what is none: text with a unit, an empty text, a negative amount,
 * which nobody can use. YAML 1.1, in which usage files are written, groups digits with underscores: `2_000_000`.
 */
export function usageNumber(value: number | string | boolean): number | null {
  const text = String(value)
    .trim()
    .replace(/(?<=\d)_(?=\d)/g, '');
  if (!/^\d*\.?\d+(e[+-]?\d+)?$|^\d+\.$/i.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
