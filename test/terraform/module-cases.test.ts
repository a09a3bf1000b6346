import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryTree } from '#app/source/directory-tree.ts';
import { memoryTree } from '#app/source/tree.ts';
import { readPlan } from '#app/terraform/plan-json.ts';
import { readProject } from '#app/terraform/read-project.ts';
import { UNKNOWN } from '#app/terraform/resource.ts';
import { sharedPath } from '#test/support/shared.ts';

const NOTHING = { path: '', name: 'root', workspace: 'default', environment: {}, varFiles: [], vars: [] };
const cases = sharedPath('data/terraform/cases');

function read(files: Readonly<Record<string, string>>, request = {}) {
  return readProject(memoryTree(new Map(Object.entries(files))), { ...NOTHING, ...request });
}

describe('a module directory', () => {
  it('takes values in the order of precedence that Terraform documents', () => {
    const project = read(
      {
        'main.tf': 'variable "v" { default = "declared" }\nresource "terraform_data" "x" { input = var.v }\n',
        'terraform.tfvars': 'v = "tfvars"\n',
        'b.auto.tfvars': 'v = "auto b"\n',
        'a.auto.tfvars': 'v = "auto a"\n',
      },
      { environment: { v: 'environment' } },
    );
    expect(project.resources[0]?.attributes).toEqual({ input: 'auto b' });
  });

  it('marks what the environment sets as sensitive', () => {
    const project = read(
      { 'main.tf': 'variable "v" {}\nresource "terraform_data" "x" { input = var.v }\n' },
      { environment: { v: 'secret' } },
    );
    expect(project.resources[0]?.sensitivePaths).toEqual(['input']);
  });

  it('keeps a value without a source unknown and names the variable', () => {
    const project = read({ 'main.tf': 'variable "v" {}\nresource "terraform_data" "x" { input = var.v }\n' });
    expect(project.resources[0]?.attributes['input']).toBe(UNKNOWN);
    expect(project.resources[0]?.unknownReasons['input']).toContain('var.v has no value');
  });

  it('expands count, for_each, dynamic blocks and modules', () => {
    const project = read({
      'main.tf': [
        'module "m" {\n  source   = "./m"\n  for_each = toset(["a", "b"])\n  size     = each.key == "a" ? 1 : 2\n}',
        'resource "terraform_data" "all" { input = [for k, m in module.m : m.total] }',
      ].join('\n'),
      'm/main.tf': [
        'variable "size" { type = number }',
        'resource "aws_x" "y" {\n  count = var.size\n  dynamic "disk" {\n    for_each = range(2)\n    content { size = disk.value + 10 }\n  }\n}',
        'output "total" { value = length(aws_x.y) }',
      ].join('\n'),
    });
    expect(project.diagnostics).toEqual([]);
    expect(project.resources.map((each) => each.address)).toEqual([
      'terraform_data.all',
      'module.m["a"].aws_x.y[0]',
      'module.m["b"].aws_x.y[0]',
      'module.m["b"].aws_x.y[1]',
    ]);
    expect(project.resources[0]?.attributes['input']).toEqual([1, 2]);
    expect(project.resources[1]?.attributes['disk']).toEqual([{ size: 10 }, { size: 11 }]);
  });

  it('does not make an unknown count silently one', () => {
    const project = read({ 'main.tf': 'variable "n" {}\nresource "aws_x" "y" { count = var.n }\n' });
    expect(project.resources[0]?.unknownReasons['count']).toContain('var.n has no value');
  });

  it('reports a cycle with its path and goes on', () => {
    const project = read({
      'main.tf': 'locals {\n  a = local.b\n  b = local.a\n}\nresource "aws_x" "y" { z = local.a }\n',
    });
    expect(project.diagnostics[0]?.message).toContain('local.a → local.b → local.a');
    expect(project.resources).toHaveLength(1);
  });

  it('reports a module that is not installed and estimates the rest', () => {
    const project = read({
      'main.tf': 'module "m" { source = "terraform-aws-modules/vpc/aws" }\nresource "aws_x" "y" {}\n',
    });
    expect(project.diagnostics[0]).toMatchObject({ severity: 'error', place: { file: 'main.tf', line: 1 } });
    expect(project.resources.map((each) => each.address)).toEqual(['aws_x.y']);
  });

  it('merges override files', () => {
    const project = read({
      'main.tf': 'resource "aws_x" "y" {\n  a = 1\n  b = 2\n}\n',
      'override.tf': 'resource "aws_x" "y" { b = 3 }\n',
    });
    expect(project.resources[0]?.attributes).toEqual({ a: 1, b: 3 });
  });

  it.skipIf(cases === null)('finds exactly the resources that the real configurations declare', () => {
    let checked = 0;
    for (const provider of readdirSync(cases ?? '')) {
      const folder = join(cases ?? '', provider);
      if (!statSync(folder).isDirectory()) continue;
      for (const name of readdirSync(folder)) {
        const expected = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')) as {
          resources: { address: string }[];
        };
        const project = readProject(directoryTree(join(folder, name), 1e8), NOTHING);
        const found = new Set(project.resources.map((each) => each.address));
        const missing = expected.resources.filter(
          (each) => !found.has(each.address) && !each.address.startsWith('aws_data_transfer'),
        );
        expect(missing.map((each) => `${name}: ${each.address}`)).toEqual([]);
        checked += expected.resources.length;
      }
    }
    expect(checked).toBeGreaterThan(500);
  });
});

describe('plan JSON', () => {
  it('is refused with the place where it breaks off', () => {
    expect(() => readPlan('{"format_version":"1.2",\n"planned_values":', 'plan.json')).toThrow(
      'the JSON ends too early',
    );
  });

  it('of a newer major format is refused', () => {
    expect(() => readPlan('{"format_version":"2.0","planned_values":{}}', 'plan.json')).toThrow('newer');
  });

  it('shows what is decided at apply as unknown', () => {
    const values = { address: 'aws_x.y', mode: 'managed', type: 'aws_x', name: 'y', values: { size: 1 } };
    const change = { address: 'aws_x.y', change: { actions: ['create'], after_unknown: { id: true } } };
    const plan = readPlan(
      JSON.stringify({
        format_version: '1.2',
        planned_values: { root_module: { resources: [values] } },
        resource_changes: [change],
      }),
      'plan.json',
    );
    expect(plan.planned.resources[0]?.attributes).toEqual({ size: 1, id: UNKNOWN });
    expect(plan.changes.get('aws_x.y')).toBe('create');
  });
});
