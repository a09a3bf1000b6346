import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '#app/budgets/month.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

let server: Server;
let received: { text: string }[];
let status: number;
let env: Readonly<Record<string, string>>;

beforeEach(async () => {
  received = [];
  status = 200;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      if (status === 200) received.push(JSON.parse(body));
      response.writeHead(status).end(status === 200 ? 'ok' : 'no_service');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  env = { SLACK_WEBHOOK_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/secret-path` };
});
afterEach(async () => {
  await new Promise((done) => server.close(done));
});

const ROUTES = `notify:
  - { kind: slack, severities: [info, warn, critical] }
`;
const MAIL = '  - { kind: email }\n';

/** 10 a day of the team shop, from October to 24 November; the limit is 290 a month. */
async function repositoryWith(routes: string, limit = 290): Promise<string> {
  const cwd = folderWith({
    '.github/finops.yml': `version: 1\nbudgets: .finops/budgets.yml\n${routes}`,
    '.finops/budgets.yml': `- { id: shop, team: shop, limit: ${limit} }\n`,
    '.finops/allocation.yml': 'version: 1\nrules:\n  - { id: team, owner: { tag: team } }\n',
  });
  const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
  await migrate(database);
  const rows = [];
  for (let day = '2026-10-01'; day <= '2026-11-24'; day = addDays(day, 1)) {
    const period = { ChargePeriodStart: `${day}T00:00:00Z`, ChargePeriodEnd: `${addDays(day, 1)}T00:00:00Z` };
    rows.push(charge({ ...period, EffectiveCost: '10', BilledCost: '10', Tags: '{"team":"shop"}' }));
  }
  await putCharges(rows, database);
  await database.tables.destroy();
  return cwd;
}

describe('finops job report', () => {
  it('prints the weekly and tells the week and a budget that will be over, each once', async () => {
    const cwd = await repositoryWith(ROUTES);
    const ran = await runFinops(['job', 'report'], { cwd, env });
    expect([ran.status, ran.err]).toEqual([0, 'finops: 3 notices sent\n']);
    expect(ran.out).toContain('# Cloud cost, week of 2026-11-16');
    expect(received.map(({ text }) => text)).toEqual([
      'ℹ️ Cloud cost, week of 2026-11-16: $70 (0 %)',
      // 240 of 290.
      'ℹ️ Budget shop is used to 75 % in 2026-11',
      '⚠️ Budget shop is expected to be over its limit in 2026-11',
    ]);
    const again = await runFinops(['job', 'report'], { cwd, env });
    expect([again.status, again.err, received.length]).toEqual([0, '', 3]);
  });

  it('says that a matter is over when it is, and only where it was told', async () => {
    const cwd = await repositoryWith(ROUTES);
    await runFinops(['job', 'report'], { cwd, env });
    const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
    const period = { ChargePeriodStart: '2026-11-02T00:00:00Z', ChargePeriodEnd: '2026-11-03T00:00:00Z' };
    const credit = { ChargeCategory: 'Credit', EffectiveCost: '-50', Tags: '{"team":"shop"}' };
    await putCharges([charge({ ...period, ...credit })], database);
    await database.tables.destroy();
    await runFinops(['job', 'report'], { cwd, env });
    // 190 of 290 are billed now, which is another step, and 250 expected.
    expect(received.slice(3).map(({ text }) => text)).toEqual([
      'ℹ️ Budget shop is used to 50 % in 2026-11',
      '✅ Over: Budget shop is expected to be over its limit in 2026-11',
    ]);
  });

  it('ends with the error of a route that fails, tells the others, and tries it again next time', async () => {
    const cwd = await repositoryWith(`${ROUTES}${MAIL}`, 200);
    status = 500;
    const people = { FINOPS_EMAIL_TO: 'lead@example.com', FINOPS_EMAIL_FROM: 'finops@example.com' };
    const failed = await runFinops(['job', 'report'], { cwd, env: { ...env, ...people } });
    expect(failed.status).toBe(4);
    expect(failed.err).toContain('slack answered 500: no_service; check the secret of the route');
    expect(failed.err).not.toMatch(/secret-path|lead@example/);
    const outbox = join(cwd, '.finops/outbox');
    const [mail = ''] = readdirSync(outbox).map((name) => readFileSync(join(outbox, name), 'utf8'));
    // 240 of 200 are billed: critical, and by default told by mail as well; the week itself is not.
    expect(readdirSync(outbox)).toHaveLength(2);
    expect(mail).toContain('To: lead@example.com');
    status = 200;
    await runFinops(['job', 'report'], { cwd, env: { ...env, ...people } });
    expect(received).toHaveLength(3);
    expect(readdirSync(outbox)).toHaveLength(2);
  });

  it('says which variable is missing, and never what a variable holds', async () => {
    const cwd = await repositoryWith(ROUTES);
    const unset = await runFinops(['job', 'report'], { cwd });
    expect(unset.status).toBe(2);
    expect(unset.err).toContain('notify: SLACK_WEBHOOK_URL is not set for slack');
    const plain = await runFinops(['job', 'report'], {
      cwd,
      env: { SLACK_WEBHOOK_URL: 'http://hooks.example/hunter2' },
    });
    expect(plain.status).toBe(2);
    expect(plain.err).not.toContain('hunter2');
    const dead = await runFinops(['job', 'report'], { cwd, env: { SLACK_WEBHOOK_URL: 'http://127.0.0.1:1/hunter2' } });
    expect(dead.status).toBe(4);
    expect(dead.err).toContain('slack does not answer');
    expect(dead.err).not.toContain('hunter2');
  });

  it('refuses a secret that stands in the configuration itself', async () => {
    const cwd = await repositoryWith('notify:\n  - { kind: slack, env: { url: "https://hooks.example/x" } }\n');
    const ran = await runFinops(['job', 'report'], { cwd });
    expect(ran.status).toBe(2);
    expect(ran.err).toMatch(/finops\.yml:4: notify\.0\.env\.url: the name of an environment variable/);
  });
});

describe('finops job allocate', () => {
  it('keeps the ledgers of this month and the last, in place of those before', async () => {
    const cwd = await repositoryWith('');
    for (const _ of [1, 2]) {
      const ran = await runFinops(['job', 'allocate'], { cwd });
      expect([ran.status, ran.err]).toEqual([0, '']);
      expect(ran.out).toContain('Owner 2026-10');
    }
    const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
    const rows = await database.tables.selectFrom('allocation_ledger').selectAll().orderBy('period').execute();
    await database.tables.destroy();
    expect(rows.map((row) => [row.period, row.holder_kind, row.holder, row.rule, row.effective_cost])).toEqual([
      ['2026-10', 'owner', 'shop', 'team', '310'],
      ['2026-11', 'owner', 'shop', 'team', '240'],
    ]);
  });
});
