import { HclError } from '../diagnostic.ts';

/** Names of encodings that only have two bytes a unit, in the order that TextDecoder does not write. */
const WIDE: Readonly<Record<string, 'little' | 'big'>> = {
  'utf-16le': 'little',
  'utf-16be': 'big',
  'utf-16': 'little',
};

/**
 * The bytes of a text in an encoding of the IANA or WHATWG registry. Encodings of one or two bytes a character are turned
 * around from what the decoder makes of the bytes.
 * @throws HclError when the encoding is unknown or lacks a character.
 */
export function encodeText(text: string, encoding: string): Buffer {
  const label = canonicalLabel(encoding);
  if (label === 'utf-8') return Buffer.from(text, 'utf8');
  const order = WIDE[label];
  if (order) {
    const bytes = Buffer.from(text, 'utf16le');
    return order === 'little' ? bytes : bytes.swap16();
  }
  const table = encodingTable(label);
  if (!table) throw new HclError(`textencodebase64 does not support the encoding "${encoding}"`, null);
  const bytes: number[] = [];
  for (const character of text) {
    const spelled = table.get(character);
    if (!spelled)
      throw new HclError(`the given string contains characters that cannot be represented in ${encoding}`, null);
    bytes.push(...spelled);
  }
  return Buffer.from(bytes);
}

/** The text that bytes spell in an encoding. @throws HclError when they spell none, or it is not known. */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  const label = canonicalLabel(encoding);
  try {
    const text = new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!/^windows-/.test(label) || !hasControl(text)) return text;
  } catch (cause) {
    throw new HclError(
      `the given data contains symbols that are not defined for ${encoding}: ${(cause as Error).message}`,
      null,
    );
  }
  throw new HclError(`the given data contains symbols that are not defined for ${encoding}`, null);
}

/** Bytes that a Windows code page does not define come out of the decoder as C1 controls. */
function hasControl(text: string): boolean {
  for (const character of text) if (character >= '\u0080' && character <= '\u009f') return true;
  return false;
}

function canonicalLabel(encoding: string): string {
  try {
    return new TextDecoder(/^cp936$/i.test(encoding) ? 'gbk' : encoding).encoding;
  } catch (cause) {
    throw new HclError(`"${encoding}" is not a supported IANA encoding name: ${(cause as Error).message}`, null);
  }
}

/** Characters by the bytes that spell them, as far as one or two bytes do. */
function encodingTable(label: string): ReadonlyMap<string, readonly number[]> | null {
  const table = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(label);
  const leads: number[] = [];
  for (let byte = 0; byte < 256; byte++) {
    const character = decoder.decode(Uint8Array.of(byte));
    if (character.length === 1 && character !== '\ufffd') table.set(character, [byte]);
    else if (byte > 127) leads.push(byte);
  }
  if (table.size < 128) return null;
  for (const lead of table.size === 128 ? leads : [])
    for (let trail = 0x40; trail < 0xff; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\ufffd' && !table.has(character))
        table.set(character, [lead, trail]);
    }
  return table;
}
