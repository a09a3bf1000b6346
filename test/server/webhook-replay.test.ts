import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, SECRET, startApp } from '#test/support/github/app-fixture.ts';
import { signatureOf } from '#test/support/github/deliveries.ts';

/** Payloads that GitHub really sent, from github.com and from Enterprise Server 3.1 to 3.5. */
const require = createRequire(import.meta.url);
const FOLDER = dirname(require.resolve('@octokit/webhooks-examples/package.json'));

interface Example {
  readonly event: string;
  readonly file: string;
  readonly text: string;
}

const examples: readonly Example[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
  .flatMap((server) => {
    const index = JSON.parse(readFileSync(join(FOLDER, server.name, 'index.json'), 'utf8')) as readonly {
      readonly name: string;
      readonly examples: readonly unknown[];
    }[];
    return index.flatMap(({ name, examples }) =>
      examples.map((each, at) => ({
        event: name,
        file: `${server.name} ${name} ${at}`,
        text: JSON.stringify(each),
      })),
    );
  });

let app: AppFixture;

beforeAll(async () => {
  // No worker: what is asked for stays in the queue, to be looked at.
  app = await startApp({ options: { workers: 0 } });
});
afterAll(() => app.close());

async function post(
  example: Omit<Example, 'file'>,
  changes: { readonly signature?: string; readonly guid?: string } = {},
): Promise<{ readonly status: number; readonly outcome: string | undefined }> {
  const answer = await fetch(`${app.server.url}/api/github/webhooks`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': example.event,
      'x-github-delivery': changes.guid ?? randomUUID(),
      'x-hub-signature-256': changes.signature ?? signatureOf(example.text, SECRET),
    },
    body: example.text,
  });
  const { outcome } = (await answer.json()) as { outcome?: string };
  return { status: answer.status, outcome };
}

function jobs() {
  return app.database.tables.selectFrom('jobs').selectAll().execute();
}

describe('webhooks that GitHub really sent', () => {
  it('are all taken, with and without an installation, and none is unreadable', { timeout: 120_000 }, async () => {
    expect(examples.length).toBeGreaterThan(200);
    const refused: string[] = [];
    for (const example of examples) {
      const { status } = await post(example);
      if (status !== 202) refused.push(`${status} ${example.file}`);
    }
    expect(refused).toEqual([]);
    expect(app.log.filter((line) => line.includes('not as documented'))).toEqual([]);
  });

  it('ask for a judgement when a pull request changes, and for nothing when it does not concern the gate', async () => {
    await app.database.tables.deleteFrom('jobs').execute();
    const withInstallation = examples
      .map((each) => ({ ...each, payload: JSON.parse(each.text) as Record<string, unknown> }))
      .filter((each) => each.payload['installation'] && each.payload['repository']);
    const opened = withInstallation.find(
      (each) => each.event === 'pull_request' && each.payload['action'] === 'opened',
    );
    const synthetic = examples.find((each) => each.event === 'pull_request' && each.text.includes('"opened"'));
    const payload = opened?.payload ?? { ...JSON.parse(synthetic?.text ?? '{}'), installation: { id: 7 } };
    await post({ event: 'pull_request', text: JSON.stringify(payload) });
    expect((await jobs()).map((each) => each.kind)).toEqual(['pull']);
    const star = examples.find((each) => each.event === 'star');
    await post({ event: 'star', text: JSON.stringify({ ...JSON.parse(star?.text ?? '{}'), installation: { id: 7 } }) });
    expect(await jobs()).toHaveLength(1);
  });

  it('are refused with a wrong signature, or none', async () => {
    const [example = { event: '', text: '' }] = examples;
    expect((await post(example, { signature: signatureOf(example.text, 'another secret') })).status).toBe(401);
    expect((await post(example, { signature: '' })).status).toBe(401);
    expect((await post(example, { signature: 'sha256=00' })).status).toBe(401);
  });

  it('are known when they come again', async () => {
    const [example = { event: '', text: '' }] = examples;
    const guid = randomUUID();
    expect(await post(example, { guid })).toEqual({ status: 202, outcome: 'accepted' });
    expect(await post(example, { guid })).toEqual({ status: 202, outcome: 'duplicate' });
  });
});

describe('the server', () => {
  it('says that it is alive, ready and well, and what it did', async () => {
    for (const path of ['/healthz', '/readyz', '/health']) {
      const answer = await fetch(app.server.url + path);
      expect([path, answer.status, ((await answer.json()) as { status: string }).status]).toEqual([path, 200, 'ok']);
    }
    const metrics = await (await fetch(`${app.server.url}/metrics`)).text();
    expect(metrics).toMatch(/^finops_deliveries_total\{outcome="accepted"\} \d+$/m);
    expect(metrics).toMatch(/^finops_queue_jobs \d+$/m);
  });

  it('answers what is not there with a problem document', async () => {
    const answer = await fetch(`${app.server.url}/nothing`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});
