import { reasonsOf, type Value } from '#app/hcl/value.ts';
import { type AttributeValue, UNKNOWN } from './resource.ts';

/** What is collected beside the plain value. */
export interface Notes {
  readonly unknownReasons: Record<string, string>;
  readonly sensitivePaths: string[];
}

/** The HCL value as an attribute value; unknown parts get their reason, sensitive ones their path. */
export function attributeValue(value: Value, path: string, notes: Notes): AttributeValue {
  if (value.sensitive) notes.sensitivePaths.push(path);
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
      return value.items.map((item, index) => attributeValue(item, `${path}.${index}`, notes));
    case 'mapping': {
      const entries = [...value.entries].map(([name, inner]) => [
        name,
        attributeValue(inner, `${path}.${name}`, notes),
      ]);
      return Object.fromEntries(entries) as AttributeValue;
    }
  }
}
