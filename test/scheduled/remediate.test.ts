import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';
import { runFinops } from '#test/support/world.ts';

const FILES = {
  'infra/main.tf':
    'provider "aws" {\n  region = "us-east-1"\n}\n\nresource "aws_ebs_volume" "a" {\n  availability_zone = "us-east-1a"\n  size              = 100\n  type              = "gp2"\n}\n\nresource "aws_eip" "b" {}\n',
  '.github/finops.yml': 'version: 1\n',
};
let github: GitHubDouble;
let repository: RepositoryDouble;

beforeEach(async () => {
  github = await startGitHub({ now: () => new Date('2026-11-25T12:00:00Z') });
  repository = github.createRepository('acme/infra', { files: FILES });
});

afterEach(async () => {
  github.verify();
  await github.close();
});

function job(folder: string, more: Readonly<Record<string, string>> = {}) {
  const permissions = { contents: 'write', pull_requests: 'write' } as const;
  const env = {
    ...{ GITHUB_TOKEN: github.workflowToken(repository, permissions), GITHUB_REPOSITORY: 'acme/infra' },
    ...{ GITHUB_API_URL: `${github.url}/api/v3`, PATH: process.env['PATH'] ?? '', ...more },
  };
  return runFinops(['job', 'remediate'], { cwd: folder, env });
}

function checkout(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  execFileSync('git', ['init', '-q', folder]);
  return folder;
}

it('opens what may be opened, says what a person has to do, and twice is once', async () => {
  const folder = checkout(FILES);
  const ran = await job(folder);
  expect(ran).toMatchObject({ status: 0, err: '' });
  expect(ran.out).toContain('2 findings, 1 new pull requests.');
  expect(ran.out).toMatch(/\| ebs-gp2-to-gp3-\w+ \| aws&#95;ebs&#95;volume\.a \| &#36;2\.00 \| \[created\]\(http/);
  expect(ran.out).toContain('by hand&#58; taking the block out destroys the address');
  expect(repository.pull(1).title).toBe('finops: Use gp3 instead of gp2: aws_ebs_volume.a');
  expect((await job(folder)).out).toContain('2 findings, 0 new pull requests.');
  expect(repository.repository.pulls.size).toBe(1);
});

it('of a repository without Terraform finds nothing, and says so', async () => {
  const ran = await job(checkout({ '.github/finops.yml': 'version: 1\n' }));
  expect(ran).toMatchObject({ status: 0, out: 'Nothing to save was found.\n' });
});

it('without a token says in one line what is missing', async () => {
  const ran = await job(checkout(FILES), { GITHUB_TOKEN: '' });
  expect(ran).toMatchObject({ status: 2, out: '' });
  expect(ran.err).toBe('finops: GITHUB_TOKEN is not set; set it to a token for this repository\n');
});

it('whose Terraform does not evaluate proposes nothing that was not proven', async () => {
  const broken = FILES['infra/main.tf'].replace('"gp2"', 'var.nothing');
  const ran = await job(checkout({ ...FILES, 'infra/main.tf': broken }));
  expect(ran.status).toBe(0);
  expect(repository.repository.pulls.size).toBe(0);
});
