import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest, SECRET, waitFor } from '#test/support/github/app-fixture.ts';
import { type DoubleApp, type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';
import { repositoryRoot } from '#test/support/shared.ts';

/** A NAT gateway in us-east-1 is $0.045 an hour (https://aws.amazon.com/vpc/pricing/, read 2026-11-25). */
const MAIN = 'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_nat_gateway" "a" {}\n';

let folder: string;
let github: GitHubDouble;
let app: DoubleApp;
let repository: RepositoryDouble;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'finops-serve-'));
  github = await startGitHub();
  const { default_permissions: permissions, default_events: events } = readManifest();
  app = github.createApp({ slug: 'finops-gate', permissions, events });
  repository = github.createRepository('acme/infra');
  repository.grant('alice', 'write');
});

afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});

function settings(): Record<string, string> {
  return {
    APP_ID: String(app.app.id),
    PRIVATE_KEY: app.privateKey.replaceAll('\n', '\\n'),
    WEBHOOK_SECRET: SECRET,
    GHE_HOST: new URL(github.url).host,
    GHE_PROTOCOL: 'http',
    HOST: '127.0.0.1',
    PORT: '0',
  };
}

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
}

/** On a machine with nothing of ours but the environment that is given. */
function finops(argv: readonly string[], env: Readonly<Record<string, string>>): Run {
  const child = spawn(process.execPath, [join(repositoryRoot, 'app/cli.ts'), ...argv], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, out: () => out, err: () => err, ended };
}

describe('finops serve', () => {
  it.each([
    ['APP_ID', {}],
    ['APP_ID', { APP_ID: 'abc' }],
    ['WEBHOOK_SECRET', { APP_ID: '1', PRIVATE_KEY: 'x' }],
    ['PRIVATE_KEY', { APP_ID: '1', WEBHOOK_SECRET: 's' }],
    ['PRIVATE_KEY', { APP_ID: '1', WEBHOOK_SECRET: 's', PRIVATE_KEY: 'not a key' }],
    ['PORT', { APP_ID: '1', WEBHOOK_SECRET: 's', PRIVATE_KEY: 'x', PORT: '99999' }],
    [
      'FINOPS_DATABASE_URL',
      { APP_ID: '1', WEBHOOK_SECRET: 's', PRIVATE_KEY: '-----BEGIN', FINOPS_DATABASE_URL: 'mysql://a:b@c' },
    ],
  ])('says in one line that %s is missing or wrong, and what to do', async (name, env) => {
    const run = finops(['serve'], env);
    expect(await run.ended).toBe(2);
    expect(run.err().trimEnd().split('\n')).toHaveLength(1);
    expect(run.err()).toContain(name);
    expect(run.err()).toMatch(/is missing or wrong; set|no PEM key; set|not a database address: .*; set/);
    expect(run.err()).not.toContain('a:b@');
  });

  it('says when its port is taken or its database does not answer, and ends', async () => {
    const taken = new URL(github.url).port;
    const busy = finops(['serve'], { ...settings(), PORT: taken });
    expect([await busy.ended, busy.err()]).toEqual([2, expect.stringMatching(/port \d+ .*EADDRINUSE; set PORT/)]);
    const away = finops(['serve'], { ...settings(), FINOPS_DATABASE_URL: 'postgres://me:pw@127.0.0.1:9/x' });
    expect([await away.ended, away.err()]).toEqual([4, expect.stringMatching(/database cannot be opened: .*; check/)]);
    expect(away.err()).not.toContain('pw@');
  });

  it('starts on an empty machine, judges, tells how it is, and ends in order', async () => {
    const run = finops(['serve'], settings());
    try {
      await waitFor(() => run.err().includes('"serving"'));
      const url = /"url":"(http[^"]+)"/.exec(run.err())?.[1] ?? '';
      for (const path of ['/healthz', '/readyz', '/health']) expect((await fetch(url + path)).status).toBe(200);
      github.deliverTo(app.app, { url: `${url}/api/github/webhooks`, secret: SECRET });
      github.install(app.app, 'acme');
      const sha = repository.push('feature', { 'infra/main.tf': MAIN }, { by: 'alice' });
      repository.openPull({ head: 'feature', by: 'alice' });
      await waitFor(() => repository.comments(1).length > 0);
      expect(repository.checks(sha).map((each) => each.conclusion)).toEqual(['success']);
      expect(repository.comments(1)[0]?.body).toContain('+$32.85');
      await waitFor(async () =>
        (await (await fetch(`${url}/metrics`)).text()).includes('finops_reviews_total{conclusion="success"} 1'),
      );
      repository.push(
        'feature',
        { 'infra/more.tf': MAIN.replace('"a"', '"b"').replace(/provider[^}]*}/, '') },
        { by: 'alice' },
      );
      await github.deliveries.settled();
    } finally {
      run.child.kill('SIGTERM');
    }
    expect(await run.ended).toBe(0);
    // What was at hand is finished, and nothing is left in progress.
    expect([...repository.repository.checks.values()].filter((each) => each.status !== 'completed')).toEqual([]);
    github.verify();
  });
});

describe('finops doctor', () => {
  it('has nothing against a machine without an App', async () => {
    const run = finops(['doctor'], {});
    expect(await run.ended).toBe(0);
    expect(run.out()).toMatch(/– GitHub App +not set up/);
  });

  it('asks GitHub whether it knows the App, and the database whether it answers', async () => {
    const known = finops(['doctor'], settings());
    expect(await known.ended).toBe(0);
    expect(known.out()).toMatch(/✓ GitHub App +finops-gate\[bot\] on http/);
    expect(known.out()).toMatch(/✓ Database +.*finops\.db will be made/);
    const wrong = finops(['doctor'], {
      ...settings(),
      APP_ID: '424242',
      FINOPS_DATABASE_URL: 'postgres://me:pw@127.0.0.1:9/x',
    });
    expect(await wrong.ended).toBe(2);
    expect(wrong.out()).toMatch(/✗ GitHub App .*401/);
    expect(wrong.out()).toMatch(/✗ Database /);
    expect(wrong.out()).not.toContain('pw@');
    const missing = finops(['doctor'], { APP_ID: '1' });
    expect(await missing.ended).toBe(2);
    expect(missing.out()).toMatch(/✗ GitHub App +WEBHOOK_SECRET is missing or wrong/);
  });
});
