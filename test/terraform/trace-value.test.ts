import { describe, expect, it } from 'vitest';
import { replaceLiteral } from '#app/hcl/edit.ts';
import { memoryTree } from '#app/source/tree.ts';
import { traceValue } from '#app/terraform/trace-value.ts';

const NOTHING = { path: '', name: 'root', workspace: 'default', environment: {}, varFiles: [], vars: [] };

function trace(
  files: Readonly<Record<string, string>>,
  address: string,
  attribute: readonly (string | number)[],
  more = {},
) {
  const traced = traceValue(memoryTree(new Map(Object.entries(files))), { ...NOTHING, ...more, address, attribute });
  if (traced.kind === 'declined') return traced.reason;
  const edit = replaceLiteral(traced.source, { literal: traced.literal, value: 'NEW' });
  return edit.kind === 'edited' ? `${traced.source.file}:${traced.line} ${edit.before}` : edit.reason;
}

const size = (expression: string): string => `resource "aws_x" "y" {\n  size = ${expression}\n}\n`;

describe('a value is traced to the literal that sets it', () => {
  it.each([
    ['itself', { 'main.tf': size('"a"') }, 'main.tf:2 "a"'],
    ['a local', { 'main.tf': `locals {\n  s = "a"\n}\n${size('local.s')}` }, 'main.tf:2 "a"'],
    [
      'a map of locals',
      { 'main.tf': `locals {\n  s = { x = { y = "a" } }\n}\n${size('local.s["x"].y')}` },
      'main.tf:2 "a"',
    ],
    [
      'a map by workspace',
      { 'main.tf': `locals {\n  s = { default = "a", prod = "b" }\n}\n${size('local.s[terraform.workspace]')}` },
      'main.tf:2 "a"',
    ],
    ['lookup', { 'main.tf': `${size('lookup({ p = "b" }, terraform.workspace, "a")')}` }, 'main.tf:2 "a"'],
    [
      'merge',
      { 'main.tf': `locals {\n  d = { s = "b" }\n  m = merge(local.d, { s = "a" })\n}\n${size('local.m.s')}` },
      'main.tf:3 "a"',
    ],
    ['a condition', { 'main.tf': size('terraform.workspace == "prod" ? "b" : "a"') }, 'main.tf:2 "a"'],
    ['a default', { 'main.tf': `variable "s" {\n  default = "a"\n}\n${size('var.s')}` }, 'main.tf:2 "a"'],
    [
      'a variable file',
      { 'main.tf': `variable "s" {\n  default = "b"\n}\n${size('var.s')}`, 'x.auto.tfvars': '\ns = "a"\n' },
      'x.auto.tfvars:2 "a"',
    ],
    [
      'a JSON variable file',
      { 'main.tf': `variable "s" {}\n${size('var.s')}`, 'terraform.tfvars.json': '{"s": "a"}' },
      'terraform.tfvars.json:1 "a"',
    ],
    ['a JSON module', { 'main.tf.json': '{"resource": {"aws_x": {"y": {"size": "a"}}}}' }, 'main.tf.json:1 "a"'],
  ])('through %s', (_, files, expected) => {
    expect(trace(files, 'aws_x.y', ['size'])).toBe(expected);
  });

  it('in the variable file that counts', () => {
    const files = {
      'main.tf': `variable "s" {}\n${size('var.s')}`,
      'terraform.tfvars': 's = "b"\n',
      'p.tfvars': 's = "a"\n',
    };
    expect(trace(files, 'aws_x.y', ['size'], { varFiles: ['p.tfvars'] })).toBe('p.tfvars:1 "a"');
  });

  it('through module calls, each.value and outputs', () => {
    const files = {
      'main.tf':
        'locals {\n  apps = {\n    web = { size = "a" }\n    db  = { size = "b" }\n  }\n}\nmodule "m" {\n  source   = "./m"\n  for_each = local.apps\n  size     = each.value.size\n}\nmodule "n" {\n  source = "./m"\n  size   = module.m["db"].size\n}\n',
      'm/main.tf': `variable "size" {}\noutput "size" {\n  value = var.size\n}\n${size('var.size')}`,
    };
    expect(trace(files, 'module.m["web"].aws_x.y', ['size'])).toBe('main.tf:3 "a"');
    expect(trace(files, 'module.n.aws_x.y', ['size'])).toBe('main.tf:4 "b"');
  });

  it('in nested blocks and in override files', () => {
    const files = {
      'main.tf': 'resource "aws_x" "y" {\n  disk {\n    size = "b"\n  }\n  disk {\n    size = "a"\n  }\n}\n',
      'override.tf': 'resource "aws_x" "y" {\n  kind = "k"\n}\n',
    };
    expect(trace(files, 'aws_x.y', ['disk', 1, 'size'])).toBe('main.tf:6 "a"');
    expect(trace(files, 'aws_x.y', ['kind'])).toBe('override.tf:2 "k"');
  });
});

describe('a value is not traced', () => {
  it.each([
    ['that is computed', size('"a-${terraform.workspace}"'), 'the string is put together'],
    ['of a resource', `${size('aws_x.z.size')}resource "aws_x" "z" {}\n`, 'it refers to aws_x.z.size'],
    ['of a function', size('upper("a")'), 'it is computed by upper()'],
    [
      'that is a key',
      'resource "aws_x" "y" {\n  for_each = toset(["k"])\n  size = each.key\n}\n',
      'key of an instance',
    ],
    ['that is not set', 'resource "aws_x" "y" {}\n', 'size is not set'],
    ['without a value', `variable "s" {}\n${size('var.s')}`, 'var.s has no value'],
    ['in circles', `locals {\n  a = local.b\n  b = local.a\n}\n${size('local.a')}`, 'passed on too often'],
  ])('%s', (_, text, reason) => {
    const address = text.includes('for_each') ? 'aws_x.y["k"]' : 'aws_x.y';
    expect(trace({ 'main.tf': text }, address, ['size'])).toContain(reason);
  });

  it('that comes from the command line or the environment', () => {
    const files = { 'main.tf': `variable "s" {\n  default = "b"\n}\n${size('var.s')}` };
    expect(trace(files, 'aws_x.y', ['size'], { vars: ['s=a'] })).toContain('command line');
    expect(trace(files, 'aws_x.y', ['size'], { environment: { s: 'a' } })).toContain('environment');
  });

  it('for an instance that does not exist', () => {
    expect(trace({ 'main.tf': size('"a"') }, 'aws_x.y[3]', ['size'])).toContain('no instance');
    expect(trace({ 'main.tf': size('"a"') }, 'module.m.aws_x.y', ['size'])).toContain('no module');
  });
});
