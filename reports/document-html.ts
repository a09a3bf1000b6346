import { plainText } from './plain-text.ts';
import type { ReportBars, ReportBlock, ReportDocument, ReportTable, ReportText } from './report-document.ts';
import { REPORT_STYLE } from './report-style.ts';

/** Nothing is fetched and nothing runs: whoever opens the file sees what stands in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** A report as one HTML file: without scripts or anything from elsewhere, readable in light and dark, on paper and by ear. */
export function documentHtml({ title, lead, sections }: ReportDocument): string {
  const body = sections.map((section, at) => {
    const heading = section.subject === undefined ? section.title : `${section.title}: ${section.subject}`;
    const blocks = section.blocks.map((block) => blockHtml(block, heading)).join('\n');
    return `<section aria-labelledby="s${at}">\n<h2 id="s${at}">${escaped(heading)}</h2>\n${blocks}\n</section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p class="lead">${textsHtml(lead)}</p>
${body.join('\n')}
</main>
</body>
</html>
`;
}

function blockHtml(block: ReportBlock, title: string): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${textsHtml(block.texts)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${textsHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'bars':
      return barsHtml(block);
    case 'table':
      return tableHtml(block, title);
  }
}

function tableHtml({ head, align, rows }: ReportTable, title: string): string {
  const side = (at: number): string => (align[at] === 'right' ? ' class="n"' : '');
  const heads = head.map((text, at) => `<th scope="col"${side(at)}>${escaped(text)}</th>`);
  const lines = rows.map((row) => {
    const cells = row.map((cell, at) =>
      at === 0 ? `<th scope="row">${textsHtml([cell])}</th>` : `<td${side(at)}>${textsHtml([cell])}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  const caption = `<caption>${escaped(title)}</caption>`;
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(title)}">\n<table>\n${caption}\n<thead><tr>${heads.join('')}</tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table>\n</div>`;
}

const BAR = 18;
const GAP = 4;
const HEIGHT = 120;

/** Drawn for the eye; each bar says its value to whoever points at it or listens. */
function barsHtml({ title, bars }: ReportBars): string {
  const width = bars.length * (BAR + GAP);
  const drawn = bars.map(({ label, text, share }, at) => {
    const height = Math.max(1, Math.round(Math.max(0, Math.min(1, share)) * HEIGHT));
    const x = at * (BAR + GAP);
    return `<rect x="${x}" y="${HEIGHT - height}" width="${BAR}" height="${height}" rx="2"><title>${escaped(`${label}: ${text}`)}</title></rect>`;
  });
  const [first, last] = [bars[0]?.label ?? '', bars.at(-1)?.label ?? ''];
  return `<figure>\n<svg role="img" aria-label="${escaped(title)}" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none">${drawn.join('')}</svg>\n<figcaption><span>${escaped(first)}</span><span>${escaped(title)}</span><span>${escaped(last)}</span></figcaption>\n</figure>`;
}

function textsHtml(texts: readonly ReportText[]): string {
  return texts.map((text) => (typeof text === 'string' ? escaped(text) : entities(text.ours))).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** One line without markup, control characters or e-mail addresses, at most 300 characters. */
function escaped(text: string): string {
  const line = plainText(text);
  const short = line.length > 300 ? `${line.slice(0, 299)}…` : line;
  return entities(short);
}

function entities(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
