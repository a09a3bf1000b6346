import { plainDecimal } from '../plain-values.ts';
import { remember } from '../remember.ts';

/**
 * What Azure says beside the columns (`AdditionalInfo`), a flat JSON object with each key prefixed `x_`; null where it says
 * nothing or is no JSON.
 */
export const skuDetails: (text: string) => string | null = remember((text) => (text === '' ? null : readDetails(text)));

/** Hours of the reserved size that one hour of the used size takes, a plain decimal; `1` where it is not said. */
export function normalizationRatio(text: string): string | null {
  const written = /"RINormalizationRatio"\s*:\s*"?([\d.eE+-]+)"?/.exec(text)?.[1];
  return written === undefined ? '1' : plainDecimal(written);
}

/** The filled categories as a flat JSON object, null when there is none. */
export function costCategories(categories: Readonly<Record<string, string>>): string | null {
  const filled = Object.entries(categories).filter(([, value]) => value !== '');
  return filled.length === 0 ? null : JSON.stringify(Object.fromEntries(filled));
}

function readDetails(text: string): string | null {
  const object = parseObject(text);
  if (object === null) return null;
  const entries = Object.entries(object)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => [`x_${key}`, typeof value === 'object' ? JSON.stringify(value) : value]);
  if (entries.length === 0) return null;
  // No database keeps these in JSON.
  return JSON.stringify(Object.fromEntries(entries)).replace(/\\u0000|\\ud[89a-f][0-9a-f]{2}/gi, '\u{fffd}');
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text.startsWith('{') ? text : `{${text}}`);
    return typeof value === 'object' ? value : null;
  } catch {
    // Older files hold free text here; nothing is lost that FOCUS asks for.
    return null;
  }
}
