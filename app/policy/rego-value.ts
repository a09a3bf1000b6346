/** A number as OPA holds it: its text, so that no digit is lost. */
export class RegoNumber {
  readonly text: string;

  constructor(text: string | number | bigint) {
    this.text = String(text);
  }
}

/** A set, its members in OPA's order and each once. */
export class RegoSet {
  readonly members: readonly RegoValue[];

  constructor(members: readonly RegoValue[]) {
    const sorted = members.toSorted(compareValues);
    this.members = sorted.filter((each, index) => index === 0 || compareValues(sorted[index - 1] ?? null, each) !== 0);
  }
}

/** An object, its entries in OPA's order of keys; a key may be any value. */
export class RegoObject {
  readonly entries: readonly (readonly [RegoValue, RegoValue])[];

  constructor(entries: readonly (readonly [RegoValue, RegoValue])[]) {
    this.entries = entries.toSorted(([a], [b]) => compareValues(a, b));
  }

  get(key: RegoValue): RegoValue | undefined {
    return this.entries.find(([each]) => compareValues(each, key) === 0)?.[1];
  }
}

/** What Rego computes with. */
export type RegoValue = null | boolean | string | RegoNumber | readonly RegoValue[] | RegoSet | RegoObject;

/**
 * OPA's total order: null, booleans, numbers, strings, arrays, objects, sets; strings by their UTF-8 bytes.
 * https://www.openpolicyagent.org/docs/policy-reference (read 2026-11-25), v1/ast/compare.go of OPA 1.22.3.
 */
function compareValues(a: RegoValue, b: RegoValue): number {
  const difference = rank(a) - rank(b);
  if (difference !== 0) return difference;
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (typeof a === 'string') return compareTexts(a, b as string);
  if (a instanceof RegoNumber) return compareNumbers(a, b as RegoNumber);
  if (a instanceof RegoSet) return compareLists(a.members, (b as RegoSet).members);
  if (a instanceof RegoObject) return compareLists(a.entries.flat(), (b as RegoObject).entries.flat());
  return a === null ? 0 : compareLists(a as readonly RegoValue[], b as readonly RegoValue[]);
}

/** OPA's name of the value's type, as `type_name` gives it. */
export function typeName(value: RegoValue): string {
  return ['null', 'boolean', 'number', 'string', 'array', 'object', 'set'][rank(value)] ?? 'any';
}

function rank(value: RegoValue): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return 1;
  if (value instanceof RegoNumber) return 2;
  if (typeof value === 'string') return 3;
  if (value instanceof RegoSet) return 6;
  return value instanceof RegoObject ? 5 : 4;
}

function compareLists(a: readonly RegoValue[], b: readonly RegoValue[]): number {
  for (const [index, each] of a.entries()) {
    if (index >= b.length) return 1;
    const order = compareValues(each, b[index] ?? null);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function compareNumbers(a: RegoNumber, b: RegoNumber): number {
  if (/^-?\d+$/.test(a.text) && /^-?\d+$/.test(b.text)) {
    const difference = BigInt(a.text) - BigInt(b.text);
    return difference < 0n ? -1 : Number(difference > 0n);
  }
  return Number(a.text) - Number(b.text);
}
