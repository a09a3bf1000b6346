import { describe, expect, it } from 'vitest';
import { displayType, displayValue } from '#app/hcl/display.ts';
import { fromJson } from '#app/hcl/json-value.ts';
import { DYNAMIC, STRING, tupleType } from '#app/hcl/type.ts';
import { objectValue, stringValue, tupleValue, unknownValue, withSensitive } from '#app/hcl/value.ts';

describe('showing values', () => {
  it('masks what is sensitive at any depth', () => {
    const secret = withSensitive(stringValue('hunter2'), true);
    const shown = displayValue(
      objectValue(
        new Map([
          ['p', tupleValue([secret])],
          ['q', withSensitive(fromJson({ a: 'x' }), true)],
        ]),
      ),
    );
    expect(shown).toBe('{\n  "p" = [\n    (sensitive value),\n  ]\n  "q" = (sensitive value)\n}');
  });

  it('says what is not known', () => {
    expect(displayValue(unknownValue(STRING, ['data.x is not read']))).toBe('(known after apply)');
  });

  it('writes what could be a template so that it is none', () => {
    expect(displayValue(stringValue('${a} "b"'))).toBe('"$${a} \\"b\\""');
  });

  it('names types', () => {
    expect(displayType(tupleType([STRING, DYNAMIC]))).toBe('tuple([\n    string,\n    any,\n])');
  });
});
