import { describe, expect, it } from 'vitest';
import { insertAttribute } from '#app/hcl/insert-attribute.ts';
import { parseHcl } from '#app/hcl/parse.ts';

/** The expected texts are what `terraform fmt` leaves as they are: signs of lines without an empty one between align. */
function insert(text: string, name: string, value: string | number | boolean, file = 'main.tf'): string {
  const { body, source } = parseHcl(text, file);
  const [block] = body.blocks;
  if (!block) throw new Error('no block');
  const edit = insertAttribute(source, { block, name, value });
  return edit.kind === 'edited' ? edit.text : `declined: ${edit.reason}`;
}

describe('an attribute is written into a block', () => {
  it('behind its last attribute, aligned with it, comments kept', () => {
    expect(insert('resource "a" "b" {\n  size   = 1 # one\n  region = "x"\n\n  tags {}\n}\n', 'type', 'gp3')).toBe(
      'resource "a" "b" {\n  size   = 1 # one\n  region = "x"\n  type   = "gp3"\n\n  tags {}\n}\n',
    );
  });

  it('behind an empty line where its name is longer than those before', () => {
    expect(insert('a "b" {\n  x = 1\n}\n', 'throughput', 250)).toBe('a "b" {\n  x = 1\n\n  throughput = 250\n}\n');
  });

  it('into an empty block, on one line or two', () => {
    expect(insert('a "b" {}\n', 'on', true)).toBe('a "b" {\n  on = true\n}\n');
    expect(insert('a "b" {\n}\n', 'on', true)).toBe('a "b" {\n  on = true\n}\n');
  });

  it('behind a list or heredoc of several lines', () => {
    expect(insert('a {\n  l = [\n    1,\n  ]\n}\n', 'n', 2)).toBe('a {\n  l = [\n    1,\n  ]\n  n = 2\n}\n');
    expect(insert('a {\n  t = <<E\nx\nE\n}\n', 'n', 2)).toBe('a {\n  t = <<E\nx\nE\n  n = 2\n}\n');
  });

  it("with the file's own line ends, and sequences escaped", () => {
    expect(insert('a {\r\n  x = 1\r\n}\r\n', 'y', 'b')).toBe('a {\r\n  x = 1\r\n  y = "b"\r\n}\r\n');
    expect(insert('a {\n  x = 1\n}\n', 'y', '${z}"')).toBe('a {\n  x = 1\n  y = "$${z}\\""\n}\n');
  });

  it('unless the block stands on one line', () => {
    expect(insert('a { x = 1 }\n', 'y', 2)).toBe('declined: the block stands on one line');
  });
});
