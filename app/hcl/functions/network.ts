import { HclError } from '../diagnostic.ts';
import { BOOL, listType, STRING } from '../type.ts';
import { boolValue, listValue, stringValue, type Value } from '../value.ts';
import { type AddressBlock, addressText, parseAddress, parseBlock } from './address-block.ts';
import { type FunctionFamily, integerOf, numberOf, numberParameter, stringParameter, textOf } from './argument.ts';

/** Address arithmetic, v4 and v6 (https://developer.hashicorp.com/terraform/language/functions, read 2026-11-25). */
export const NETWORK_FUNCTIONS: FunctionFamily = {
  cidrhost: {
    parameters: [stringParameter('prefix'), numberParameter('hostnum')],
    returns: STRING,
    call: ([prefix, number]) => stringValue(hostAddress(parseBlock(textOf(prefix)), bigintOf(number))),
  },
  cidrnetmask: {
    parameters: [stringParameter('prefix')],
    returns: STRING,
    call: ([prefix]) => stringValue(netmask(parseBlock(textOf(prefix)))),
  },
  cidrsubnet: {
    parameters: [stringParameter('prefix'), numberParameter('newbits'), numberParameter('netnum')],
    returns: STRING,
    call: ([prefix, bits, number]) =>
      stringValue(subnet(parseBlock(textOf(prefix)), { bits: integerOf(bits), number: bigintOf(number) })),
  },
  cidrsubnets: {
    parameters: [stringParameter('prefix')],
    rest: numberParameter('newbits'),
    returns: listType(STRING),
    call: ([prefix, ...bits]) => subnets(parseBlock(textOf(prefix)), bits.map(integerOf)),
  },
  cidrcontains: {
    parameters: [stringParameter('containing_prefix'), stringParameter('contained_ip_or_prefix')],
    returns: BOOL,
    call: ([outer, inner]) => boolValue(contains(parseBlock(textOf(outer)), textOf(inner))),
  },
};

function bigintOf(value: Value | undefined): bigint {
  const number = numberOf(value);
  if (!number.isInteger()) throw new HclError('a whole number is required', null);
  if (number.abs().greaterThan('1e40')) throw new HclError('the number is too large for an address', null);
  return BigInt(number.toFixed());
}

function hostAddress(block: AddressBlock, number: bigint): string {
  const size = 1n << BigInt(block.bits - block.prefix);
  const host = number < 0n ? number + size : number;
  if (host < 0n || host >= size)
    throw new HclError(`prefix of ${block.prefix} does not accommodate a host numbered ${number}`, null);
  return addressText(block.network | host, block.bits);
}

function netmask(block: AddressBlock): string {
  if (block.bits !== 32) throw new HclError('IPv6 addresses cannot have a netmask', null);
  const mask = (0xffffffffn << BigInt(32 - block.prefix)) & 0xffffffffn;
  return addressText(mask, 32);
}

function subnet(block: AddressBlock, wanted: { readonly bits: number; readonly number: bigint }): string {
  const prefix = block.prefix + wanted.bits;
  if (wanted.bits < 0 || prefix > block.bits)
    throw new HclError(`insufficient address space to extend prefix of ${block.prefix} by ${wanted.bits}`, null);
  const count = 1n << BigInt(wanted.bits);
  const number = wanted.number < 0n ? wanted.number + count : wanted.number;
  if (number < 0n || number >= count)
    throw new HclError(
      `prefix extension of ${wanted.bits} does not accommodate a subnet numbered ${wanted.number}`,
      null,
    );
  const network = block.network | (number << BigInt(block.bits - prefix));
  // A v4 address within v6 is written as v4, as Go does.
  if (block.bits === 128 && network >> 32n === 0xffffn && prefix >= 96)
    return `${addressText(network & 0xffffffffn, 32)}/${prefix - 96}`;
  return `${addressText(network, block.bits)}/${prefix}`;
}

function subnets(block: AddressBlock, extensions: readonly number[]): Value {
  const end = block.network + (1n << BigInt(block.bits - block.prefix));
  let next = block.network;
  const found: Value[] = [];
  for (const extension of extensions) {
    const prefix = block.prefix + extension;
    if (extension < 1) throw new HclError('must extend prefix by at least one bit', null);
    if (prefix > block.bits) throw new HclError(`would extend prefix to ${prefix} bits, which is too long`, null);
    const size = 1n << BigInt(block.bits - prefix);
    const start = ((next + size - 1n) / size) * size;
    if (start + size > end) throw new HclError('not enough remaining address space for a subnet of this size', null);
    found.push(stringValue(`${addressText(start, block.bits)}/${prefix}`));
    next = start + size;
  }
  return listValue(STRING, found);
}

function contains(outer: AddressBlock, inner: string): boolean {
  const { network, prefix, bits } = inner.includes('/') ? parseBlock(inner) : addressAsBlock(inner);
  if (bits !== outer.bits) throw new HclError('address family mismatch between the prefix and the address', null);
  const shift = BigInt(outer.bits - outer.prefix);
  return prefix >= outer.prefix && network >> shift === outer.network >> shift;
}

function addressAsBlock(text: string): AddressBlock {
  const { value, bits } = parseAddress(text);
  return { network: value, prefix: bits, bits };
}
