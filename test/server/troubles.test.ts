import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppFixture, startApp, waitFor } from '#test/support/github/app-fixture.ts';
import { expectToEndWell } from '#test/support/github/ends-well.ts';

let app: AppFixture;
/** How far the App's clock is ahead, milliseconds. */
let ahead = 0;

beforeEach(async () => {
  ahead = 0;
  app = await startApp({ now: () => new Date(Date.now() + ahead) });
});

afterEach(async () => {
  try {
    await expectToEndWell(app);
  } finally {
    await app.close();
  }
  app.github.verify();
});

function check(sha: string) {
  return app.repository.checks(sha).at(-1);
}

function propose(cost: string): string {
  const sha = app.repository.push('feature', { 'cost.txt': cost }, { by: 'alice' });
  app.repository.openPull({ head: 'feature', by: 'alice' });
  return sha;
}

function postponed(): number {
  return app.log.filter((line) => line.includes('a job will be done again')).length;
}

describe('a review ends with one check and one comment', () => {
  it('when GitHub wants to hear nothing for an hour', async () => {
    app.github.fail({ kind: 'primary-limit', path: /\/compare\//, retryAfterSeconds: 3600 });
    const sha = propose('50');
    await waitFor(() => postponed() > 0);
    const calls = app.github.calls.length;
    await new Promise((done) => setTimeout(done, 300));
    expect(app.github.calls).toHaveLength(calls);
    ahead = 3_590_000;
    await new Promise((done) => setTimeout(done, 200));
    expect(app.github.calls).toHaveLength(calls);
    ahead = 3_610_000;
    await app.settled();
    expect(app.repository.checks(sha).map((each) => each.conclusion)).toEqual(['success']);
    expect(app.repository.comments(1)).toHaveLength(1);
  });

  it('when GitHub is down for ten minutes', async () => {
    app.github.fail({ kind: 'down', times: 100_000 });
    const sha = propose('50');
    await waitFor(() => postponed() > 0);
    for (let minute = 0; minute < 10; minute++) {
      ahead += 60_000;
      await new Promise((done) => setTimeout(done, 60));
    }
    expect(check(sha)).toBeUndefined();
    app.github.clearFailures();
    ahead += 300_000;
    await app.settled();
    expect(app.repository.checks(sha).map((each) => each.conclusion)).toEqual(['success']);
    expect(app.repository.comments(1)).toHaveLength(1);
  });

  it.each(['bad-gateway', 'cut-off', 'secondary-limit', 'down'] as const)(
    'when the comment was written but the answer is lost (%s)',
    async (kind) => {
      app.github.fail({ kind, method: 'POST', path: /\/comments$/, afterwards: true, retryAfterSeconds: 1 });
      const sha = propose('500');
      await waitFor(() => postponed() > 0 || app.repository.comments(1).length > 0);
      ahead += 60_000;
      await app.settled();
      expect(check(sha)).toMatchObject({ status: 'completed', conclusion: 'action_required' });
      expect(app.repository.comments(1)).toHaveLength(1);
      expect(app.repository.repository.checks.size).toBe(1);
    },
  );

  it('when its right to write checks is lost half-way and comes back', async () => {
    const { permissions } = app.installation;
    let isLost = false;
    app.github.watch((moment, { method, path }) => {
      if (moment === 'after' && method === 'POST' && path.endsWith('/check-runs') && !isLost) {
        isLost = true;
        app.github.fail({ kind: 'forbidden', path: /check-runs/, times: 100_000 });
      }
    });
    const sha = propose('50');
    await app.settled();
    expect(check(sha)).toMatchObject({ status: 'in_progress' });
    app.github.clearFailures();
    expect(permissions['checks']).toBe('write');
    ahead += 120_000;
    expect((await app.server.upkeep()).reaped).toBe(1);
    await app.settled();
    expect(check(sha)).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect((await app.server.upkeep()).reaped).toBe(0);
  });

  it('when the webhook never arrived: the delivery is asked for again', async () => {
    app.app.app.webhook = { url: 'http://127.0.0.1:9/', secret: 'x' };
    const sha = propose('50');
    await app.settled();
    expect(check(sha)).toBeUndefined();
    app.github.deliverTo(app.app.app, { url: `${app.server.url}/api/github/webhooks`, secret: 'wrong' });
    await app.server.upkeep();
    await app.settled();
    expect(check(sha)).toBeUndefined();
    app.github.deliverTo(app.app.app, {
      url: `${app.server.url}/api/github/webhooks`,
      secret: app.options.app.webhookSecret,
    });
    expect((await app.server.upkeep()).recovered).toBeGreaterThan(0);
    await app.settled();
    expect(app.repository.checks(sha).map((each) => each.conclusion)).toEqual(['success']);
    expect((await app.server.upkeep()).recovered).toBe(0);
  });

  it('when deliveries come late and in the wrong order', async () => {
    app.github.deliveries.held = true;
    const first = propose('50');
    const second = app.repository.push('feature', { 'cost.txt': '500' }, { by: 'alice' });
    app.github.deliveries.held = false;
    for (const delivery of app.github.deliveries.all.toReversed()) {
      if (delivery.event !== 'installation') await app.github.deliveries.send(delivery);
      await app.settled();
    }
    expect(check(second)).toMatchObject({ conclusion: 'action_required' });
    // The older head was never asked about after the newer one was there.
    expect(check(first)).toBeUndefined();
    expect(app.repository.comments(1)).toHaveLength(1);
    expect(app.repository.comments(1)[0]?.body).toContain('Costs 500');
  });
});

describe('a storm', () => {
  /** `FINOPS_STORM=400` is a small one, for whoever works on it. */
  const size = Number(process.env['FINOPS_STORM'] ?? 10_000);

  it(`of ${size} deliveries, 30 % of them twice and all in no order, ends with one right check for each head`, {
    timeout: 600_000,
  }, async () => {
    app.github.deliveries.held = true;
    const heads: string[] = [];
    for (let number = 1; number <= 8; number++) {
      const branch = `feature-${number}`;
      app.repository.push(branch, { 'cost.txt': '1' }, { by: 'alice', from: 'main' });
      app.repository.openPull({ head: branch, by: 'alice' });
      app.repository.push(branch, { 'cost.txt': '20' }, { by: 'alice' });
      heads.push(app.repository.push(branch, { 'cost.txt': number % 2 === 0 ? '500' : '50' }, { by: 'alice' }));
    }
    const sent = app.github.deliveries.all.filter((each) => each.event !== 'installation');
    const unique = Array.from({ length: Math.round(size * 0.7) }, (_, index) => {
      const delivery = sent[index % sent.length];
      return delivery && { ...delivery, guid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` };
    }).filter((each) => each !== undefined);
    const storm = shuffle([...unique, ...unique.slice(0, size - unique.length)]);
    const codes = new Map<number, number>();
    const queue = [...storm];
    async function drain(): Promise<void> {
      for (let delivery = queue.pop(); delivery; delivery = queue.pop()) {
        const code = await app.github.deliveries.send(delivery);
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    }
    await Promise.all(Array.from({ length: 16 }, drain));
    app.github.deliveries.held = false;
    await waitFor(async () => [...codes.values()].reduce((sum, each) => sum + each, 0) === storm.length);
    await app.settled();
    expect([...codes]).toEqual([[202, size]]);
    const verdicts = heads.map((sha) => check(sha)?.conclusion);
    expect(verdicts).toEqual(heads.map((_, index) => (index % 2 === 1 ? 'action_required' : 'success')));
    for (let number = 1; number <= 8; number++) expect(app.repository.comments(number)).toHaveLength(1);
    const open = [...app.repository.repository.checks.values()].filter((each) => each.status !== 'completed');
    expect(open).toEqual([]);
  });
});

/** Fisher and Yates, with a generator that is the same on every run. */
function shuffle<T>(items: readonly T[]): readonly T[] {
  const result = [...items];
  let state = 42;
  for (let end = result.length - 1; end > 0; end--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const at = state % (end + 1);
    const one = result[end] as T;
    result[end] = result[at] as T;
    result[at] = one;
  }
  return result;
}
