/** A value as the Parquet reader gives it. */
export type Cell = unknown;

/** The text of a value: times in ISO 8601, nested values as JSON; null for null. */
export function cellText(cell: Cell): string | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'string') return cell.includes('\0') ? cell.replaceAll('\0', '\u{fffd}') : cell;
  if (typeof cell === 'number' || typeof cell === 'bigint' || typeof cell === 'boolean') return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  return JSON.stringify(cell, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

/** The plain text of a decimal that is kept as an integer of so many decimal places. */
export function decimalCell(cell: Cell, scale: number): string | null {
  if (cell === null || cell === undefined) return null;
  const unscaled = cell instanceof Uint8Array ? bigEndian(cell) : BigInt(cell as number | bigint);
  if (scale === 0) return String(unscaled);
  const isNegative = unscaled < 0n;
  const digits = String(isNegative ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${isNegative ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Two's complement, the highest byte first. */
function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}
