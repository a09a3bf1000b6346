import { Decimal } from '#app/measure/decimal.ts';
import type { ManifestValue } from './manifest-value.ts';

export type ParsedQuantity =
  | { readonly value: Decimal; readonly warning?: string }
  /** Why it is no quantity that Kubernetes accepts for a request. */
  | { readonly invalid: string };

/**
 * Signed number and suffix of a Kubernetes quantity: `100m`, `1.5`, `2Gi`, `1e3`.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ (read 2026-11-25).
 */
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?\d{1,9}))?$/;

const FACTORS: Readonly<Record<string, Decimal>> = {
  n: new Decimal('1e-9'),
  u: new Decimal('1e-6'),
  m: new Decimal('1e-3'),
  k: new Decimal('1e3'),
  M: new Decimal('1e6'),
  G: new Decimal('1e9'),
  T: new Decimal('1e12'),
  P: new Decimal('1e15'),
  E: new Decimal('1e18'),
  Ki: new Decimal(2).pow(10),
  Mi: new Decimal(2).pow(20),
  Gi: new Decimal(2).pow(30),
  Ti: new Decimal(2).pow(40),
  Pi: new Decimal(2).pow(50),
  Ei: new Decimal(2).pow(60),
};

/** Kubernetes caps quantities there. */
const LARGEST = new Decimal('9223372036854775807');

/** No name of a suffix or number is longer; longer texts are refused unread. */
const MAX_CHARACTERS = 64;

/**
 * The amount that `value` requests of `resource`: cores for `cpu`, bytes for memory and storage, whole devices for
 * everything else. CPU is rounded up to the milli, everything else to the whole unit, as the scheduler does.
 */
export function parseQuantity(value: ManifestValue, resource: string): ParsedQuantity {
  if (typeof value !== 'string' || value.length > MAX_CHARACTERS) return readQuantity(value, resource);
  const key = `${resource === 'cpu' ? 'cpu' : ''} ${value}`;
  const before = known.get(key);
  if (before) return before;
  const parsed = readQuantity(value, resource);
  if (known.size < MAX_KNOWN) known.set(key, parsed);
  return parsed;
}

/** Thousands of containers state the same few amounts. */
const known = new Map<string, ParsedQuantity>();
const MAX_KNOWN = 10_000;

function readQuantity(value: ManifestValue, resource: string): ParsedQuantity {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return { invalid: `is ${JSON.stringify(value)?.slice(0, 40)}, not a quantity` };
  const shown = JSON.stringify(text.slice(0, 40));
  const match = text.length > MAX_CHARACTERS ? null : QUANTITY.exec(text.trim());
  if (!match) return { invalid: `${shown} is no quantity (write 100m, 1.5, 512Mi, 2Gi)` };
  const [, number = '', suffix, exponent] = match;
  if (exponent !== undefined && Math.abs(Number(exponent)) > 40) return { invalid: `${shown} is beyond every machine` };
  const exact = new Decimal(number)
    .times(suffix === undefined ? 1 : (FACTORS[suffix] ?? 1))
    .times(exponent === undefined ? 1 : new Decimal(10).pow(Number(exponent)));
  if (exact.isNegative() && !exact.isZero()) return { invalid: `${shown} is negative` };
  if (exact.greaterThan(LARGEST)) return { invalid: `${shown} is beyond 2^63-1, the largest quantity` };
  return rounded(exact.abs(), { resource, shown });
}

function rounded(exact: Decimal, about: { readonly resource: string; readonly shown: string }): ParsedQuantity {
  const cpu = about.resource === 'cpu';
  const value = exact.toDecimalPlaces(cpu ? 3 : 0, Decimal.ROUND_UP);
  if (value.equals(exact)) return { value };
  return {
    value,
    warning: cpu
      ? `${about.shown} is finer than 1m of CPU and counts as ${value.times(1000).toFixed()}m`
      : `${about.shown} is not whole and counts as ${value.toFixed()}; m means a thousandth, Mi a mebi`,
  };
}
