import { fitRows } from './fit-rows.ts';

/** A part of a comment that is cut by whole rows where there is no room for all. */
export interface Section {
  readonly open: readonly string[];
  readonly rows: readonly string[];
  readonly close: readonly string[];
  /** What a row is, for saying how many were left out. */
  readonly what: string;
}

export interface Room {
  readonly characters: number;
  /** Where the rows that were left out can be read; null when they stand nowhere else. */
  readonly reportUrl: string | null;
}

/** The lines of a section within its room; nothing for one without rows. */
export function sectionText(section: Section, { characters, reportUrl }: Room): readonly string[] {
  if (section.rows.length === 0) return [];
  const frame = [...section.open, ...section.close].join('\n').length;
  const { rows, left } = fitRows(section.rows, Math.max(0, characters - frame - 200));
  const elsewhere = reportUrl ? `[the full report](${reportUrl}) has them` : 'there is no room for them here';
  const note = left > 0 ? ['', `… and ${left} more ${section.what}; ${elsewhere}.`] : [];
  return rows.length === 0 ? note.slice(1) : [...section.open, ...rows, ...note, ...section.close];
}

/** A section that is folded away; its summary is plain text of ours. */
export function folded(summary: string, section: Section): Section {
  const open = [`<details><summary>${summary}</summary>`, '', ...section.open];
  return { ...section, open, close: [...section.close, '', '</details>'] };
}
