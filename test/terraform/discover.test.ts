import { describe, expect, it } from 'vitest';
import { memoryTree } from '#app/source/tree.ts';
import { affectedProjects } from '#app/terraform/affected-projects.ts';
import { discoverProjects } from '#app/terraform/discover.ts';

function tree(files: Readonly<Record<string, string>>) {
  return memoryTree(new Map(Object.entries(files)));
}

const PROVIDER = 'provider "aws" { region = "eu-west-1" }\n';
const call = (source: string): string => `module "m" { source = "${source}" }\n`;

describe('discovery', () => {
  it('finds root modules and leaves out modules that others call', () => {
    const found = discoverProjects(
      tree({
        'infra/app/main.tf': PROVIDER + call('../../modules/vpc'),
        'infra/db/main.tf.json': '{"module": {"m": {"source": "../../modules/rds"}}}',
        'modules/vpc/main.tf': '',
        'modules/rds/main.tf': '',
        'modules/unused/main.tf': 'variable "x" {}\n',
        'infra/app/.terraform/modules/x/main.tf': PROVIDER,
        '.hidden/main.tf': PROVIDER,
        'node_modules/p/main.tf': PROVIDER,
        'README.md': '',
      }),
      '',
    );
    expect(found).toEqual([
      { path: 'infra/app', name: 'infra-app', varFiles: [], workspace: 'default' },
      { path: 'infra/db', name: 'infra-db', varFiles: [], workspace: 'default' },
    ]);
  });

  it('keeps a called module that has a backend of its own', () => {
    const files = { 'a/main.tf': call('../b'), 'b/main.tf': 'terraform {\n  backend "s3" {}\n}\n' };
    expect(discoverProjects(tree(files), '').map(({ path }) => path)).toEqual(['a', 'b']);
  });

  it('finds a repository that is nothing but a library', () => {
    expect(discoverProjects(tree({ 'modules/a/main.tf': '' }), '').map(({ path }) => path)).toEqual(['modules/a']);
  });

  it('calls the root main and names others below the path that was asked for', () => {
    const files = { 'x/main.tf': PROVIDER, 'x/dev/main.tf': PROVIDER };
    expect(discoverProjects(tree(files), 'x').map(({ name }) => name)).toEqual(['main', 'dev']);
  });

  it('makes one project of each environment, with the shared variables first', () => {
    const found = discoverProjects(
      tree({
        'app/main.tf': PROVIDER,
        'app/common.tfvars': '',
        'app/prod.tfvars': '',
        'app/terraform.tfvars': '',
        'app/x.auto.tfvars': '',
        'app/env/dev.tfvars.json': '{}',
      }),
      '',
    );
    expect(found.map(({ name, varFiles }) => [name, varFiles])).toEqual([
      ['app-dev', ['app/common.tfvars', 'app/env/dev.tfvars.json']],
      ['app-prod', ['app/common.tfvars', 'app/prod.tfvars']],
    ]);
  });

  it('takes the folder for the environment where the file says none', () => {
    const files = {
      'main.tf': PROVIDER,
      'environments/prod/terraform.tfvars': '',
      'environments/staging/terraform.tfvars': '',
    };
    expect(discoverProjects(tree(files), '').map(({ name, varFiles }) => [name, varFiles])).toEqual([
      ['main-prod', ['environments/prod/terraform.tfvars']],
      ['main-staging', ['environments/staging/terraform.tfvars']],
    ]);
  });

  it('uses variable files beside and above the root module', () => {
    const files = { 'infra/app/main.tf': PROVIDER, 'infra/envs/prod.tfvars': '', 'global.tfvars': '' };
    expect(discoverProjects(tree(files), '').map(({ varFiles }) => varFiles)).toEqual([
      ['global.tfvars', 'infra/envs/prod.tfvars'],
    ]);
  });

  it('takes files of any name for environments where none says so', () => {
    const files = { 'main.tf': PROVIDER, 'blue.tfvars': '', 'green.tfvars': '' };
    expect(discoverProjects(tree(files), '').map(({ name }) => name)).toEqual(['main-blue', 'main-green']);
  });
});

describe('a change', () => {
  const files = tree({
    'app/main.tf': PROVIDER + call('../modules/web'),
    'app/templates/user.tpl': '',
    'db/main.tf': `${PROVIDER}locals { c = yamldecode(file("\${path.module}/../settings/db.yaml")) }\n`,
    'modules/web/main.tf': call('../base'),
    'modules/base/main.tf': '',
    'modules/base/files/x.json': '',
    'settings/db.yaml': '',
    'vars/prod.tfvars': '',
  });
  const projects = [
    { path: 'app', varFiles: ['vars/prod.tfvars'] },
    { path: 'db', varFiles: [] },
  ];
  const touched = (...changed: string[]): readonly string[] =>
    affectedProjects(files, { projects, files: changed }).map(({ path }) => path);

  it('touches the project whose files it is in', () => {
    expect(touched('app/main.tf')).toEqual(['app']);
    expect(touched('app/templates/user.tpl')).toEqual(['app']);
    expect(touched('app/deleted.tf')).toEqual(['app']);
  });

  it('reaches projects through modules of modules and their files', () => {
    expect(touched('modules/base/files/x.json')).toEqual(['app']);
  });

  it('reaches projects through variable files and files that an expression names', () => {
    expect(touched('vars/prod.tfvars')).toEqual(['app']);
    expect(touched('settings/db.yaml')).toEqual(['db']);
  });

  it('elsewhere touches none', () => {
    expect(touched('README.md', 'docs/x.tf')).toEqual([]);
  });
});
