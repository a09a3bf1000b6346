import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

let github: GitHubDouble;
let repository: RepositoryDouble;
const at = { owner: 'acme', repo: 'infra' };

beforeEach(async () => {
  github = await startGitHub();
  repository = github.createRepository('acme/infra', { files: { 'main.tf': 'a\n', 'dir/other.tf': 'b\n' } });
  repository.grant('alice', 'write');
});

afterEach(async () => {
  await github.close();
});

function client(token: string, path = ''): Octokit {
  return new Octokit({ auth: token, baseUrl: `${github.url}${path}` });
}

describe('the GitHub double', () => {
  it('answers about pull requests with what git says, under both addresses', async () => {
    repository.push('feature', { 'main.tf': 'a\nc\n', 'new.tf': 'x\n' }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    for (const path of ['', '/api/v3']) {
      const octokit = client(github.tokenOf('alice'), path);
      const { data: pull } = await octokit.rest.pulls.get({ ...at, pull_number: 1 });
      expect(pull).toMatchObject({ additions: 2, deletions: 0, changed_files: 2, commits: 1, mergeable: true });
      const { data: files } = await octokit.rest.pulls.listFiles({ ...at, pull_number: 1 });
      expect(files.map((file) => [file.filename, file.status, file.patch])).toEqual([
        ['main.tf', 'modified', '@@ -1 +1,2 @@\n a\n+c'],
        ['new.tf', 'added', '@@ -0,0 +1 @@\n+x'],
      ]);
      await octokit.rest.pulls.list({ ...at, head: 'acme:feature' });
      await octokit.rest.pulls.listCommits({ ...at, pull_number: 1 });
      const { data: comparison } = await octokit.rest.repos.compareCommitsWithBasehead({
        ...at,
        basehead: 'main...feature',
      });
      expect(comparison).toMatchObject({
        status: 'ahead',
        ahead_by: 1,
        merge_base_commit: { sha: repository.head('main') },
      });
      await octokit.rest.repos.getContent({ ...at, path: 'dir', ref: 'feature' });
      const { data: tree } = await octokit.rest.git.getTree({
        ...at,
        tree_sha: repository.head('feature'),
        recursive: '1',
      });
      expect(tree.tree.map((entry) => entry.path)).toEqual(['dir', 'dir/other.tf', 'main.tf', 'new.tf']);
      await octokit.rest.git.getBlob({ ...at, file_sha: tree.tree[2]?.sha ?? '' });
      const { data: file } = await octokit.rest.repos.getContent({ ...at, path: 'main.tf', ref: 'feature' });
      expect(Buffer.from((file as { content: string }).content, 'base64').toString()).toBe('a\nc\n');
      const archive = await octokit.rest.repos.downloadTarballArchive({ ...at, ref: 'feature' });
      expect((archive.data as ArrayBuffer).byteLength).toBeGreaterThan(100);
      await octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: repository.head('feature') });
      await octokit.rest.repos.getBranch({ ...at, branch: 'main' });
      await octokit.request('GET /repos/{owner}/{repo}/activity', { ...at, ref: 'refs/heads/feature' });
      await octokit.rest.repos.get(at);
    }
    github.verify();
  });

  it('sends signed webhooks that are valid by the description of GitHub', async () => {
    const { app } = github.createApp({
      slug: 'gate',
      permissions: { checks: 'write', pull_requests: 'write', contents: 'read' },
      events: [
        'push',
        'pull_request',
        'issue_comment',
        'pull_request_review',
        'check_run',
        'check_suite',
        'merge_group',
        'deployment_protection_rule',
      ],
    });
    github.install(app, 'acme');
    repository.push('feature', { 'main.tf': 'a\nc\n' }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    repository.push('feature', { 'main.tf': 'a\nd\n' }, { by: 'alice' });
    repository.comment(1, 'alice', 'hello');
    repository.review(1, 'bob', { state: 'APPROVED', body: 'good' });
    repository.enqueue([1], 'alice');
    github.askProtectionRule(repository, {
      environment: 'production',
      sha: repository.head('main'),
      ref: 'main',
      run: 7,
    });
    repository.mergePull(1, 'alice');
    expect(github.deliveries.all.map((each) => [each.event, each.action].filter(Boolean).join('.'))).toEqual([
      'installation.created',
      'push',
      'pull_request.opened',
      'push',
      'pull_request.synchronize',
      'issue_comment.created',
      'pull_request_review.submitted',
      'merge_group.checks_requested',
      'deployment_protection_rule.requested',
      'pull_request.closed',
      'push',
    ]);
    github.verify();
  });

  it('lets an App in with its JWT and its installation token, and only as far as its permissions go', async () => {
    const { app, privateKey } = github.createApp({
      slug: 'gate',
      permissions: { checks: 'write', contents: 'read' },
      events: ['check_run', 'check_suite'],
    });
    const installation = github.install(app, 'acme');
    const sha = repository.head('main');
    const octokit = new Octokit({
      baseUrl: `${github.url}/api/v3`,
      authStrategy: createAppAuth,
      auth: { appId: app.id, privateKey, installationId: installation.id },
    });
    const { data: run } = await octokit.rest.checks.create({
      ...at,
      name: 'finops/gate',
      head_sha: sha,
      status: 'in_progress',
    });
    await octokit.rest.checks.update({
      ...at,
      check_run_id: run.id,
      conclusion: 'success',
      output: {
        title: 't',
        summary: 's',
        annotations: [{ path: 'main.tf', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'm' }],
      },
    });
    await octokit.rest.checks.listAnnotations({ ...at, check_run_id: run.id });
    const { data: runs } = await octokit.rest.checks.listForRef({
      ...at,
      ref: sha,
      check_name: 'finops/gate',
      app_id: app.id,
    });
    expect(runs.check_runs[0]).toMatchObject({ conclusion: 'success', status: 'completed', app: { slug: 'gate' } });
    const { data: me } = await octokit.rest.apps.getAuthenticated();
    expect(me?.slug).toBe('gate');
    await octokit.rest.apps.listWebhookDeliveries();
    await expect(octokit.rest.issues.createComment({ ...at, issue_number: 1, body: 'x' })).rejects.toMatchObject({
      status: 403,
    });
    await expect(client('wrong').rest.apps.getAuthenticated()).rejects.toMatchObject({ status: 401 });
    github.rerequest(repository, { check: run.id, by: 'alice' });
    github.rerequest(repository, { check: run.id, by: 'alice', whole: 'suite' });
    github.requestAction(repository, { check: run.id, by: 'alice', identifier: 'recheck' });
    github.verify();
  });

  it('fails loudly on what it does not model and on what GitHub would not take', async () => {
    const octokit = client(github.tokenOf('alice'));
    await expect(octokit.rest.gists.list()).rejects.toMatchObject({ status: 500 });
    expect(() => github.verify()).toThrow('the double does not model GET /gists');
    await octokit.request('POST /repos/{owner}/{repo}/labels', { ...at, name: 'x', colour: 'red' }).catch(() => null);
    expect(() => github.verify()).toThrow('has no property colour');
    await octokit.graphql('{ viewer { logins } }').catch(() => null);
    expect(() => github.verify()).toThrow('logins');
  });
});
