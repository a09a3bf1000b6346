import { HclError } from '../diagnostic.ts';

/** Names of encodings that only have two bytes a unit, in the order that TextDecoder does not write. */
const WIDE: Readonly<Record<string, 'little' | 'big'>> = {
  'utf-16le': 'little',
  'utf-16be': 'big',
  'utf-16': 'little',
};

/**
 * The bytes of a text in an encoding of the IANA or WHATWG registry. Single-byte encodings are turned around from
 * what the decoder makes of each byte.
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
  const table = singleByteTable(label);
  if (!table) throw new HclError(`textencodebase64 does not support the encoding "${encoding}"`, null);
  const bytes: number[] = [];
  for (const character of text) {
    const byte = table.get(character);
    if (byte === undefined)
      throw new HclError(`the given string contains characters that cannot be represented in ${encoding}`, null);
    bytes.push(byte);
  }
  return Buffer.from(bytes);
}

/** The text that bytes spell in an encoding. @throws HclError when they spell none, or it is not known. */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  const label = canonicalLabel(encoding);
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new HclError(
      `the given data contains symbols that are not defined for ${encoding}: ${(cause as Error).message}`,
      null,
    );
  }
}

function canonicalLabel(encoding: string): string {
  try {
    return new TextDecoder(encoding).encoding;
  } catch (cause) {
    throw new HclError(`"${encoding}" is not a supported IANA encoding name: ${(cause as Error).message}`, null);
  }
}

function singleByteTable(label: string): ReadonlyMap<string, number> | null {
  const table = new Map<string, number>();
  const decoder = new TextDecoder(label);
  for (let byte = 0; byte < 256; byte++) {
    const character = decoder.decode(Uint8Array.of(byte));
    if (character.length === 1 && character !== '\ufffd') table.set(character, byte);
  }
  return table.size >= 128 ? table : null;
}
