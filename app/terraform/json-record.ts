/** A JSON object of which nothing more is known. */
export type JsonRecord = { readonly [name: string]: unknown };

/** Whether `value` is a JSON object. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
