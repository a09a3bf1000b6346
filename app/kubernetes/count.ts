import { at, type ManifestValue } from './manifest-value.ts';

/** The largest int32: no field of Kubernetes that counts pods holds more. */
const LARGEST_COUNT = 2_147_483_647;

export type Count = { readonly count: number } | { readonly invalid: string };

/** The whole number at the path, `fallback` where there is none, or why it is none that Kubernetes accepts. */
export function countAt(value: ManifestValue, field: { readonly path: string; readonly fallback: number }): Count {
  const stated = at(value, field.path);
  if (stated === undefined || stated === null) return { count: field.fallback };
  if (typeof stated === 'number' && Number.isInteger(stated) && stated >= 0 && stated <= LARGEST_COUNT) {
    return { count: stated };
  }
  return { invalid: `${field.path} is ${JSON.stringify(stated)?.slice(0, 40)}, not a whole number from 0 to 2^31-1` };
}
