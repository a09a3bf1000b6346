import { markdownText } from './markdown-text.ts';
import type { ReportBlock, ReportDocument, ReportText } from './report-document.ts';

/** A report as GitHub's markdown; what came from outside is escaped. */
export function documentMarkdown({ title, lead, sections }: ReportDocument): string {
  const lines = [`# ${title}`, '', textOf(lead)];
  for (const section of sections) {
    const subject = section.subject === undefined ? '' : `: ${markdownText(section.subject)}`;
    lines.push('', `## ${section.title}${subject}`);
    for (const block of section.blocks) {
      const written = blockLines(block);
      if (written.length > 0) lines.push('', ...written);
    }
  }
  return `${lines.join('\n')}\n`;
}

function blockLines(block: ReportBlock): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [textOf(block.texts)];
    case 'list':
      return block.items.map((item) => `- ${textOf(item)}`);
    case 'bars':
      return [];
    case 'table':
      return [
        `| ${block.head.join(' | ')} |`,
        `|${block.align.map((each) => (each === 'right' ? '--:' : ':--')).join('|')}|`,
        ...block.rows.map((row) => `| ${row.map((cell) => textOf([cell])).join(' | ')} |`),
      ];
  }
}

function textOf(texts: readonly ReportText[]): string {
  return texts.map((text) => (typeof text === 'string' ? markdownText(text) : text.ours)).join('');
}
