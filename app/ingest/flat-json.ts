import { ownText } from '#app/focus/own-text.ts';

const KNOWN = new Map<string, string | null>();
const MOST_KNOWN = 50_000;

/**
 * The JSON object that a bill writes, also without its outer braces as Azure does; null when it is none. What no database
 * keeps in JSON (NUL, half a surrogate pair) becomes U+FFFD.
 */
export function flatJson(text: string): string | null {
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const key = ownText(text);
  const json = readObject(key);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(key, json);
  return json;
}

function readObject(text: string): string | null {
  const trimmed = text.trim();
  const object = parseObject(trimmed) ?? (trimmed.startsWith('"') ? parseObject(`{${trimmed}}`) : null);
  if (object === null) return null;
  if (/\\u/i.test(trimmed)) {
    return JSON.stringify(object).replace(/\\u0000|\\ud[89a-f][0-9a-f]{2}/gi, '\u{fffd}');
  }
  return trimmed.startsWith('{') ? trimmed : `{${trimmed}}`;
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    // Not JSON; the caller says what that means.
    return null;
  }
}
