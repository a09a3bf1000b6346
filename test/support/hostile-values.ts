import { type AttributeValue, UNKNOWN } from '#app/terraform/resource.ts';

/** Values that a pull request may write and no provider would take. */
export const HOSTILE: readonly AttributeValue[] = [
  null,
  UNKNOWN,
  0,
  -1,
  -1e9,
  1e308,
  0.1,
  '',
  '-5',
  '1e999',
  'constructor',
  '__proto__',
  true,
  [],
  [null],
  [UNKNOWN],
  [[]],
  {},
  [{}],
];

/** `value` with one part of it, which the steps lead to, replaced. */
export function replaced(
  value: AttributeValue | undefined,
  steps: readonly number[],
  by: AttributeValue,
): AttributeValue {
  const [step, ...rest] = steps;
  if (step === undefined || value === null || typeof value !== 'object') return by;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const inner = (value as Readonly<Record<string, AttributeValue>>)[key];
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === key ? replaced(each, rest, by) : each));
  return { ...(value as Readonly<Record<string, AttributeValue>>), [key]: replaced(inner, rest, by) };
}
