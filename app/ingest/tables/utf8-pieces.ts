import { isAscii, isUtf8 } from 'node:buffer';

/** Turns the bytes of a UTF-8 text, piece by piece, into its characters; a byte order mark is left out. */
export interface Utf8Pieces {
  /** @throws RangeError for what is not UTF-8. */
  readonly text: (bytes: Uint8Array) => string;
  /** @throws RangeError when the text ends within a character. */
  readonly end: () => void;
}

/** Node's own decoder makes of every piece characters of two bytes, this one only where it has to. */
export function utf8Pieces(): Utf8Pieces {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  return {
    text(bytes) {
      const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const all = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      if (all.length < 3 && isFirst) {
        rest = Buffer.from(all);
        return '';
      }
      const from = isFirst && all[0] === 0xef && all[1] === 0xbb && all[2] === 0xbf ? 3 : 0;
      isFirst = false;
      const whole = all.length - unfinished(all);
      const ready = all.subarray(from, whole);
      rest = Buffer.from(all.subarray(whole));
      if (isAscii(ready)) return ready.toString('latin1');
      if (!isUtf8(ready)) throw new RangeError('the file is not UTF-8');
      return ready.toString('utf8');
    },
    end() {
      if (rest.length === 0) return;
      // A file of less than three bytes was kept whole until now.
      if (!isFirst || !isAscii(rest)) throw new RangeError('the file is not UTF-8');
    },
  };
}

/** How many bytes at the end belong to a character that goes on in the next piece. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}
