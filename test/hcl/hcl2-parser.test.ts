import hcl2 from 'hcl2-parser';
import { describe, expect, it } from 'vitest';
import { parseHcl } from '#app/hcl/parse.ts';
import { toOracleJson } from './oracle-json.ts';

/** What the package makes of a text: `[value, error]`. */
function parsed(text: string): unknown {
  const [value] = hcl2.parseToObject(text) as readonly [unknown];
  return value;
}

describe('hcl2-parser, an oracle of the differential tests', () => {
  it.each([
    'a = 1\nb = "x"\nc = [1, true, null]\n',
    'resource "aws_x" "y" {\n  size = 10\n  tags = { a = "b" }\n}\n',
    'variable "v" {\n  default = { list = [1, 2], text = "t" }\n}\n',
    'locals {\n  a = "${var.x}-${var.y}"\n}\n',
  ])('agrees with our parser where it loses nothing: %j', (text) => {
    expect(JSON.parse(JSON.stringify(toOracleJson(parseHcl(text, 'x.tf'))))).toEqual(parsed(text));
  });

  it('cannot be the parser at run time: it loses escapes, so that text and interpolation look alike', () => {
    expect(parsed('a = "$${var.x}"\n')).toEqual(parsed('a = "${var.x}"\n'));
    const parts = (text: string) => parseHcl(text, 'x.tf').body.attributes[0]?.expression;
    expect(parts('a = "$${var.x}"\n')?.kind).not.toBe(parts('a = "${var.x}"\n')?.kind);
  });
});
