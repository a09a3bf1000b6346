import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newBudget } from '#app/hcl/budget.ts';
import { encodeJson } from '#app/hcl/encode-json.ts';
import { type Evaluation, evaluate } from '#app/hcl/evaluate.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { fromJson, type Json, toJson } from '#app/hcl/json-value.ts';
import { parseExpressionText } from '#app/hcl/parse.ts';
import { findReferences } from '#app/hcl/references.ts';
import type { Reference, Scope } from '#app/hcl/scope.ts';
import { DYNAMIC, STRING } from '#app/hcl/type.ts';
import { stringValue, unknownValue, type Value, withSensitive } from '#app/hcl/value.ts';
import { memoryFiles } from './table-files.ts';

const functions = terraformFunctions();

function run(text: string, variables: Readonly<Record<string, Value>> = {}, more: Partial<Scope> = {}): Evaluation {
  const { expression, diagnostics } = parseExpressionText(text, 'x.tf');
  if (!expression) throw new Error(diagnostics[0]?.message);
  return evaluate(expression, {
    lookup: (name) => variables[name],
    functions,
    files: null,
    budget: newBudget(),
    ...more,
  });
}

const unknown = unknownValue(STRING, ['data.aws_ami.this is not read']);
const secret = withSensitive(stringValue('hunter2'), true);

describe('what is unknown', () => {
  it.each([
    '"ami-${a}"',
    'upper(a)',
    '[for x in split(",", a) : x]',
    'a == "x"',
    'a ? 1 : 2',
    '{ (a) = 1 }',
    'jsonencode([a])',
    'try(a, 1)',
    'lookup({ x = 1 }, a, 2)',
    'format("%s", a)',
    'tonumber(a) + 1',
    'length(a)',
    '"%{ if a == "" }x%{ endif }"',
    'merge({}, [a]...)',
  ])('stays unknown in %s, with the reason', (text) => {
    const { value, diagnostics } = run(text, {
      a: text.startsWith('a ?') ? unknownValue(DYNAMIC, unknown.reasons) : unknown,
    });
    expect(diagnostics).toEqual([]);
    const found = JSON.stringify(value, (_, inner) => (inner instanceof Map ? [...inner] : inner));
    expect(found).toContain('data.aws_ami.this is not read');
  });

  it('does not reach what does not depend on it', () => {
    expect(encodeJson(run('[for k, v in { x = a, y = 2 } : k]', { a: unknown }).value)).toBe('["x","y"]');
    expect(encodeJson(run('{ x = a, y = 2 }.y', { a: unknown }).value)).toBe('2');
    expect(encodeJson(run('length([a, a])', { a: unknown }).value)).toBe('2');
    expect(encodeJson(run('false && a', { a: unknownValue(DYNAMIC, ['r']) }).value)).toBe('false');
  });

  it('comes from functions of other providers and from those that differ in each run', () => {
    expect(run('provider::aws::arn_parse("x")').value).toMatchObject({ kind: 'unknown' });
    for (const call of ['timestamp()', 'uuid()', 'bcrypt("x")', 'plantimestamp()'])
      expect(run(call).value.kind).toBe('unknown');
  });
});

describe('what is sensitive', () => {
  it.each([
    '"x-${a}"',
    'upper(a)',
    'a == "x"',
    'a != "" ? 1 : 2',
    'length(a)',
    'jsonencode({ p = a })',
    'join("", [a])',
    'sha256(a)',
    'base64encode(a)',
    '{ (a) = 1 }',
    '[for c in split("", a) : c]',
    'format("%s", a)',
    'replace(a, "h", "")',
    '"%{ if a == "" }x%{ endif }"',
    'try(a)',
    'nonsensitive(a) == a',
    'templatestring("$${p}", { p = a })',
    '[1, 2][length(a) - 7]',
    'provider::x::y(a)',
    'coalesce("", a)',
    'regex("h", a)',
    '-length(a)',
  ])('marks %s', (text) => {
    const { value, diagnostics } = run(text, { a: secret });
    expect(diagnostics).toEqual([]);
    expect(value.sensitive).toBe(true);
  });

  it('marks a part and not the whole where only a part is', () => {
    const { value } = run('merge({ x = 1 }, { p = a })', { a: secret });
    expect(value.sensitive).toBe(false);
    expect(value.kind === 'mapping' && value.entries.get('p')?.sensitive).toBe(true);
    expect(run('keys({ p = a })', { a: secret }).value.sensitive).toBe(false);
    expect(run('nonsensitive(a)', { a: secret }).value.sensitive).toBe(false);
    expect(encodeJson(run('issensitive(a)', { a: secret }).value)).toBe('true');
  });

  it('shows in no message', () => {
    for (const text of [
      'tonumber(a)',
      'a + 1',
      'base64decode(a)',
      'jsondecode(a)',
      'timeadd(a, "1h")',
      'cidrhost(a, 1)',
      '{}[a]',
      'regex(a, "x")',
    ])
      for (const { message } of run(text, { a: secret }).diagnostics) expect(message).not.toContain('hunter2');
  });
});

describe('an error', () => {
  it('spoils only the part that it is in, and each is reported', () => {
    const { value, diagnostics } = run(
      '{ a = 1, b = nope.x, c = [2, tonumber("q")], (d) = 1 }'.replace(', (d) = 1', ''),
    );
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'Unknown variable: there is no variable named "nope"',
      'cannot convert string to number: a number is required',
    ]);
    const entries = value.kind === 'mapping' ? value.entries : new Map<string, Value>();
    expect([...entries.values()].map(({ kind }) => kind)).toEqual(['number', 'unknown', 'sequence']);
  });

  it('is still an error to try', () => {
    expect(encodeJson(run('try({ a = nope.x }, "fallback")').value)).toBe('"fallback"');
  });
});

describe('references', () => {
  it('are found with their steps, without what a for binds', () => {
    const { expression } = parseExpressionText(
      '[for k, v in var.m : "${k}-${v.id}-${local.a["b"]}"] == data.x.y[0].z[each.key]',
      'x.tf',
    );
    const found = findReferences(expression!).map(({ root, steps }) =>
      [root, ...steps.map((step) => (step.kind === 'attribute' ? step.name : step.key))].join('.'),
    );
    expect(found).toEqual(['var.m', 'local.a.b', 'data.x.y.0.z', 'each.key']);
  });

  it('can be answered whole by the scope', () => {
    const asked: Reference[] = [];
    const resolve: Scope['resolve'] = (reference) => {
      asked.push(reference);
      return reference.root === 'aws_x' ? { value: fromJson({ id: 'i-1' }), used: 2 } : undefined;
    };
    expect(encodeJson(run('aws_x.y[0].id', {}, { resolve }).value)).toBe('"i-1"');
    expect(asked[0]?.steps).toHaveLength(3);
  });
});

describe('numbers', () => {
  it.each([
    ['0.1 + 0.2', '0.3'],
    ['12345678901234567890123456789 + 1', '12345678901234567890123456790'],
    ['2 * 0.000000000000000000000000001', '0.000000000000000000000000002'],
    ['-7 % 3', '-1'],
    ['7 / 2', '3.5'],
    ['jsondecode("12345678901234567890")', '12345678901234567890'],
    ['1e3', '1000'],
  ])('%s is %s', (text, wanted) => {
    expect(encodeJson(run(text).value)).toBe(wanted);
  });
});

describe('JSON', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
        const normal = JSON.parse(JSON.stringify(json).normalize('NFC')) as Json;
        fc.pre(!JSON.stringify(json).includes('__proto__'));
        expect(JSON.parse(JSON.stringify(toJson(fromJson(normal))))).toEqual(normal);
      }),
    );
  });

  it('is the same through jsonencode and jsondecode', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (json) => {
        const value = fromJson(json as Json);
        expect(encodeJson(run('jsondecode(jsonencode(a))', { a: value }).value)).toBe(encodeJson(value));
      }),
    );
  });
});

describe('files', () => {
  const files = memoryFiles({
    'a.txt': 'A\n',
    't.tmpl': '%{ for p in ports ~}\nport ${p}\n%{ endfor ~}\n',
    'outer.tmpl': '[${templatefile("inner.tmpl", { x = y })}]',
    'inner.tmpl': '<${x}>',
    'bad.tmpl': 'a\n${nope(x)}',
    'd/one.json': '{}',
    'd/e/two.json': '{}',
  });

  it.each([
    ['file("./a.txt")', '"A\\n"'],
    ['fileexists("b.txt")', 'false'],
    ['templatefile("t.tmpl", { ports = [80, 443] })', '"port 80\\nport 443\\n"'],
    ['templatefile("outer.tmpl", { y = 1 })', '"[\\u003c1\\u003e]"'],
    ['fileset("d", "**/*.json")', '["e/two.json","one.json"]'],
    ['fileset("d", "*.json")', '["one.json"]'],
    ['filesha256("a.txt")', '"06f961b802bc46ee168555f066d28f4f0e9afdf3f88174c1ee6f9de004fc30a0"'],
  ])('%s is %s', (text, wanted) => {
    const { value, diagnostics } = run(text, {}, { files });
    expect(diagnostics).toEqual([]);
    expect(encodeJson(value)).toBe(wanted);
  });

  it('names the place within a template', () => {
    expect(run('templatefile("bad.tmpl", { x = 1 })', {}, { files }).diagnostics[0]?.message).toMatch(
      /^bad\.tmpl:2:3: .*"nope"/,
    );
    expect(run('templatefile("t.tmpl", {})', {}, { files }).diagnostics[0]?.message).toContain('"ports"');
  });
});

describe('what is certain of an unknown', () => {
  // Terraform 1.6 and OpenTofu 1.6 decide the same ones: https://github.com/zclconf/go-cty/blob/main/docs/refinements.md
  it.each([
    ['"arn:aws:${a}" == ""', 'false'],
    ['"arn:aws:${a}" != "arn:gcp:x"', 'true'],
    ['"arn:aws:${a}" == "gcp:${a}"', 'false'],
    ['(tonumber(a) + 1) != null', 'true'],
    ['startswith("https://${a}", "https:")', 'true'],
    ['startswith("https://${a}", "ftp")', 'false'],
    ['length("x-${a}"[*])', '1'],
  ])('decides %s', (text, wanted) => {
    expect(encodeJson(run(text, { a: unknown }).value)).toBe(wanted);
  });

  it.each([
    '"arn:aws:${a}" == "arn:aws:x"',
    // The last letter may still take an accent: "e" and U+0301 become one character.
    'startswith("caf${a}", "caf")',
    'a == null',
    'startswith("https://${a}", "https://x")',
  ])('leaves %s open', (text) => {
    expect(run(text, { a: unknown }).value.kind).toBe('unknown');
  });
});

it('a set of which nothing is known and a tuple are of one type', () => {
  // https://github.com/zclconf/go-cty/blob/main/docs/convert.md: tuple to set is a safe conversion.
  const { value, diagnostics } = run('length(a) > 0 ? toset([for x in a : x]) : ["none"]', {
    a: unknownValue(DYNAMIC, ['b']),
  });
  expect([value.kind, diagnostics]).toEqual(['unknown', []]);
});
