/** The grapheme clusters of a text, which is what HCL counts as characters. */
export function graphemes(text: string): string[] {
  if (!/[^\x20-\x7e]/.test(text)) return text.split('');
  const clusters: string[] = [];
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) clusters.push(segment);
  return clusters;
}

/** How many grapheme clusters a text has. */
export function graphemeCount(text: string): number {
  return graphemes(text).length;
}
