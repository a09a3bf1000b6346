import { describe, expect, it } from 'vitest';
import { memoryTree } from '#app/source/tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import { UNKNOWN } from '#app/terraform/resource.ts';

/** Far above what it takes: the machine may be busy. */
const TIME_LIMIT_MS = 60_000;

const NOTHING = { path: '', name: 'root', workspace: 'default', environment: {}, varFiles: [], vars: [] };

function read(files: Readonly<Record<string, string>>, request = {}) {
  return readProject(memoryTree(new Map(Object.entries(files))), { ...NOTHING, ...request });
}

function inputOf(lines: string, request = {}) {
  const project = read({ 'main.tf': lines }, request);
  return { ...project, input: project.resources[0]?.attributes['input'] };
}

describe('count and for_each', () => {
  it('of a module that are unknown reach the resources in it, at any depth', () => {
    const project = read({
      'main.tf': 'variable "n" {}\nmodule "m" {\n  source = "./m"\n  count  = var.n\n}\n',
      'm/main.tf': 'module "k" { source = "./k" }\nresource "aws_x" "y" {}\n',
      'm/k/main.tf': 'resource "aws_x" "z" {}\n',
    });
    expect(project.resources.map(({ address, unknownReasons }) => [address, unknownReasons['count']])).toEqual([
      ['module.m[0].aws_x.y', 'var.n has no value (one instance is assumed)'],
      ['module.m[0].module.k.aws_x.z', 'var.n has no value (one instance is assumed)'],
    ]);
  });

  it.each([
    ['null', 'count is null'],
    ['true', 'count is no number'],
    ['"many"', 'count is no number'],
    ['-1', 'count must be a whole number'],
    ['1.5', 'count must be a whole number'],
  ])('count = %s is reported and unknown', (count, message) => {
    const project = read({ 'main.tf': `resource "aws_x" "y" { count = ${count} }\n` });
    expect(project.diagnostics).toMatchObject([{ severity: 'error', place: { file: 'main.tf', line: 1 } }]);
    expect(project.diagnostics[0]?.message).toContain(message);
    expect(project.resources[0]?.unknownReasons['count']).toBeDefined();
  });

  it('a count that is a text of digits counts', () => {
    expect(read({ 'main.tf': 'resource "aws_x" "y" { count = "2" }\n' }).resources).toHaveLength(2);
  });

  it.each(['null', '"a"', '1'])('for_each = %s is refused', (collection) => {
    const project = read({ 'main.tf': `resource "aws_x" "y" { for_each = ${collection} }\n` });
    expect(project.diagnostics[0]?.message).toContain('a map or a set of strings is required');
    expect(project.resources.map(({ index }) => index)).toEqual(['(unknown)']);
    expect(project.resources[0]?.unknownReasons['count']).toBeDefined();
  });

  it('an object of which keys are unknown has as many instances as entries', () => {
    const project = read({
      'main.tf': `variable "prefix" {}
        locals { disks = { for size in [10, 20, 30] : "\${var.prefix}-\${size}" => size } }
        resource "aws_ebs_volume" "x" {
          for_each = { for name, size in local.disks : name => { size = size } if size > 10 }
          size     = each.value.size
        }
        resource "aws_ebs_snapshot" "y" {
          for_each = aws_ebs_volume.x
          volume   = each.value.size
        }
        resource "aws_x" "z" { count = length(local.disks) }`,
    });
    expect(project.resources.map(({ address, unknownReasons }) => [address, unknownReasons['count']])).toEqual([
      ['aws_ebs_volume.x["(unknown)"]', undefined],
      ['aws_ebs_volume.x["(unknown 2)"]', undefined],
      ['aws_ebs_snapshot.y["(unknown)"]', undefined],
      ['aws_ebs_snapshot.y["(unknown 2)"]', undefined],
      ...[0, 1, 2].map((index) => [`aws_x.z[${index}]`, undefined]),
    ]);
    expect(project.resources.slice(0, 2).map(({ attributes }) => attributes['size'])).toEqual([20, 30]);
  });

  it('a resource as a whole keeps that it has more attributes than are configured', () => {
    const project = read({
      'main.tf': `variable "create" { default = true }
        resource "aws_subnet" "x" {
          for_each = toset(["a", "b"])
          az       = each.key
        }
        locals { subnets = var.create ? aws_subnet.x : { for x in data.aws_subnet.x : x.az => x } }
        data "aws_subnet" "x" { count = 0 }
        module "m" {
          source = "./m"
          subnet = aws_subnet.x["a"]
        }
        resource "aws_x" "y" {
          az  = local.subnets["a"].az
          arn = local.subnets["a"].arn
        }`,
      'm/main.tf': `variable "subnet" {
          type = object({ az = string, cidr = string, size = optional(number, 3) })
        }
        resource "aws_x" "z" {
          az   = var.subnet.az
          cidr = var.subnet.cidr
          size = var.subnet.size
        }`,
    });
    expect(project.diagnostics).toEqual([]);
    const found = project.resources.filter(({ type }) => type === 'aws_x').map(({ attributes }) => attributes);
    expect(found).toEqual([
      { az: 'a', arn: UNKNOWN },
      { az: 'a', cidr: UNKNOWN, size: UNKNOWN },
    ]);
  });

  it('a set of one element that is unknown is one instance; of several, nobody knows', () => {
    const count = (set: string) =>
      read({ 'main.tf': `variable "a" {}\nresource "aws_x" "y" { for_each = toset(${set}) }\n` }).resources.map(
        ({ unknownReasons }) => unknownReasons['count'],
      );
    expect(count('[var.a]')).toEqual([undefined]);
    expect(count('[var.a, "b"]')).toEqual([expect.stringContaining('var.a has no value')]);
  });

  it('for_each over a list is refused, and estimated by index', () => {
    const project = read({ 'main.tf': 'resource "aws_x" "y" {\n  for_each = ["a", "b"]\n  z = each.value\n}\n' });
    expect(project.diagnostics).toMatchObject([{ severity: 'error' }]);
    expect(project.resources.map(({ address, attributes }) => [address, attributes['z']])).toEqual([
      ['aws_x.y[0]', 'a'],
      ['aws_x.y[1]', 'b'],
    ]);
  });

  it('for_each over secrets is refused, and shows none', () => {
    const project = read(
      {
        'main.tf': 'variable "s" {\n  type = set(string)\n}\nresource "aws_x" "y" { for_each = var.s }\n',
      },
      { environment: { s: '["hunter2"]' } },
    );
    expect(project.diagnostics[0]?.message).toContain('sensitive');
    expect(JSON.stringify(project)).not.toContain('hunter2');
  });

  it(
    'for more instances than are allowed is reported, over all modules together',
    () => {
      const project = read({
        'main.tf': 'module "m" {\n  source = "./m"\n  count  = 3\n}\n',
        'm/main.tf': 'resource "aws_x" "y" { count = 40000 }\n',
      });
      expect(project.diagnostics[0]?.message).toContain('more instances');
      expect(project.resources).toHaveLength(80_001);
    },
    TIME_LIMIT_MS,
  );

  it('of 10^9 ends at once', () => {
    const project = read({ 'main.tf': 'resource "aws_x" "y" { count = 1000000000 }\n' });
    expect(project.diagnostics[0]?.message).toContain('more instances');
  });

  it('the whole of a resource with an unknown count is unknown', () => {
    const { input } = inputOf(
      'resource "terraform_data" "a" { input = length(aws_x.y) }\nvariable "n" {}\nresource "aws_x" "y" { count = var.n }\n',
    );
    expect(input).toBe(UNKNOWN);
  });
});

describe('the graph', () => {
  it('names the path of a cycle through modules', () => {
    const project = read({
      'main.tf':
        'module "a" {\n  source = "./m"\n  in     = module.b.out\n}\nmodule "b" {\n  source = "./m"\n  in     = module.a.out\n}\n',
      'm/main.tf': 'variable "in" {}\nresource "aws_x" "y" { z = var.in }\noutput "out" { value = var.in }\n',
    });
    expect(project.diagnostics.map(({ message }) => message)).toEqual([
      'a cycle: module.a.var.in → module.b.output.out → module.b.var.in → module.a.output.out → module.a.var.in',
    ]);
    expect(project.resources).toHaveLength(2);
  });

  it('names the path of a cycle of resources', () => {
    const project = read({ 'main.tf': 'resource "a_b" "x" { p = a_b.y.q }\nresource "a_b" "y" { q = a_b.x.p }\n' });
    expect(project.diagnostics[0]?.message).toBe('a cycle: a_b.x → a_b.y → a_b.x');
  });

  it('lets modules use outputs of each other that do not depend on each other', () => {
    const project = read({
      'main.tf':
        'module "a" {\n  source = "./a"\n  in     = module.b.first\n}\nmodule "b" {\n  source = "./b"\n  in     = module.a.out\n}\n',
      'a/main.tf': 'variable "in" {}\noutput "out" { value = "${var.in}!" }\n',
      'b/main.tf': 'variable "in" {}\noutput "first" { value = "one" }\nresource "aws_x" "y" { z = var.in }\n',
    });
    expect(project.diagnostics).toEqual([]);
    expect(project.resources[0]?.attributes).toEqual({ z: 'one!' });
  });

  it(
    'is evaluated 5,000 locals deep',
    () => {
      const locals = Array.from({ length: 5000 }, (_, i) => `l${i} = ${i === 0 ? '1' : `local.l${i - 1} + 1`}`);
      const { input, diagnostics } = inputOf(
        `locals {\n${locals.join('\n')}\n}\nresource "terraform_data" "a" { input = local.l4999 }\n`,
      );
      expect(diagnostics).toEqual([]);
      expect(input).toBe(5000);
    },
    TIME_LIMIT_MS,
  );

  it(
    'is evaluated through 1,000 resources that refer to each other',
    () => {
      const resources = Array.from(
        { length: 1000 },
        (_, i) => `resource "terraform_data" "r${i}" { input = ${i === 999 ? '7' : `terraform_data.r${i + 1}.input`} }`,
      );
      expect(inputOf(resources.join('\n')).input).toBe(7);
    },
    TIME_LIMIT_MS,
  );

  it('ends for a module that calls itself', () => {
    const project = read({
      'main.tf': 'module "m" { source = "./m" }\n',
      'm/main.tf': 'module "a" { source = "../m" }\nmodule "b" { source = "../m" }\nresource "aws_x" "y" {}\n',
    });
    expect(project.diagnostics).toHaveLength(2);
    expect(project.resources).toHaveLength(1);
  });

  it(
    'ends for modules without number',
    () => {
      const files: Record<string, string> = { 'm30/main.tf': 'resource "aws_x" "y" {}\n' };
      for (let i = 0; i < 30; i++) {
        const calls = ['a', 'b'].map((name) => `module "${name}" { source = "${i === 0 ? './' : '../'}m${i + 1}" }\n`);
        files[i === 0 ? 'main.tf' : `m${i}/main.tf`] = calls.join('');
      }
      const project = read(files);
      expect(project.diagnostics.some(({ message }) => message.includes('more module instances'))).toBe(true);
    },
    TIME_LIMIT_MS,
  );
});

describe('what is wrong in an expression', () => {
  it('is a warning with its place, once for all instances, and the value is unknown', () => {
    const project = read({ 'main.tf': 'resource "aws_x" "y" {\n  count = 3\n  size  = "a" * 2\n}\n' });
    expect(project.diagnostics).toMatchObject([{ severity: 'warning', place: { file: 'main.tf', line: 3 } }]);
    expect(project.resources[2]?.attributes['size']).toBe(UNKNOWN);
    expect(project.resources[2]?.unknownReasons['size']).toBeDefined();
  });

  it('is placed in the override file that it stands in', () => {
    const project = read({
      'main.tf': 'resource "aws_x" "y" {\n  a = 1\n}\n',
      'main_override.tf': '\n\n\n\n\n\n\nresource "aws_x" "y" {\n  a = "x" + 1\n}\n',
    });
    expect(project.diagnostics[0]?.place).toMatchObject({ file: 'main_override.tf', line: 9 });
  });

  it('never quotes a secret', () => {
    const project = read(
      {
        'main.tf': [
          'variable "a" {\n  type = number\n}',
          'variable "b" {\n  sensitive = true\n  type      = object({ x = number })\n  default   = { x = "hunter2" }\n}',
          'variable "c" {\n  validation {\n    condition     = var.c == "x"\n    error_message = "not ${var.c}"\n  }\n}',
          'resource "aws_x" "y" {\n  p = var.a + 1\n  q = var.c * 2\n  r = tonumber(var.c)\n  s = var.c.d\n  t = {}[var.c]\n  u = file(var.c)\n}',
          'resource "aws_x" "z" { count = var.c }',
        ].join('\n'),
      },
      { environment: { a: 'hunter2', c: 'hunter2' } },
    );
    const text =
      JSON.stringify(project.diagnostics) + JSON.stringify(project.resources.map((each) => each.unknownReasons));
    expect(project.diagnostics.length).toBeGreaterThan(5);
    expect(text).not.toContain('hunter2');
  });
});

describe('a reference to what the provider adds', () => {
  const resource =
    'resource "aws_x" "y" {\n  set  = 1\n  none = null\n  inner {\n    set = 2\n  }\n  dynamic "zero" {\n    for_each = []\n    content {}\n  }\n}\n';
  it.each([
    ['aws_x.y.set', 1],
    ['aws_x.y.inner[0].set', 2],
    ['aws_x.y.none', UNKNOWN],
    ['aws_x.y.other', UNKNOWN],
    ['aws_x.y.inner[0].other', UNKNOWN],
    ['aws_x.y.zero[0].other', UNKNOWN],
    ['[for x in [aws_x.y] : x.other][0]', UNKNOWN],
    ['try(aws_x.y.other, "fallback")', UNKNOWN],
  ])('%s', (expression, expected) => {
    const { resources, diagnostics } = read({
      'main.tf': `${resource}resource "terraform_data" "t" { input = ${expression} }\n`,
    });
    expect(resources[1]?.attributes['input']).toBe(expected);
    expect(diagnostics).toEqual([]);
  });

  it('of a for_each over nothing is an empty map', () => {
    const { resources, diagnostics } = read({
      'main.tf':
        'resource "aws_x" "y" { for_each = {} }\nresource "terraform_data" "t" { input = merge(aws_x.y, { a = 1 }) }\n',
    });
    expect(resources[0]?.attributes['input']).toEqual({ a: 1 });
    expect(diagnostics).toEqual([]);
  });
});

describe('variables', () => {
  it('given as text mean what their type says', () => {
    const declared = 'variable "a" {}\nvariable "b" {\n  type = string\n}\nvariable "c" {\n  type = list(number)\n}\n';
    const { input } = inputOf(`${declared}resource "terraform_data" "x" { input = [var.a, var.b, var.c] }\n`, {
      vars: ['a=[1]', 'b=007', 'c=[1, 2]'],
    });
    expect(input).toEqual(['[1]', '007', [1, 2]]);
  });

  it('that are not nullable fall back to their default', () => {
    const { input } = inputOf(
      'variable "a" {\n  default  = 1\n  nullable = false\n}\nresource "terraform_data" "x" { input = var.a }\n',
      { varFiles: [] },
    );
    expect(input).toBe(1);
    const project = read({
      'main.tf': 'module "m" {\n  source = "./m"\n  a      = null\n}\n',
      'm/main.tf': 'variable "a" {\n  default  = 1\n  nullable = false\n}\nresource "aws_x" "x" { z = var.a }\n',
    });
    expect(project.resources[0]?.attributes).toEqual({ z: 1 });
  });

  it('that break their validation are reported with its message', () => {
    const project = read({
      'main.tf':
        'variable "n" {\n  default = 5\n  validation {\n    condition     = var.n < 3\n    error_message = "At most 2."\n  }\n}\n',
    });
    expect(project.diagnostics).toMatchObject([
      { severity: 'error', message: 'var.n breaks its validation rule: At most 2.', place: { line: 3 } },
    ]);
  });

  it('of JSON files and JSON modules are read', () => {
    const project = read({
      'main.tf.json': JSON.stringify({
        variable: { n: { type: 'number' } },
        locals: { l: '${var.n + 1}' },
        resource: { aws_x: { y: { count: '${local.l}', tags: { a: '${count.index}' } } } },
      }),
      'terraform.tfvars.json': '{"n": 1}',
    });
    expect(project.diagnostics).toEqual([]);
    expect(project.resources.map(({ attributes }) => attributes)).toEqual([{ tags: { a: 0 } }, { tags: { a: 1 } }]);
  });
});

describe('data sources', () => {
  const zones =
    'data "aws_availability_zones" "a" {}\nresource "terraform_data" "x" { input = data.aws_availability_zones.a.names }\n';

  it('answer with the zones of a region that is known', () => {
    expect(inputOf(`provider "aws" { region = "eu-west-1" }\n${zones}`).input).toEqual([
      'eu-west-1a',
      'eu-west-1b',
      'eu-west-1c',
    ]);
  });

  it('answer nothing without a region', () => {
    const { input, resources } = inputOf(zones);
    expect(input).toBe(UNKNOWN);
    expect(resources[0]?.unknownReasons['input']).toContain('data.aws_availability_zones.a.names');
  });

  it('read local files below the root only', () => {
    const file = (name: string): string =>
      `data "local_file" "f" { filename = "${name}" }\nresource "terraform_data" "x" { input = data.local_file.f.content }\n`;
    expect(read({ 'main.tf': file('a.txt'), 'a.txt': 'text' }).resources[0]?.attributes['input']).toBe('text');
    expect(read({ 'main.tf': file('/etc/hostname') }).resources[0]?.attributes['input']).toBe(UNKNOWN);
    expect(read({ 'main.tf': file('../../etc/hostname') }).resources[0]?.attributes['input']).toBe(UNKNOWN);
  });
});

describe('modules from elsewhere', () => {
  const inner = 'resource "aws_x" "y" {}\n';

  it('are read where terraform init has put them', () => {
    const project = read({
      'main.tf': 'module "m" { source = "org/x/aws" }\n',
      '.terraform/modules/modules.json': '{"Modules":[{"Key":"m","Dir":".terraform/modules/m"}]}',
      '.terraform/modules/m/main.tf': inner,
    });
    expect(project.resources.map(({ address }) => address)).toEqual(['module.m.aws_x.y']);
  });

  it.each([
    ['org/x/aws', 'vendor/org/x/aws'],
    ['git::https://user:hunter2@github.com/org/repo.git//sub?ref=v1', 'vendor/modules/github.com/org/repo/sub'],
    ['git@github.com:org/repo.git', 'vendor/github.com/org/repo'],
  ])('%s is read from a vendored directory above', (source, directory) => {
    const files = { 'infra/a/main.tf': `module "m" { source = "${source}" }\n`, [`${directory}/main.tf`]: inner };
    expect(read(files, { path: 'infra/a' }).resources).toHaveLength(1);
  });

  it('that are not to be had are named without their credentials', () => {
    const project = read({ 'main.tf': 'module "m" { source = "git::https://u:hunter2@x.org/r?token=hunter2" }\n' });
    expect(project.diagnostics[0]?.message).toContain('git::https://x.org/r is not installed');
    expect(JSON.stringify(project)).not.toContain('hunter2');
  });

  it('do not escape the tree through a manifest', () => {
    const project = read({
      'main.tf': 'module "m" { source = "org/x/aws" }\n',
      '.terraform/modules/modules.json': '{"Modules":[{"Key":"m","Dir":"../../../etc"}]}',
    });
    expect(project.diagnostics).toHaveLength(1);
  });
});
