import { plainText } from './plain-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '|': '&#124;',
  '`': '&#96;',
  '*': '&#42;',
  _: '&#95;',
  '~': '&#126;',
  '[': '&#91;',
  ']': '&#93;',
  '#': '&#35;',
  '!': '&#33;',
  '\\': '&#92;',
  '@': '&#64;',
  '/': '&#47;',
  ':': '&#58;',
  $: '&#36;',
};

/** Between an `@` and a name, where GitHub would call somebody; it decodes entities before it looks for them. */
const BREAK = '&#8203;';

/**
 * Text from an input as it may stand in markdown: no markup, no HTML, no mention, no issue reference, no link, no
 * formula, no e-mail address, one line, at most 300 characters.
 */
export function markdownText(text: string): string {
  return (
    escaped(text)
      .replaceAll('&#64;', `&#64;${BREAK}`)
      .replaceAll(/&#35;(?=\d)/g, `&#35;${BREAK}`)
      .replaceAll('&#58;&#47;&#47;', `&#58;${BREAK}&#47;&#47;`)
      // `www.` alone is a link to GitHub, and so is `GH-1`.
      .replaceAll(/\bwww\./gi, `www&#46;${BREAK}`)
      .replaceAll(/\bgh-(?=\d)/gi, `GH&#45;${BREAK}`)
  );
}

/** The same set as code, in which GitHub looks for nothing: it can be copied as it is. */
export function markdownCode(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

function escaped(text: string): string {
  const line = plainText(text).trim();
  const short = line.length > 300 ? `${line.slice(0, 299)}…` : line;
  return short.replace(/[&<>"'|`*_~[\]#!\\@/:$]/g, (character) => ENTITIES[character] ?? character);
}
