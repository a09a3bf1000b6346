import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { sharedPath } from '#test/support/shared.ts';
import { runFinops } from '#test/support/world.ts';

const LAMBDA = 'resource "aws_lambda_function" "f" {\n  memory_size = 128\n}\n';
const usage = (requests: number): string =>
  `version: 0.1\nresource_usage:\n  aws_lambda_function.f:\n    monthly_requests: ${requests}\n`;

interface Project {
  readonly name: string;
  readonly breakdown: {
    readonly resources: readonly { readonly name: string; readonly costComponents: readonly Row[] }[];
  };
}
interface Row {
  readonly name: string;
  readonly monthlyQuantity: string | null;
}

async function estimate(folder: string): Promise<readonly Project[]> {
  const ran = await runFinops(['estimate', folder, '--format', 'json']);
  expect(ran.status).toBe(0);
  return JSON.parse(ran.out).projects;
}

/** Requests are billed by the million: https://aws.amazon.com/lambda/pricing (read 2026-11-25). */
function requests(project: Project | undefined): string | null | undefined {
  return project?.breakdown.resources[0]?.costComponents.find(({ name }) => name === 'Requests')?.monthlyQuantity;
}

describe('the usage file of one project', () => {
  const files = {
    'a/main.tf': LAMBDA,
    'b/main.tf': LAMBDA,
    'c/main.tf': LAMBDA,
    'usage.yml': usage(1_000_000),
    'b-usage.yml': usage(3_000_000),
    'c/usage.yml': usage(5_000_000),
  };

  it('counts in place of the common one, and for that project alone', async () => {
    const config =
      'version: 1\nusage: usage.yml\nprojects:\n  - path: a\n  - path: b\n    usage: b-usage.yml\n  - path: c\n    name: see\n    usage: c/usage.yml\n';
    const found = await estimate(folderWith({ ...files, '.github/finops.yml': config }));
    expect(found.map((each) => [each.name, requests(each)])).toEqual([
      ['a', '1'],
      ['b', '3'],
      ['see', '5'],
    ]);
  });

  it('that does not exist is an error with its place', async () => {
    const config = 'version: 1\nprojects:\n  - path: a\n    usage: absent.yml\n';
    const ran = await runFinops(['estimate', folderWith({ ...files, '.github/finops.yml': config })]);
    expect([ran.status, ran.err]).toEqual([2, expect.stringContaining('absent.yml')]);
  });
});

describe('projects of the configuration', () => {
  it('take variables that are lists and mappings, and their own environment', async () => {
    const main =
      'variable "n" { type = list(object({ size = number })) }\nvariable "t" { type = string }\nresource "aws_ebs_volume" "v" {\n  count = length(var.n)\n  size  = var.n[count.index].size\n}\nresource "aws_instance" "i" {\n  instance_type = var.t\n}\n';
    const config =
      'version: 1\nprojects:\n  - path: .\n    vars: { n: [{ size: 5 }, { size: 6 }] }\n    env: { TF_VAR_t: t3.large, OTHER: x }\n';
    const [project] = await estimate(folderWith({ 'main.tf': main, '.github/finops.yml': config }));
    expect(project?.breakdown.resources.map(({ name }) => name).sort()).toEqual([
      'aws_ebs_volume.v[0]',
      'aws_ebs_volume.v[1]',
      'aws_instance.i',
    ]);
  });

  it('that hold no Terraform stand for the root modules below', async () => {
    const config = 'version: 1\nprojects:\n  - path: envs\n    name: all\n';
    const files = { 'envs/dev/main.tf': LAMBDA, 'envs/prod/main.tf': LAMBDA, 'other/main.tf': LAMBDA };
    const found = await estimate(folderWith({ ...files, '.github/finops.yml': config }));
    expect(found.map(({ name }) => name)).toEqual(['all/dev', 'all/prod']);
  });

  it('leave out what is excluded when they are discovered', async () => {
    const files = { 'a/main.tf': LAMBDA, 'test/x/main.tf': LAMBDA, 'b/test/main.tf': LAMBDA, 'c/d/main.tf': LAMBDA };
    const config = 'version: 1\nexclude: [test, "c/*"]\n';
    const found = await estimate(folderWith({ ...files, '.github/finops.yml': config }));
    expect(found.map(({ name }) => name)).toEqual(['a']);
  });
});

describe('infracost.yml.tmpl', () => {
  it('is rendered where there is no other configuration', async () => {
    const template = `version: 0.1
projects:
{{- range $p := matchPaths "envs/:env/terraform.tfvars" }}
  - path: .
    name: {{ $p.env }}
    terraform_var_files: [{{ $p._path }}]
{{- end }}
`;
    const found = await estimate(
      folderWith({
        'main.tf': 'variable "n" {}\nresource "aws_ebs_volume" "v" {\n  count = var.n\n  size = 1\n}\n',
        'envs/dev/terraform.tfvars': 'n = 1\n',
        'envs/prod/terraform.tfvars': 'n = 2\n',
        'infracost.yml.tmpl': template,
      }),
    );
    expect(found.map((each) => [each.name, each.breakdown.resources.length])).toEqual([
      ['dev', 1],
      ['prod', 2],
    ]);
  });
});

const cases = sharedPath('data/terraform/module-cases');

describe.skipIf(cases === null)('the configuration files of the evaluation cases', () => {
  const names = readdirSync(cases ?? '.').filter((name) => existsSync(join(cases ?? '', name, 'infracost.yml')));

  it('are all there', () => expect(names.length).toBe(4));

  it.each(names)('%s gives exactly the projects with their billed resources', async (name) => {
    // The paths in the files are those of the repository that they come from.
    const root = mkdtempSync(join(tmpdir(), 'finops-case-'));
    cpSync(join(cases ?? '', name), join(root, 'testdata', name), { recursive: true, mode: 0 });
    renameSync(join(root, 'testdata', name, 'infracost.yml'), join(root, 'infracost.yml'));
    const wanted = JSON.parse(readFileSync(join(cases ?? '', name, 'expected.json'), 'utf8')) as {
      readonly projects: readonly { readonly resources: readonly { readonly address: string }[] }[];
    };
    const found = await estimate(root);
    expect(found.map((each) => each.breakdown.resources.map((resource) => resource.name).sort())).toEqual(
      wanted.projects.map(({ resources }) => resources.map(({ address }) => address).sort()),
    );
  });
});
