import { HclError } from '../diagnostic.ts';

/** An address as a number, and whether it has 32 or 128 bits. */
export interface Address {
  readonly value: bigint;
  readonly bits: number;
}

/** A block of addresses: the lowest of them and the length of the prefix. */
export interface AddressBlock {
  readonly network: bigint;
  readonly prefix: number;
  readonly bits: number;
}

/** The block that `10.0.0.0/8` or `fd00::/8` names. @throws HclError when the text is none. */
export function parseBlock(text: string): AddressBlock {
  const [, address = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  if (address === '') throw new HclError(`invalid CIDR expression: invalid CIDR address: ${text.slice(0, 60)}`, null);
  const { value, bits } = parseAddress(address);
  const prefix = Number(digits);
  if (prefix > bits) throw new HclError(`invalid CIDR expression: invalid CIDR address: ${text}`, null);
  const host = BigInt(bits - prefix);
  return { network: (value >> host) << host, prefix, bits };
}

/** The address that a text names; leading zeros are taken as decimal. @throws HclError when it is none. */
export function parseAddress(text: string): Address {
  const failure = () => new HclError(`invalid CIDR expression: invalid IP address: ${text.slice(0, 60)}`, null);
  if (!text.includes(':')) {
    const parts = text.split('.');
    if (parts.length !== 4 || !parts.every(isByte)) throw failure();
    return { value: parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n), bits: 32 };
  }
  const groups = expandGroups(withoutDottedTail(text));
  if (groups?.length !== 8 || !groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) throw failure();
  return { value: groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n), bits: 128 };
}

function isByte(part: string): boolean {
  return /^\d{1,3}$/.test(part) && Number(part) < 256;
}

/** `::ffff:1.2.3.4` with its last four bytes as two groups. */
function withoutDottedTail(text: string): string {
  const [, head = '', tail = ''] = /^(.*:)([\d.]+)$/.exec(text) ?? [];
  const parts = tail.split('.');
  if (parts.length !== 4 || !parts.every(isByte)) return text;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return `${head}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

function expandGroups(text: string): string[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (!tail) return head;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? null : [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
}

/** The address in its usual text; the longest run of zero groups of v6 is shortened (RFC 5952). */
export function addressText(value: bigint, bits: number): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn));
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.length === 1) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}
