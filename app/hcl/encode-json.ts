import { MAX_STRING_LENGTH } from './budget.ts';
import { BudgetError } from './budget-error.ts';
import { HclError } from './diagnostic.ts';
import { numberText } from './number.ts';
import { sortedNames } from './set-value.ts';
import type { Value } from './value.ts';

/** A collection whose end has not been written: what is left of it, with what stands before each part. */
interface OpenCollection {
  readonly end: string;
  readonly parts: Iterator<{ readonly name: string | null; readonly value: Value }>;
  isFirst: boolean;
}

/**
 * The value as JSON text with sorted names, exact numbers, and `<`, `>`, `&` escaped as Go's encoder does. Depth is
 * bounded by memory only.
 * @throws HclError when a part is unknown, BudgetError when the text gets longer than a string may be.
 */
export function encodeJson(value: Value): string {
  const chunks: string[] = [];
  let length = 0;
  const write = (chunk: string): void => {
    length += chunk.length;
    if (length > MAX_STRING_LENGTH)
      throw new BudgetError(`JSON of more than ${MAX_STRING_LENGTH} characters is not written`);
    chunks.push(chunk);
  };
  const open: OpenCollection[] = [];
  let current: Value | null = value;
  for (;;) {
    if (current) {
      const scalar = scalarText(current);
      if (scalar !== null) write(scalar);
      else {
        write(current.kind === 'sequence' ? '[' : '{');
        open.push({ end: current.kind === 'sequence' ? ']' : '}', parts: partsOf(current), isFirst: true });
      }
      current = null;
    }
    const collection = open.at(-1);
    if (!collection) return chunks.join('');
    const next = collection.parts.next();
    if (next.done) {
      write(collection.end);
      open.pop();
      continue;
    }
    const { name, value: part } = next.value;
    write(`${collection.isFirst ? '' : ','}${name === null ? '' : `${quoteJson(name)}:`}`);
    collection.isFirst = false;
    current = part;
  }
}

function* partsOf(value: Value): Generator<{ readonly name: string | null; readonly value: Value }> {
  if (value.kind === 'sequence') for (const item of value.items) yield { name: null, value: item };
  else if (value.kind === 'mapping')
    for (const name of sortedNames(value.entries)) yield { name, value: value.entries.get(name) as Value };
}

function scalarText(value: Value): string | null {
  switch (value.kind) {
    case 'string':
      return quoteJson(value.text);
    case 'number':
      if (!value.number.isFinite()) throw new HclError('an infinite number has no JSON', null);
      return numberText(value.number);
    case 'bool':
      return value.truth ? 'true' : 'false';
    case 'null':
      return 'null';
    case 'unknown':
      throw new HclError('a value that is not known has no JSON', null);
    default:
      return null;
  }
}

function quoteJson(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
