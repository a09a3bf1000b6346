import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { directoryTree } from '#app/source/directory-tree.ts';
import { memoryTree, type Tree } from '#app/source/tree.ts';
import { discoverProjects } from '#app/terraform/discover.ts';
import { readProject } from '#app/terraform/read-project.ts';

const TIME_LIMIT_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(tree: Tree) {
  return readProject(tree, { path: '', name: 'x', workspace: 'default', environment: {}, varFiles: [], vars: [] });
}

function evaluate(text: string, more: Readonly<Record<string, string>> = {}) {
  return read(memoryTree(new Map(Object.entries({ 'main.tf': text, ...more }))));
}

const use = (expression: string): string => `resource "terraform_data" "x" {\n  input = ${expression}\n}\n`;

describe('a hostile module ends with a finding:', () => {
  it.each([
    ['a loop over 10^9', use('[for i in range(1000000000) : i]')],
    [
      'text that doubles',
      `locals {\n  l0 = "aaaaaaaaaaaaaaaa"\n${Array.from({ length: 40 }, (_, i) => `  l${i + 1} = "\${local.l${i}}\${local.l${i}}"`).join('\n')}\n}\n${use('local.l40')}`,
    ],
    [
      'lists that double',
      `locals {\n  l0 = [1]\n${Array.from({ length: 40 }, (_, i) => `  l${i + 1} = [local.l${i}, local.l${i}]`).join('\n')}\n}\n${use('local.l40')}`,
    ],
    ['a template that reads itself', use('templatefile("t.tpl", {})')],
    [
      'blocks without number',
      'resource "aws_x" "y" {\n  dynamic "b" {\n    for_each = range(1000000000)\n    content {}\n  }\n}\n',
    ],
    ['a module in a file', 'module "m" { source = "./main.tf" }\n'],
    ['a module outside of the root', 'module "m" { source = "../../../etc" }\n'],
  ])(
    '%s',
    (_, text) => {
      const project = evaluate(text, { 't.tpl': '${templatefile("t.tpl", {})}' });
      expect(project.diagnostics.length).toBeGreaterThan(0);
    },
    TIME_LIMIT_MS,
  );

  it('a file of 100 MB, while the others are read', () => {
    writeFileSync(join(folder, 'large.tf'), '');
    truncateSync(join(folder, 'large.tf'), 100 * 1024 * 1024);
    writeFileSync(join(folder, 'small.tf'), use('1'));
    const project = read(directoryTree(folder, 16 * 1024 * 1024));
    expect(project.diagnostics).toMatchObject([{ severity: 'error', place: { file: 'large.tf' } }]);
    expect(project.resources).toHaveLength(1);
  });
});

describe('a hostile module does no harm:', () => {
  it(
    '20,000 locals in a chain are evaluated',
    () => {
      const locals = Array.from({ length: 20_000 }, (_, i) => `  l${i} = ${i === 0 ? '0' : `local.l${i - 1} + 1`}`);
      const project = evaluate(`locals {\n${locals.join('\n')}\n}\n${use('local.l19999')}`);
      expect(project.resources[0]?.attributes['input']).toBe(19_999);
    },
    TIME_LIMIT_MS,
  );

  it('blocks without their labels, and with labels of JavaScript', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const odd = names.map(
      (name) =>
        `variable "${name}" { default = 1 }\nresource "${name}" "${name}" {\n  ${name} = var.${name}\n  count = 1\n  tags = { ${name} = "v" }\n}\n`,
    );
    const broken =
      'resource "x" {}\nresource {}\ndata "x" {}\nmodule {}\nvariable {}\noutput {}\nprovider {}\nlocals "x" {}\ndynamic {}\n';
    const project = evaluate(broken + odd.join(''));
    expect(project.resources.map(({ type }) => type)).toEqual(names);
    expect(({} as Record<string, unknown>)['tags']).toBeUndefined();
    expect(Object.keys(project.resources[0]?.attributes ?? {})).toEqual(['__proto__', 'tags']);
  });

  it('values nested 20,000 deep are unknown below a depth', () => {
    const project = evaluate(use(`${'['.repeat(20_000)}${']'.repeat(20_000)}`));
    expect(Object.values(project.resources[0]?.unknownReasons ?? {})).toEqual(['it is nested too deeply']);
  });

  it('links in circles are not walked', () => {
    symlinkSync('.', join(folder, 'circle'));
    expect(discoverProjects(directoryTree(folder, 1e6 * 1000), '').map(({ path }) => path)).toEqual(['']);
  });
});

it('blocks that dynamic blocks stand for are bounded, however they are nested', () => {
  const inner = (name: string, content: string): string =>
    `dynamic "${name}" {\nfor_each = range(1000)\ncontent {\n${content}\n}\n}\n`;
  const text = `resource "aws_x" "y" {\n${inner('a', inner('b', inner('c', 'v = 1')))}}\n`;
  const { diagnostics } = evaluate(text);
  expect(diagnostics.map(({ severity, message }) => [severity, message])).toContainEqual([
    'error',
    'dynamic blocks stand for more blocks than are allowed',
  ]);
});

it('a source that is sensitive is not looked for, and not shown', () => {
  const text = 'variable "s" {\nsensitive = true\ndefault = "hunter2"\n}\nmodule "m" { source = "./${var.s}" }\n';
  const project = evaluate(text);
  expect(project.diagnostics[0]?.message).toContain('it has no source that is known');
  expect(JSON.stringify(project)).not.toContain('hunter2');
});
