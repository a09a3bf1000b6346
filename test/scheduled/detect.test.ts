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
let received: string[];
let env: Readonly<Record<string, string>>;

beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      received.push(body);
      response.writeHead(200).end('ok');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  env = { SLACK_WEBHOOK_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/x` };
});
afterEach(async () => {
  await new Promise((done) => server.close(done));
});

/** About 100 a day from August to 24 November 2026, and `last` on the days named. */
async function repositoryWith(last: string, days: readonly string[]): Promise<string> {
  const cwd = folderWith({
    '.github/finops.yml': 'version: 1\nnotify:\n  - { kind: slack, severities: [info, warn, critical] }\n',
  });
  await bill(cwd, { last, days });
  return cwd;
}

async function bill(
  cwd: string,
  { last, days }: { readonly last: string; readonly days: readonly string[] },
): Promise<void> {
  const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
  await migrate(database);
  const rows = [];
  for (let day = '2026-08-01'; day <= '2026-11-24'; day = addDays(day, 1)) {
    const amount = days.includes(day) ? last : String(100 + (Number(day.slice(-2)) % 3));
    const period = { ChargePeriodStart: `${day}T00:00:00Z`, ChargePeriodEnd: `${addDays(day, 1)}T00:00:00Z` };
    const costs = { EffectiveCost: amount, BilledCost: amount, ChargeFrequency: 'Usage-Based' };
    rows.push(charge({ ...period, ...costs, SubAccountId: 'prod', ResourceId: 'i-1', x_ChargeKey: day }));
  }
  await putCharges(rows, database);
  await database.tables.destroy();
}

describe('finops job detect', () => {
  it('tells the routes of an incident once, and once more when it is over', async () => {
    const cwd = await repositoryWith('400', ['2026-11-23', '2026-11-24']);
    const first = await runFinops(['job', 'detect'], { cwd, env });
    expect(first).toMatchObject({ status: 0, err: expect.stringMatching(/^finops: opened: incident [0-9a-f]{12}\n$/) });
    expect(first.out).toContain('1 open incident.');
    expect(received).toHaveLength(1);
    expect(received[0]).toContain('prod / Amazon Elastic Compute Cloud / us-east-1');
    expect(await runFinops(['job', 'detect'], { cwd, env })).toEqual({ status: 0, out: first.out, err: '' });
    // The bill is restated: nothing was wrong.
    await bill(cwd, { last: '101', days: ['2026-11-23', '2026-11-24'] });
    const last = await runFinops(['job', 'detect'], { cwd, env });
    expect(last.out).toContain('No open incidents');
    expect(received).toHaveLength(2);
  });

  it('needs no route, and says what to do without charges', async () => {
    expect(await runFinops(['job', 'detect'], { cwd: folderWith({}), env: {} })).toEqual({
      status: 0,
      out: 'There are no charges to judge; run finops ingest first.\n',
      err: '',
    });
  });
});
