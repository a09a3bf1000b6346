import { DYNAMIC } from '#app/hcl/type.ts';
import { numberValue, objectValue, reasonsOf, tupleValue, unknownValue, type Value } from '#app/hcl/value.ts';
import { pairsOf } from './expand-body.ts';

/** One key of a resource or module with its `each` or `count`. */
export interface Repetition {
  readonly index: string | number | null;
  readonly names: ReadonlyMap<string, Value>;
  /** Why the number of instances is not known, where it is not. */
  readonly unknown?: string;
}

/** More instances of one block than any honest configuration has. */
const MAX_INSTANCES = 100_000;

/** The value of a resource or module as a whole: one object, a tuple by count, an object by for_each. */
export function repeated(repetitions: readonly Repetition[], values: readonly Value[]): Value {
  if (repetitions.length === 1 && repetitions[0]?.index === null)
    return values[0] ?? unknownValue(DYNAMIC, ['no instance']);
  if (repetitions.some((each) => typeof each.index === 'string')) {
    return objectValue(new Map(repetitions.map((each, at) => [String(each.index), values[at] as Value])));
  }
  return tupleValue(values);
}

/** Instances by `count`; an unknown count gives one, marked as such. */
export function countRepetitions(count: Value): readonly Repetition[] {
  if (count.kind === 'unknown') {
    const names = new Map([['count', objectValue(new Map([['index', numberValue(0)]]))]]);
    return [{ index: 0, names, unknown: reasonsOf([count]).join('; ') }];
  }
  const number = count.kind === 'number' ? count.number.toNumber() : count.kind === 'string' ? Number(count.text) : 0;
  const length = Math.max(0, Math.min(Number.isFinite(number) ? Math.floor(number) : 0, MAX_INSTANCES));
  return Array.from({ length }, (_, index) => {
    return { index, names: new Map([['count', objectValue(new Map([['index', numberValue(index)]]))]]) };
  });
}

/** Instances by `for_each`; an unknown collection gives one, marked as such. */
export function forEachRepetitions(collection: Value): readonly Repetition[] {
  const pairs = pairsOf(collection);
  if (collection.kind === 'null') return [];
  if (!pairs) {
    const why = reasonsOf([collection]).join('; ') || 'for_each is not a map or a set';
    const each = objectValue(
      new Map([
        ['key', unknownValue(DYNAMIC, [why])],
        ['value', unknownValue(DYNAMIC, [why])],
      ]),
    );
    return [{ index: '(unknown)', names: new Map([['each', each]]), unknown: why }];
  }
  return pairs.map(([key, value]) => {
    const index = key.kind === 'string' ? key.text : key.kind === 'number' ? String(key.number) : '(unknown)';
    const each = objectValue(
      new Map([
        ['key', key],
        ['value', value],
      ]),
    );
    const reason = key.kind === 'unknown' ? { unknown: reasonsOf([key]).join('; ') } : {};
    return { index, names: new Map([['each', each]]), ...reason };
  });
}
