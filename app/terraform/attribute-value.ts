import { reasonsOf, type Value } from '#app/hcl/value.ts';
import { type AttributeValue, UNKNOWN } from './resource.ts';

/** What is collected beside the plain value. */
export interface Notes {
  readonly unknownReasons: Record<string, string>;
  readonly sensitivePaths: string[];
}

/** No provider has attributes that are nested deeper; what lies below counts as unknown. */
const MAX_DEPTH = 200;

/** The HCL value as an attribute value; unknown parts get their reason, sensitive ones their path. */
export function attributeValue(value: Value, path: string, notes: Notes): AttributeValue {
  return plainValue(value, path, { notes, depth: 0, isMasked: false });
}

interface Walk {
  readonly notes: Notes;
  readonly depth: number;
  readonly isMasked: boolean;
}

function plainValue(value: Value, path: string, walk: Walk): AttributeValue {
  const { notes } = walk;
  const inner: Walk = { notes, depth: walk.depth + 1, isMasked: walk.isMasked || value.sensitive };
  // What lies in something sensitive is so anyway.
  if (value.sensitive && !walk.isMasked) notes.sensitivePaths.push(path);
  if (walk.depth > MAX_DEPTH) {
    notes.unknownReasons[path] = 'it is nested too deeply';
    return UNKNOWN;
  }
  // A name in something sensitive may be the secret: what lies there goes by the path of the whole.
  const below = (name: string): string => (inner.isMasked ? path : `${path}.${name}`);
  switch (value.kind) {
    case 'string':
      return value.text;
    case 'number':
      return value.number.toNumber();
    case 'bool':
      return value.truth;
    case 'null':
      return null;
    case 'unknown':
      notes.unknownReasons[path] = reasonsOf([value]).join('; ');
      return UNKNOWN;
    case 'sequence':
      return value.items.map((item, index) => plainValue(item, below(String(index)), inner));
    case 'mapping': {
      const entries = [...value.entries].map(([name, part]) => [name, plainValue(part, below(name), inner)]);
      return Object.fromEntries(entries) as AttributeValue;
    }
  }
}
