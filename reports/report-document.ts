/**
 * A text of a report. Plain strings may come from anywhere (a tag, a title) and are escaped; what is ours (amounts, our own
 * words) is marked, so that forgetting it costs beauty and not safety.
 */
export type ReportText = string | { readonly ours: string };

export interface ReportTable {
  readonly kind: 'table';
  readonly head: readonly string[];
  readonly align: readonly ('left' | 'right')[];
  readonly rows: readonly (readonly ReportText[])[];
}

/** Amounts by day or name, drawn where drawing is possible. */
export interface ReportBars {
  readonly kind: 'bars';
  readonly title: string;
  /** `share` of the largest, 0 to 1. */
  readonly bars: readonly { readonly label: string; readonly text: string; readonly share: number }[];
}

export type ReportBlock =
  | { readonly kind: 'paragraph'; readonly texts: readonly ReportText[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly ReportText[])[] }
  | ReportTable
  | ReportBars;

export interface ReportSection {
  readonly title: string;
  /** What the section is about, from wherever: escaped. */
  readonly subject?: string;
  readonly blocks: readonly ReportBlock[];
}

/** A report before it is written as markdown or HTML. Titles are ours. */
export interface ReportDocument {
  readonly title: string;
  readonly lead: readonly ReportText[];
  readonly sections: readonly ReportSection[];
}

/** Text of ours. */
export function ours(text: string): ReportText {
  return { ours: text };
}

/** A section of one sentence of ours: mostly that nothing is known. */
export function said(title: string, text: string): ReportSection {
  return { title, blocks: [{ kind: 'paragraph', texts: [ours(text)] }] };
}
