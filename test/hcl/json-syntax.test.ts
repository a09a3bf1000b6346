import { describe, expect, it } from 'vitest';
import { newBudget } from '#app/hcl/budget.ts';
import { encodeJson } from '#app/hcl/encode-json.ts';
import { evaluate } from '#app/hcl/evaluate.ts';
import { jsonBlocks, parseHclJson } from '#app/hcl/parse-json.ts';
import { positionAt } from '#app/hcl/source-text.ts';
import { stringValue } from '#app/hcl/value.ts';

const scope = { lookup: () => stringValue('V'), functions: new Map(), files: null, budget: newBudget() };

describe('JSON syntax', () => {
  const text = `{
  "resource": {
    "aws_instance": {
      "web": { "ami": "a-\${x}", "count": 2, "tags": { "k\${x}": true, "z": null } },
      "two": [{ "ami": "p" }, { "ami": "q" }]
    }
  },
  "locals": [{ "a": 1 }, { "b": "line\\n\${x}" }]
}`;
  const file = parseHclJson(text, { file: 'main.tf.json', strings: 'template' });

  it('gives blocks with their labels where they are asked for', () => {
    expect(file.diagnostics).toEqual([]);
    const blocks = jsonBlocks(file.body.attributes[0]!, 2);
    expect(blocks.map(({ labels }) => labels.map((label) => label.text).join('.'))).toEqual([
      'aws_instance.web',
      'aws_instance.two',
      'aws_instance.two',
    ]);
    expect(jsonBlocks(file.body.attributes[1]!, 0)).toHaveLength(2);
    expect(positionAt(file.source, blocks[0]!.start)).toEqual({ line: 4, column: 7 });
  });

  it('evaluates strings as templates, keys too', () => {
    const [web] = jsonBlocks(file.body.attributes[0]!, 2);
    const values = web!.body.attributes.map(({ expression }) => encodeJson(evaluate(expression, scope).value));
    expect(values).toEqual(['"a-V"', '2', '{"kV":true,"z":null}']);
  });

  it('knows where a template within a string stands', () => {
    const ami = jsonBlocks(file.body.attributes[0]!, 2)[0]!.body.attributes[0]!.expression;
    const part = ami.kind === 'template' ? ami.parts[1] : undefined;
    expect(text.slice(part?.start, part?.end)).toBe('${x}');
  });

  it('takes strings of variable files as they are', () => {
    const variables = parseHclJson('{ "a": "${x}", "n": 12345678901234567890 }', {
      file: 'terraform.tfvars.json',
      strings: 'literal',
    });
    expect(variables.body.attributes.map(({ expression }) => encodeJson(evaluate(expression, scope).value))).toEqual([
      '"${x}"',
      '12345678901234567890',
    ]);
  });

  it.each([
    '{',
    '{"a"}',
    '{"a":1,}',
    '[1]',
    '"x"',
    '{"a":01}',
    '{"a":"\n"}',
    '{"a":1} x',
    '',
    '{"a":"${"}',
    '{"a":nul}',
  ])('rejects %j with a place', (broken) => {
    const { diagnostics } = parseHclJson(broken, { file: 'x.tf.json', strings: 'template' });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]!.span.start).toBeLessThanOrEqual(broken.length);
  });
});
