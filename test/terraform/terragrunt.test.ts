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

  it('appends lists where includes are merged deeply, and joins maps alone where it says so', () => {
    const root = 'inputs = { v = { l = [1], m = { a = 1 } } }\n';
    const own = '{ v = { l = [2], m = { b = 2 } } }';
    const include = (strategy: string): string =>
      `include "root" {\n  path = find_in_parent_folders("root.hcl")\n  merge_strategy = "${strategy}"\n}\n`;
    const merged = (strategy: string) =>
      inputIn(read({ 'root.hcl': root, 'u/terragrunt.hcl': unit(own, include(strategy)) }, 'u'));
    expect(merged('deep')).toEqual({ l: [1, 2], m: { a: 1, b: 2 } });
    expect(merged('deep_map_only')).toEqual({ l: [2], m: { a: 1, b: 2 } });
    expect(merged('no_merge')).toEqual({ l: [2], m: { b: 2 } });
  });

  it('looks from the unit in files that it includes, and from a file that it reads in that file', () => {
    // The layout of https://github.com/gruntwork-io/terragrunt-infrastructure-live-example.
    const files = {
      '_envcommon/db.hcl': `locals {
  env = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals
}
inputs = { v = "\${local.env.name} \${local.env.at} \${local.env.unit}" }
`,
      'prod/env.hcl':
        'locals {\n  name = "prod"\n  at = get_terragrunt_dir()\n  unit = get_original_terragrunt_dir()\n}\n',
      'prod/db/terragrunt.hcl': unit('{}', 'include "common" {\n  path = "${get_repo_root()}/_envcommon/db.hcl"\n}\n'),
    };
    expect(inputIn(read(files, 'prod/db'))).toBe('prod /prod /prod/db');
  });

  it('sees what an include exposes: locals, inputs, outputs of dependencies, the source', () => {
    const root = `locals { a = "la" }
inputs = { w = "iw" }
dependency "d" {
  config_path  = "/d"
  mock_outputs = { x = "mock" }
}
terraform { source = "/modules/m" }
`;
    const own = `{ v = "\${include.root.locals.a} \${include.root.inputs.w} \${include.root.dependency.d.outputs.x} \${include.root.terraform.source}" }`;
    const include = 'include "root" {\n  path = "/root.hcl"\n  expose = true\n}\n';
    expect(inputIn(read({ 'root.hcl': root, 'u/terragrunt.hcl': unit(own, include) }, 'u'))).toBe(
      'la iw mock /modules/m',
    );
  });

  it('may be written in JSON', () => {
    const file = {
      terraform: { source: '${get_repo_root()}//modules/m' },
      include: { root: { path: '${find_in_parent_folders("root.hcl")}' } },
      locals: { a: 'x' },
      inputs: { v: '${local.a}-${include.root.locals.b}' },
    };
    const files = { 'root.hcl': 'locals { b = "y" }\n', 'u/terragrunt.hcl.json': JSON.stringify(file) };
    expect(inputIn(read(files, 'u'))).toBe('x-y');
    const tree = memoryTree(new Map(Object.entries({ ...files, 'modules/m/main.tf': MODULE })));
    expect(discoverUnits(tree, '').map(({ path }) => path)).toEqual(['u']);
  });

  it('generates files of an attribute as well, and none that are disabled', () => {
    const provider = (region: string): string => `"provider \\"aws\\" {\\n  region = \\"${region}\\"\\n}\\n"`;
    const generate = (more: string): string =>
      `generate = { p = { path = "p.tf", if_exists = "overwrite", contents = ${provider('eu-west-1')}${more} } }\n`;
    const region = (more: string) =>
      read({ 'u/terragrunt.hcl': unit('{ v = 1 }', generate(more)) }, 'u').resources[0]?.providerRegion;
    expect([region(''), region(', disable = true')]).toEqual(['eu-west-1', null]);
  });

  it('reads files by paths from the root of the repository, in its module as well, and variable files as JSON', () => {
    const files = {
      'modules/m/main.tf':
        'variable "v" {}\nresource "aws_x" "y" { v = [file(var.v.path), var.v.json, try(file("/etc/passwd"), "no")] }\n',
      'shared/a.txt': 'A',
      'u/x.tfvars': 'n = 1\nl = ["z"]\n',
      'u/terragrunt.hcl': unit(
        '{ v = { path = "${get_repo_root()}/shared/a.txt", json = read_tfvars_file("x.tfvars") } }',
      ),
    };
    expect(inputIn(read(files, 'u'))).toEqual(['A', '{"l":["z"],"n":1}', 'no']);
  });

  it('takes flags at their defaults', () => {
    const flag = 'feature "size" {\n  default = 3\n}\n';
    expect(inputIn(read({ 'u/terragrunt.hcl': unit('{ v = feature.size.value }', flag) }, 'u'))).toBe(3);
  });

  it.each([
    'skip = true\n',
    'exclude {\n  if = true\n  actions = ["all"]\n}\n',
    'exclude {\n  if = true\n  actions = ["apply"]\n}\n',
  ])('that is never applied is not estimated: %j', (more) => {
    const project = read({ 'u/terragrunt.hcl': unit('{ v = 1 }', more) }, 'u');
    expect(project.resources).toEqual([]);
    expect(project.diagnostics).toMatchObject([{ severity: 'warning' }]);
  });

  it('that is only not planned is estimated', () => {
    const more = 'exclude {\n  if = true\n  actions = ["plan"]\n}\n';
    expect(read({ 'u/terragrunt.hcl': unit('{ v = 1 }', more) }, 'u').resources).toHaveLength(1);
  });

  it('of a stack that is not generated is reported', () => {
    const tree = memoryTree(new Map([['s/terragrunt.stack.hcl', 'unit "a" {\n  source = "../u"\n  path = "a"\n}\n']]));
    expect(discoverUnits(tree, '')).toEqual([{ path: 's', name: 's' }]);
    const { diagnostics } = read({ 's/terragrunt.stack.hcl': 'unit "a" {}\n' }, 's');
    expect(diagnostics).toMatchObject([
      { severity: 'error', place: { file: 's/terragrunt.stack.hcl' }, remedy: 'run terragrunt stack generate' },
    ]);
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
