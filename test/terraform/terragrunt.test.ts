import { describe, expect, it } from 'vitest';
import { memoryTree } from '#app/source/tree.ts';
import { UNKNOWN } from '#app/terraform/resource.ts';
import { discoverUnits } from '#app/terraform/terragrunt/discover-units.ts';
import { readTerragruntUnit } from '#app/terraform/terragrunt/read-unit.ts';

const MODULE =
  'variable "v" {}\nresource "aws_x" "y" { v = var.v }\noutput "out" { value = "real-${var.v}" }\noutput "id" { value = aws_x.y.id }\n';

function read(files: Readonly<Record<string, string>>, path: string, more = {}) {
  return readTerragruntUnit(memoryTree(new Map(Object.entries({ 'modules/m/main.tf': MODULE, ...files }))), {
    path,
    name: path,
    environment: {},
    processEnvironment: {},
    varFiles: [],
    vars: [],
    ...more,
  });
}

const unit = (inputs: string, more = ''): string =>
  `${more}terraform {\n  source = "\${get_repo_root()}//modules/m"\n}\ninputs = ${inputs}\n`;
const inputIn = (project: ReturnType<typeof read>) => project.resources[0]?.attributes['v'];

describe('a Terragrunt unit', () => {
  it('takes inputs from its includes under its own, with locals of each file', () => {
    const files = {
      'root.hcl':
        'locals {\n  env = "root"\n}\ninputs = {\n  v = "from ${local.env} ${path_relative_to_include()}"\n}\n',
      'live/app/terragrunt.hcl': unit('{}', 'include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\n'),
      'live/db/terragrunt.hcl': unit(
        '{ v = include.root.locals.env }',
        'include "root" {\n  path = find_in_parent_folders("root.hcl")\n  expose = true\n}\n',
      ),
    };
    expect(inputIn(read(files, 'live/app'))).toBe('from root live/app');
    expect(inputIn(read(files, 'live/db'))).toBe('root');
  });

  it('merges maps deeply where it says so', () => {
    const include = (strategy: string): string =>
      `include {\n  path = "/root.hcl"\n  merge_strategy = "${strategy}"\n}\n`;
    const root = 'inputs = { v = { a = 1, n = { x = 1 } } }\n';
    const own = '{ v = { n = { y = 2 } } }';
    expect(inputIn(read({ 'root.hcl': root, 'u/terragrunt.hcl': unit(own, include('deep')) }, 'u'))).toEqual({
      a: 1,
      n: { x: 1, y: 2 },
    });
    expect(inputIn(read({ 'root.hcl': root, 'u/terragrunt.hcl': unit(own, include('shallow')) }, 'u'))).toEqual({
      n: { y: 2 },
    });
  });

  it('uses outputs of units that it depends on, and mocks for what is not known', () => {
    const dependency =
      'dependency "d" {\n  config_path = "../d"\n  mock_outputs = {\n    out = "mock"\n    id = "mock-id"\n    none = "mock-none"\n  }\n}\n';
    const files = {
      'd/terragrunt.hcl': unit('{ v = "d" }'),
      'u/terragrunt.hcl': unit(
        '{ v = [dependency.d.outputs.out, dependency.d.outputs.id, dependency.d.outputs.none] }',
        dependency,
      ),
    };
    expect(inputIn(read(files, 'u'))).toEqual(['real-d', 'mock-id', 'mock-none']);
  });

  it('reports units that depend on each other', () => {
    const on = (name: string): string => `dependency "d" {\n  config_path = "../${name}"\n}\n`;
    const files = {
      'a/terragrunt.hcl': unit('{ v = dependency.d.outputs.out }', on('b')),
      'b/terragrunt.hcl': unit('{ v = dependency.d.outputs.out }', on('a')),
    };
    const project = read(files, 'a');
    expect(inputIn(project)).toBe(UNKNOWN);
    expect(project.diagnostics[0]?.message).toBe('units depend on each other: a → b → a');
  });

  it('writes generated files beside the module, and none outside of it', () => {
    const generate = (path: string): string =>
      `generate "p" {\n  path = "${path}"\n  if_exists = "overwrite"\n  contents = "provider \\"aws\\" { region = \\"eu-west-1\\" }"\n}\n`;
    expect(read({ 'u/terragrunt.hcl': unit('{ v = 1 }', generate('p.tf')) }, 'u').resources[0]?.providerRegion).toBe(
      'eu-west-1',
    );
    expect(
      read({ 'u/terragrunt.hcl': unit('{ v = 1 }', generate('../../p.tf')) }, 'u').resources[0]?.providerRegion,
    ).toBeNull();
  });

  it('reads other configurations, and hides what comes from the environment', () => {
    const files = {
      'env.hcl': 'locals {\n  name = "prod"\n}\n',
      'u/terragrunt.hcl': unit(
        '{ v = [local.env.locals.name, get_env("SECRET"), get_env("NONE", "fallback")] }',
        'locals {\n  env = read_terragrunt_config(find_in_parent_folders("env.hcl"))\n}\n',
      ),
    };
    const project = read(files, 'u', { processEnvironment: { SECRET: 'hunter2' } });
    expect(inputIn(project)).toEqual(['prod', 'hunter2', 'fallback']);
    expect(project.resources[0]?.sensitivePaths).toEqual(['v.1']);
  });

  it('executes nothing: commands and secrets are unknown', () => {
    const project = read({ 'u/terragrunt.hcl': unit('{ v = run_cmd("touch", "x") }') }, 'u');
    expect(inputIn(project)).toBe(UNKNOWN);
    expect(project.resources[0]?.unknownReasons['v']).toContain('run_cmd');
  });

  it('is overruled by variable files of the module and of extra arguments', () => {
    const extra =
      'terraform {\n  source = "/modules/m"\n  extra_arguments "v" {\n    commands = get_terraform_commands_that_need_vars()\n    optional_var_files = ["${get_terragrunt_dir()}/p.tfvars", "none.tfvars"]\n  }\n}\n';
    const files = { 'u/terragrunt.hcl': `${extra}inputs = { v = "input" }\n`, 'u/p.tfvars': 'v = "file"\n' };
    expect(inputIn(read(files, 'u'))).toBe('file');
  });

  it('is reported when its module is not to be had', () => {
    const project = read({ 'u/terragrunt.hcl': 'terraform { source = "git::https://x.org/m.git" }\n' }, 'u');
    expect(project.diagnostics).toMatchObject([{ severity: 'error', place: { file: 'u/terragrunt.hcl' } }]);
  });

  it('ends for files that include each other without number', () => {
    const include = (name: string): string => `include "${name}" {\n  path = "/${name}.hcl"\n}\n`;
    const both = include('a') + include('b');
    read({ 'a.hcl': both, 'b.hcl': both, 'u/terragrunt.hcl': unit('{ v = 1 }', both) }, 'u');
  });
});

it('units are found, and files that are only included are not', () => {
  const files = {
    'terragrunt.hcl': 'locals {}\n',
    'a/terragrunt.hcl': 'terraform { source = "../m" }\n',
    'b/c/terragrunt.hcl': 'include {\n  path = find_in_parent_folders()\n}\n',
    '.terragrunt-cache/x/terragrunt.hcl': 'terraform { source = "../m" }\n',
  };
  expect(discoverUnits(memoryTree(new Map(Object.entries(files))), '')).toEqual([
    { path: 'a', name: 'a' },
    { path: 'b/c', name: 'b-c' },
  ]);
});
