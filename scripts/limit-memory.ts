const MEMORY_SECTION = 5;

/**
 * The WASM module with a maximum on the memory that it defines.
 * https://webassembly.github.io/spec/core/binary/modules.html#memory-section (facts read 2026-08-21).
 * @throws Error when it does not define exactly one memory without a maximum.
 */
export function limitMemory(module: Uint8Array, maximumPages: number): Uint8Array {
  let at = 8;
  while (at < module.length) {
    const size = readUnsigned(module, at + 1);
    const body = size.next;
    if (module[at] === MEMORY_SECTION) {
      const minimum = readUnsigned(module, body + 2);
      if (module[body] !== 1 || module[body + 1] !== 0 || minimum.next !== body + size.value) {
        throw new Error('expected one memory without a maximum');
      }
      const limits = [1, 1, ...writeUnsigned(minimum.value), ...writeUnsigned(maximumPages)];
      return Buffer.concat([
        module.subarray(0, at),
        Uint8Array.from([MEMORY_SECTION, ...writeUnsigned(limits.length), ...limits]),
        module.subarray(body + size.value),
      ]);
    }
    at = body + size.value;
  }
  throw new Error('the module defines no memory');
}

/** LEB128. */
function readUnsigned(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  let next = at;
  for (let shift = 1; ; shift *= 128) {
    const byte = bytes[next] ?? 0;
    next += 1;
    value += (byte & 127) * shift;
    if (byte < 128) return { value, next };
  }
}

function writeUnsigned(value: number): readonly number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...writeUnsigned(Math.floor(value / 128))];
}
