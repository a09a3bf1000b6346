import { describe, expect, it } from 'vitest';
import { type Edit, findLiteral, type NewValue, replaceLiteral } from '#app/hcl/edit.ts';
import { parseHcl } from '#app/hcl/parse.ts';
import { parseHclJson } from '#app/hcl/parse-json.ts';

function edit(text: string, change: { name: string; path?: readonly (string | number)[]; value: NewValue }): Edit {
  const file = parseHcl(text, 'main.tf');
  const bodies = [file.body, ...file.body.blocks.map((block) => block.body)];
  const attribute = bodies.flatMap((body) => body.attributes).find(({ name }) => name === change.name)!;
  return replaceLiteral(file.source, {
    literal: findLiteral(attribute.expression, change.path ?? []),
    value: change.value,
  });
}

describe('editing a value in place', () => {
  it('changes the literal of an attribute and nothing else', () => {
    const text = '\ufeff# head\r\nresource "aws_instance" "a" {\r\n\tinstance_type   =  "m5.large"   # why\r\n}\r\n';
    const result = edit(text, { name: 'instance_type', value: 'm7g.large' });
    expect(result).toMatchObject({ kind: 'edited', before: '"m5.large"', after: '"m7g.large"' });
    expect(result.kind === 'edited' && result.text).toBe(text.replace('m5.large', 'm7g.large'));
  });

  it('changes an entry of a map and an element of a list', () => {
    expect(edit('a = { x = "1", "y" : 2 }\n', { name: 'a', path: ['y'], value: 3 })).toMatchObject({
      text: 'a = { x = "1", "y" : 3 }\n',
    });
    expect(edit('a = ["p",\n "q"] // c\n', { name: 'a', path: [1], value: 'r' })).toMatchObject({
      text: 'a = ["p",\n "r"] // c\n',
    });
  });

  it('keeps the kind of the literal', () => {
    expect(edit('size = "8"\n', { name: 'size', value: 16 })).toMatchObject({ text: 'size = "16"\n' });
    expect(edit('size = -8\n', { name: 'size', value: '16' })).toMatchObject({ text: 'size = 16\n' });
    expect(edit('size = 8\n', { name: 'size', value: 'big' })).toMatchObject({ kind: 'declined' });
    expect(edit('on = true\n', { name: 'on', value: false })).toMatchObject({ text: 'on = false\n' });
  });

  it('escapes what would be a template', () => {
    expect(edit('a = "x"\n', { name: 'a', value: '${y} "z"' })).toMatchObject({ text: 'a = "$${y} \\"z\\""\n' });
  });

  it.each([
    ['a = var.size\n', 'it refers to var.size'],
    ['a = local.sizes[0].name\n', 'it refers to local.sizes[0].name'],
    ['a = "x-${y}"\n', 'the string is put together from other values'],
    ['a = b ? "x" : "y"\n', 'a condition decides between two values'],
    ['a = lower("X")\n', 'it is computed by lower()'],
    ['a = <<E\nx\nE\n', 'it is a heredoc'],
    ['a = 1 + 2\n', 'it is computed by an expression'],
  ])('declines %j and says why', (text, reason) => {
    expect(edit(text, { name: 'a', value: 'z' })).toMatchObject({ kind: 'declined', reason });
  });

  it('changes a value in JSON syntax', () => {
    const text = '{ "variable": { "size": { "default": "m5.large" } } }';
    const file = parseHclJson(text, { file: 'main.tf.json', strings: 'template' });
    const literal = findLiteral(file.body.attributes[0]!.expression, ['size', 'default']);
    expect(replaceLiteral(file.source, { literal, value: 'm7g.large' })).toMatchObject({
      text: text.replace('m5.large', 'm7g.large'),
    });
  });
});
