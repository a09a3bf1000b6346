/**
 * A JSON Schema as native OPA can be given it: what may be null is let be anything, because OPA's reading of schemas
 * knows no null and would refuse `input.actor == null` (v1/ast/compile.go, parseSchema, of OPA 1.22, read 2026-11-26).
 */
export function nativeSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(nativeSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  if (mayBeNull(schema)) return {};
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, value]) => (name === '$schema' ? [] : [[name, nativeSchema(value)]])),
  );
}

function mayBeNull(node: object): boolean {
  const { type, anyOf } = node as { readonly type?: unknown; readonly anyOf?: unknown };
  if (type === 'null' || (Array.isArray(type) && type.includes('null'))) return true;
  return Array.isArray(anyOf) && anyOf.some((each: unknown) => typeof each === 'object' && each && mayBeNull(each));
}
