/** The values and types of `data/hcl/tables.json` (see its README) as ours. */
import { hclNumber } from '#app/hcl/number.ts';
import { setValue } from '#app/hcl/set-value.ts';
import { BOOL, DYNAMIC, listType, mapType, NUMBER, STRING, setType, type Type, tupleType } from '#app/hcl/type.ts';
import {
  boolValue,
  listValue,
  mapValue,
  nullValue,
  numberValue,
  objectValue,
  stringValue,
  tupleValue,
  unknownValue,
  type Value,
  withCertainty,
  withSensitive,
} from '#app/hcl/value.ts';

export type TableType = string | readonly [string, unknown, ...unknown[]];

export interface TableValue {
  readonly t: TableType;
  readonly v?: unknown;
  readonly et?: TableType;
  readonly unknown?: boolean;
  readonly null?: boolean;
  readonly marked?: boolean;
  readonly refined?: boolean;
  /** Not in the table: the prefix that the Go code refines the unknown with. */
  readonly prefix?: string;
}

export function readType(type: TableType): Type {
  if (typeof type === 'string') {
    const simple = { string: STRING, number: NUMBER, bool: BOOL, dynamic: DYNAMIC, any: DYNAMIC }[type];
    if (!simple) throw new Error(`unknown type ${type}`);
    return simple;
  }
  const [kind, inner, optional] = type;
  if (kind === 'list') return listType(readType(inner as TableType));
  if (kind === 'set') return setType(readType(inner as TableType));
  if (kind === 'map') return mapType(readType(inner as TableType));
  if (kind === 'tuple') return tupleType((inner as TableType[]).map(readType));
  const attributes = new Map(Object.entries(inner as Record<string, TableType>).map(([k, v]) => [k, readType(v)]));
  const names = (optional ?? []) as string[];
  return names.length > 0 ? { kind: 'object', attributes, optional: new Set(names) } : { kind: 'object', attributes };
}

export function readValue(given: TableValue): Value {
  const plain = readPlain(given);
  return given.marked ? withSensitive(plain, true) : plain;
}

function readPlain(given: TableValue): Value {
  if (given.unknown) {
    const unknown = unknownValue(readType(given.t), ['unknown in the table']);
    if (given.prefix !== undefined) return withCertainty(unknown, { notNull: true, prefix: given.prefix });
    // What the table calls refined is at least not null.
    return given.refined ? withCertainty(unknown, { notNull: true }) : unknown;
  }
  if (given.null) return nullValue(readType(given.t));
  const items = () => (given.v as TableValue[]).map(readValue);
  const entries = () =>
    new Map(Object.entries(given.v as Record<string, TableValue>).map(([k, v]) => [k.normalize('NFC'), readValue(v)]));
  const element = (first: Value | undefined) => (first ? first.type : readType(given.et ?? 'dynamic'));
  switch (given.t) {
    case 'string':
      return stringValue((given.v as string).normalize('NFC'));
    case 'bool':
      return boolValue(given.v as boolean);
    case 'number':
      return numberValue(hclNumber((given.v as string).replace('Inf', 'Infinity').replace('+', '')));
    case 'list':
      return listValue(element(items()[0]), items());
    case 'set':
      return setValue(element(items()[0]), items());
    case 'tuple':
      return tupleValue(items());
    case 'map':
      return mapValue(element([...entries().values()][0]), entries());
    case 'object':
      return objectValue(entries());
    default:
      throw new Error(`cannot read ${JSON.stringify(given).slice(0, 200)}`);
  }
}

/** A text that is the same for equal values of equal types; marks as `!`, unknown by its type. */
export function describeValue(value: Value): string {
  return describe(value, 'typed');
}

/** A null within a collection is of the collection's element type: the table does not repeat it. */
function describe(value: Value, nulls: 'typed' | 'bare'): string {
  const mark = value.sensitive ? '!' : '';
  switch (value.kind) {
    case 'string':
      return `${mark}${JSON.stringify(value.text)}`;
    case 'number':
      return `${mark}${value.number.toSignificantDigits(30).toString()}`;
    case 'bool':
      return `${mark}${value.truth}`;
    case 'null':
      return nulls === 'bare' ? `${mark}null` : `${mark}null:${describeType(value.type)}`;
    case 'unknown':
      return `${mark}unknown:${describeType(value.type)}`;
    case 'sequence':
      return `${mark}${describeType(value.type)}[${value.items.map((item) => describe(item, value.type.kind === 'tuple' ? 'typed' : 'bare')).join(', ')}]`;
    case 'mapping': {
      const names = [...value.entries.keys()].sort();
      return `${mark}${value.type.kind}{${names.map((n) => `${n}: ${describe(value.entries.get(n) as Value, value.type.kind === 'object' ? 'typed' : 'bare')}`).join(', ')}}`;
    }
  }
}

export function describeType(type: Type): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${describeType(type.element)})`;
    case 'tuple':
      return `tuple(${type.elements.map(describeType).join(',')})`;
    case 'object': {
      const optional = type.optional ?? new Set();
      return `object(${[...type.attributes]
        .map(([n, t]) => `${n}${optional.has(n) ? '?' : ''}:${describeType(t)}`)
        .sort()
        .join(',')})`;
    }
    default:
      return type.kind;
  }
}
