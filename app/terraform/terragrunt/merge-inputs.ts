import { objectValue, tupleValue, type Value } from '#app/hcl/value.ts';

/** How inputs of an included configuration and its own come together. */
export type MergeStrategy = 'shallow' | 'deep' | 'deep_map_only';

/**
 * The base with other inputs over it: `deep` joins maps and appends lists, `deep_map_only` joins maps alone.
 * https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/#include (read 2026-11-25).
 */
export function mergeInputs(
  base: ReadonlyMap<string, Value>,
  over: Value,
  strategy: MergeStrategy,
): Map<string, Value> {
  const merged = new Map(base);
  if (over.kind !== 'mapping') return merged;
  for (const [name, value] of over.entries) {
    const before = merged.get(name);
    merged.set(name, before ? joined(before, value, strategy) : value);
  }
  return merged;
}

function joined(before: Value, value: Value, strategy: MergeStrategy): Value {
  if (strategy === 'shallow') return value;
  if (before.kind === 'mapping' && value.kind === 'mapping')
    return objectValue(mergeInputs(before.entries, value, strategy));
  if (strategy === 'deep' && before.kind === 'sequence' && value.kind === 'sequence')
    return tupleValue([...before.items, ...value.items]);
  return value;
}
