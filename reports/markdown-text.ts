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

/**
 * Text from an input as it may stand in markdown: no markup, no HTML, no mention, no issue reference, no link, no
 * formula, one line, at most 300 characters.
 */
export function markdownText(text: string): string {
  const line = plainText(text).trim();
  const short = line.length > 300 ? `${line.slice(0, 299)}…` : line;
  const escaped = short.replace(/[&<>"'|`*_~[\]#!\\@/:$]/g, (character) => ENTITIES[character] ?? character);
  // `www.` alone is a link to GitHub, and so is `GH-1`.
  return escaped.replace(/\bwww\./gi, 'www&#46;').replace(/\bgh-(?=\d)/gi, 'GH&#45;');
}

/** The same set as code. */
export function markdownCode(text: string): string {
  return `<code>${markdownText(text)}</code>`;
}
