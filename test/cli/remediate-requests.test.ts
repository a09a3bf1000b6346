import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';
import { runFinops } from '#test/support/world.ts';

const volume = (name: string): string =>
  `resource "aws_ebs_volume" "${name}" {\n  availability_zone = "us-east-1a"\n  size              = 100\n  type              = "gp2"\n}\n`;
const FILES = {
  'a.tf': `provider "aws" {\n  region = "us-east-1"\n}\n\n${volume('a')}`,
  'b.tf': volume('b'),
  '.github/finops.yml': 'version: 1\n',
  CODEOWNERS: '*.tf @ann @acme/platform\n',
};

let github: GitHubDouble;
let repository: RepositoryDouble;
let folder: string;

function finops(...argv: readonly string[]) {
  const permissions = { contents: 'write', pull_requests: 'write', issues: 'write' } as const;
  const env = {
    GITHUB_TOKEN: github.workflowToken(repository, permissions),
    GITHUB_REPOSITORY: 'acme/infra',
    GITHUB_API_URL: `${github.url}/api/v3`,
    PATH: process.env['PATH'] ?? '',
  };
  return runFinops(['remediate', ...argv], { cwd: folder, env });
}

function checkout(files: Readonly<Record<string, string>>): void {
  folder = folderWith(files);
  execFileSync('git', ['init', '-q', folder]);
}

beforeEach(async () => {
  github = await startGitHub({ now: () => new Date('2026-11-25T12:00:00Z') });
  repository = github.createRepository('acme/infra', { files: FILES });
  repository.grant('ann', 'write');
  checkout(FILES);
});

afterEach(async () => {
  github.verify();
  await github.close();
});

describe('finops remediate plan --pull-request', () => {
  it('opens one pull request a finding, with the edit, the reasons and the owners, and changes nothing here', async () => {
    const ran = await finops('plan', '--pull-request');
    expect(ran).toMatchObject({ status: 0, err: '' });
    const [first, second] = [...repository.repository.pulls.values()];
    expect(second?.title).toMatch(/^finops: Use gp3 instead of gp2: aws_ebs_volume\.[ab]$/);
    expect(first?.head.ref).toMatch(/^finops\/ebs-gp2-to-gp3-[0-9a-f]{10}$/);
    expect(first?.body).toContain('<!-- finops:finops/ebs-gp2-to-gp3-');
    expect(first?.body).toContain('**Saves** &#36;2.00 a month at list prices.');
    expect(first?.body).toContain('**To undo it**');
    expect([...(first?.assignees ?? [])]).toEqual(['ann']);
    expect([...(first?.labels ?? [])]).toEqual(['finops']);
    const { git } = repository.repository;
    const [change] = git.changes(repository.head('main'), first?.head.sha ?? '');
    const text = git.blob(change?.sha ?? '')?.toString();
    expect(text).toBe(FILES[change?.path as 'a.tf'].replace('gp2', 'gp3'));
    expect(readFileSync(join(folder, 'a.tf'), 'utf8')).toBe(FILES['a.tf']);
    expect(ran.out.match(/created {2}http/g)).toHaveLength(2);
  });

  it('twice is once', async () => {
    await finops('plan', '--pull-request');
    const heads = [...repository.repository.pulls.values()].map((each) => each.head.sha);
    const again = await finops('plan', '--pull-request');
    expect(again.out.match(/unchanged/g)).toHaveLength(2);
    expect([...repository.repository.pulls.values()].map((each) => each.head.sha)).toEqual(heads);
  });

  it('opens no more than the limits allow, of those that are open and within an hour', async () => {
    checkout({ ...FILES, '.github/finops.yml': 'version: 1\nremediation:\n  pullRequests: { concurrent: 1 }\n' });
    const ran = await finops('plan', '--pull-request');
    expect(ran.out).toMatch(/created.*\n.*limited/);
    expect(repository.repository.pulls.size).toBe(1);
  });

  it('remembers that somebody declined one', async () => {
    await finops('plan', '--pull-request');
    repository.closePull(1, 'ann');
    const ran = await finops('plan', '--pull-request');
    expect(ran.out).toContain('declined');
    expect(repository.pull(1).state).toBe('closed');
    expect(repository.repository.pulls.size).toBe(2);
  });

  it('leaves a branch to whoever pushed to it', async () => {
    await finops('plan', '--pull-request');
    const { ref } = repository.pull(1).head;
    const sha = repository.push(ref, { 'a.tf': 'mine\n', 'b.tf': 'mine\n' }, { by: 'ann' });
    const ran = await finops('plan', '--pull-request');
    expect(ran.out).toContain('edited');
    expect(repository.head(ref)).toBe(sha);
  });

  it('does nothing where the base is not what was read here', async () => {
    repository.push('main', { 'a.tf': `${FILES['a.tf']}# new\n` }, { by: 'ann' });
    const ran = await finops('plan', '--pull-request');
    expect(ran.out).toContain('moved');
    expect(repository.repository.pulls.size).toBe(1);
  });

  it('goes on where a run before it was ended half-way', async () => {
    github.fail({ kind: 'bad-gateway', method: 'POST', path: /\/pulls$/ });
    expect((await finops('plan', '--pull-request')).status).toBe(4);
    expect(repository.repository.pulls.size).toBe(0);
    await finops('plan', '--pull-request');
    expect(repository.repository.pulls.size).toBe(2);
  });

  it('says in one line what is missing', async () => {
    const ran = await runFinops(['remediate', 'plan', '--pull-request'], { cwd: folder });
    expect(ran).toMatchObject({
      status: 2,
      err: 'finops: GITHUB_TOKEN is not set; set it to a token for this repository\n',
    });
  });
});

describe('finops remediate verify', () => {
  it('says which merged edits stand in the code, and which are found again', async () => {
    await finops('plan', '--pull-request');
    for (const number of [1, 2]) repository.mergePull(number, 'ann');
    checkout({ ...FILES, 'a.tf': FILES['a.tf'].replace('gp2', 'gp3') });
    const ran = await finops('verify');
    expect(ran.status).toBe(1);
    expect(ran.out).toContain('Nothing was executed yet.');
    expect(ran.out.match(/in-code/g)).toHaveLength(1);
    expect(ran.out.match(/found-again/g)).toHaveLength(1);
  });
});

describe('finops remediate plan ID', () => {
  it('writes the edit into the working tree, and only that one', async () => {
    const found = JSON.parse((await finops('find', '--format', 'json')).out);
    const id = found.findings.find(
      (each: { resources: { address: string }[] }) => each.resources[0]?.address === 'aws_ebs_volume.b',
    ).id;
    expect((await finops('plan', id)).status).toBe(0);
    expect(readFileSync(join(folder, 'b.tf'), 'utf8')).toBe(FILES['b.tf'].replace('gp2', 'gp3'));
    expect(readFileSync(join(folder, 'a.tf'), 'utf8')).toBe(FILES['a.tf']);
    expect((await finops('plan', id)).err).toContain(`there is no finding ${id}`);
  });

  it('shows all edits without one, and writes none', async () => {
    const ran = await finops('plan');
    expect(ran.out.match(/^-.*"gp2"$/gm)).toHaveLength(2);
    expect(readFileSync(join(folder, 'b.tf'), 'utf8')).toBe(FILES['b.tf']);
  });
});
