/** Text in UTF-8 as it is written, in large pieces; a part of it can be repeated without being kept twice. */
export interface Utf8 {
  write(text: string): void;
  /** Begins a part; what is written until `finish` belongs to it. */
  begin(): number;
  finish(part: number): void;
  /** Writes a finished part again. */
  repeat(part: number): void;
  /** Everything that was written. */
  end(): readonly Uint8Array[];
}

const CHUNK_BYTES = 512 * 1024;

/** UTF-8 takes at most three bytes for each unit of a JavaScript string. */
const BYTES_PER_UNIT = 3;

interface Part {
  readonly from: number;
  until: number;
}

/** An empty text. */
export function openUtf8(): Utf8 {
  const pieces: Uint8Array[] = [];
  const parts: Part[] = [];
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let start = 0;
  let used = 0;

  function flush(): void {
    if (used > start) pieces.push(chunk.subarray(start, used));
    start = used;
  }

  return {
    write(text) {
      const most = text.length * BYTES_PER_UNIT;
      if (used + most > chunk.length) {
        flush();
        chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, most));
        start = 0;
        used = 0;
      }
      used += chunk.write(text, used);
    },
    begin() {
      flush();
      return parts.push({ from: pieces.length, until: pieces.length }) - 1;
    },
    finish(part) {
      flush();
      const found = parts[part];
      if (found) found.until = pieces.length;
    },
    repeat(part) {
      flush();
      const found = parts[part];
      if (found) pieces.push(...pieces.slice(found.from, found.until));
    },
    end() {
      flush();
      return joined(pieces);
    },
  };
}

/** Neighbours in the same memory as one piece: each piece is a call of the operating system. */
function joined(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    const isNext = last?.buffer === piece.buffer && last.byteOffset + last.byteLength === piece.byteOffset;
    if (last && isNext) {
      found[found.length - 1] = new Uint8Array(piece.buffer, last.byteOffset, last.byteLength + piece.byteLength);
    } else found.push(piece);
  }
  return found;
}
