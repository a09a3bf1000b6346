import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

const LAMBDA = 'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_lambda_function" "f" {}\n';

describe('finops estimate --usage', () => {
  it('assumes a usage and says so on every quantity', async () => {
    const folder = folderWith({ 'main.tf': LAMBDA });
    const ran = await runFinops(['estimate', folder, '--usage', 'medium', '--format', 'json']);
    const [resource] = JSON.parse(ran.out).projects[0].breakdown.resources;
    const requests = resource.costComponents.find((each: { readonly name: string }) => each.name === 'Requests');
    // 50 million requests at 0.20 a million: https://aws.amazon.com/lambda/pricing/
    expect(requests).toMatchObject({ quantityOrigin: 'assumed', monthlyCost: '10', usageBased: true });
  });

  it('refuses a size it does not know', async () => {
    const ran = await runFinops(['estimate', folderWith({ 'main.tf': LAMBDA }), '--usage', 'huge']);
    expect(ran.status).toBe(2);
    expect(ran.err).toContain('choose small, medium, large');
  });
});

describe('finops estimate --sync-usage-file', () => {
  it('makes the file that is named, and nothing beside it', async () => {
    const folder = folderWith({ 'main.tf': LAMBDA });
    const ran = await runFinops(['estimate', '.', '--usage-file', 'u.yml', '--sync-usage-file'], { cwd: folder });
    expect([ran.status, ran.err]).toEqual([0, '']);
    expect(readFileSync(join(folder, 'u.yml'), 'utf8')).toMatch(
      /^version: 0.1\nresource_usage:\n {2}aws_lambda_function.f:\n {4}monthly_requests: # /,
    );
    expect(readdirSync(folder).sort()).toEqual(['main.tf', 'u.yml']);
  });

  it('writes the file of the configuration', async () => {
    const folder = folderWith({
      '.github/finops.yml': 'version: 1\nusage: usage/all.yml\n',
      'usage/all.yml': 'version: 0.1 # ours\n',
      'main.tf': LAMBDA,
    });
    await runFinops(['estimate', '--sync-usage-file'], { cwd: folder });
    expect(readFileSync(join(folder, 'usage/all.yml'), 'utf8')).toMatch(/# ours\nresource_usage:\n {2}aws_lambda/);
  });

  it('needs to know the file', async () => {
    const ran = await runFinops(['estimate', folderWith({ 'main.tf': LAMBDA }), '--sync-usage-file']);
    expect(ran.status).toBe(2);
    expect(ran.err).toContain('name it with --usage-file FILE');
  });

  it('leaves a file alone that it cannot read', async () => {
    const folder = folderWith({ 'main.tf': LAMBDA, 'u.yml': 'a: [\n' });
    const ran = await runFinops(['estimate', '.', '--usage-file', 'u.yml', '--sync-usage-file'], { cwd: folder });
    expect(ran.status).toBe(2);
    expect(readFileSync(join(folder, 'u.yml'), 'utf8')).toBe('a: [\n');
  });
});

describe('a usage file with faults', () => {
  it('is read as far as it goes, each fault with its line', async () => {
    const text = 'resource_usage:\n  aws_lambda_function.f:\n    monthly_requests: 5 GB\n    monthly_request: 5\n';
    const folder = folderWith({ 'main.tf': LAMBDA, 'u.yml': text });
    const ran = await runFinops(['estimate', '.', '--usage-file', 'u.yml', '--format', 'json'], { cwd: folder });
    expect(ran.status).toBe(0);
    expect(ran.err).toContain('warning: u.yml:3: monthly_requests is not a number of requests');
    expect(ran.err).toContain('warning: u.yml:4: aws_lambda_function has no usage key monthly_request;');
    const [resource] = JSON.parse(ran.out).projects[0].breakdown.resources;
    expect(resource.costComponents[0]).toMatchObject({ priceState: 'usage', monthlyCost: null });
  });

  it('cannot take money off with a negative amount', async () => {
    const text = 'resource_usage:\n  aws_lambda_function.f:\n    monthly_requests: -5000000000\n';
    const folder = folderWith({ 'main.tf': LAMBDA, 'u.yml': text });
    const ran = await runFinops(['estimate', '.', '--usage-file', 'u.yml', '--format', 'json'], { cwd: folder });
    expect(JSON.parse(ran.out).projects[0].breakdown.resources[0].costComponents[0].priceState).toBe('usage');
  });
});

describe('what a usage file states in vain', () => {
  const files = {
    'main.tf': LAMBDA,
    'u.yml':
      'version: 0.1\nresource_usage:\n  aws_lambda_function.f:\n    monthly_request: 5\n    request_duration_ms: 100ms\n',
  };

  it('is a warning with its line, on standard error and in the JSON', async () => {
    const ran = await runFinops(['estimate', '.', '--usage-file', 'u.yml', '--format', 'json'], {
      cwd: folderWith(files),
    });
    expect(ran.status).toBe(0);
    const [unknown, unfit] = ran.err.trim().split('\n');
    expect(unknown).toContain('warning: u.yml:4: aws_lambda_function has no usage key monthly_request; choose ');
    expect(unfit).toContain('warning: u.yml:5: request_duration_ms is not a number of ms, so it does not count; ');
    expect(JSON.parse(ran.out).projects[0].metadata.errors).toMatchObject([
      { isError: false, message: expect.stringContaining('no usage key monthly_request'), data: { line: 4 } },
      { isError: false, message: expect.stringContaining('not a number of ms'), data: { file: 'u.yml', line: 5 } },
    ]);
  });

  it('stands in the comment, once, and does not keep the gate from judging', async () => {
    const cwd = folderWith(files);
    const ran = await runFinops(['gate', '--planned', '.', '--usage-file', 'u.yml', '--format', 'markdown'], { cwd });
    expect([0, 1]).toContain(ran.status);
    expect(ran.out.match(/has no usage key/g)).toHaveLength(1);
    expect(ran.err).toContain('has no usage key monthly\u005frequest');
  });

  it('is printed once by a comparison', async () => {
    const cwd = folderWith({ ...files, 'a/main.tf': LAMBDA, 'b/main.tf': LAMBDA });
    const ran = await runFinops(['diff', '--prior', 'a', '--planned', 'b', '--usage-file', 'u.yml'], { cwd });
    expect(ran.err.match(/has no usage key/g)).toHaveLength(1);
  });
});
