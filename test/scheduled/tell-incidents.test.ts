import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '#app/anomaly/incident.ts';
import { addDays } from '#app/budgets/month.ts';
import type { Charge } from '#app/focus/charge.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { putIncidents } from '#app/warehouse/incident-store.ts';
import { keepMergedChange } from '#app/warehouse/merged-changes.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { incidentNotices } from '#reports/incident-notices.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { random } from '#test/support/random.ts';
import { runFinops } from '#test/support/world.ts';

let server: Server;
let received: { text: string }[];
let env: Readonly<Record<string, string>>;

beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      received.push(JSON.parse(body));
      response.end('ok');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  env = { SLACK_WEBHOOK_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x` };
});
afterEach(async () => {
  await new Promise((done) => server.close(done));
});

/** 100 a day with 2 % of noise, and 900 on 20 and 21 November. */
function charges(): readonly Charge[] {
  const { normal } = random(11);
  const rows: Charge[] = [];
  for (let day = '2026-07-01'; day <= '2026-11-24'; day = addDays(day, 1)) {
    const usual = 100 * Math.exp(0.02 * normal());
    const cost = (day === '2026-11-20' || day === '2026-11-21' ? 900 : usual).toFixed(2);
    const period = { ChargePeriodStart: `${day}T00:00:00Z`, ChargePeriodEnd: `${addDays(day, 1)}T00:00:00Z` };
    const where = {
      SubAccountId: '111',
      ServiceName: 'Amazon Relational Database Service',
      ResourceId: 'db-1',
      SkuMeter: 'InstanceUsage',
    };
    rows.push(charge({ ...period, ...where, EffectiveCost: cost, BilledCost: cost, Tags: '{"team":"shop"}' }));
  }
  return rows;
}

const INCIDENT: Incident = {
  id: 'inc-1',
  kind: 'rise',
  scope: { ServiceName: 'Database' },
  currency: 'USD',
  firstDay: '2026-11-18',
  lastDay: '2026-11-19',
  state: 'open',
  actual: '340',
  expected: '200',
  impact: '140',
  score: 0.9,
  detectors: ['level'],
  rootCause: {
    path: [],
    contributions: [{ dimension: 'ResourceId', value: 'db-1', name: null, delta: '140' }],
    tags: { team: 'shop' },
  },
  suspects: [],
  partOf: null,
  toldImpact: '140',
  seenAt: '2026-11-20T06:00:00Z',
  changedAt: '2026-11-20T06:00:00Z',
};

async function repositoryWith(rows: readonly Charge[], incidents: readonly Incident[] = []): Promise<string> {
  const cwd = folderWith({ '.github/finops.yml': 'version: 1\nnotify:\n  - { kind: slack, topics: [anomaly] }\n' });
  const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
  await migrate(database);
  await putCharges(rows, database);
  const kept = incidents.map((each) => ({
    ...{ id: each.id, state: each.state, kind: each.kind, currency: each.currency, impact: each.impact },
    ...{ scope: JSON.stringify(each.scope), first_day: each.firstDay, last_day: each.lastDay, part_of: each.partOf },
    ...{ document: JSON.stringify(each), changed_at: each.changedAt },
  }));
  await putIncidents(kept, database);
  const resources = ['12.5', null].map((monthlyDelta) => ({
    ...{ address: 'a', type: 'aws_x', region: null, names: [] },
    monthlyDelta,
    currency: 'USD',
  }));
  const document = JSON.stringify({
    repository: 'acme/infra',
    number: 7,
    title: 'x',
    mergedAt: '',
    resources,
  });
  await keepMergedChange(
    { repository: 'acme/infra', number: 7, merged_at: '2026-11-17T08:00:00Z', document },
    database,
  );
  await database.tables.destroy();
  return cwd;
}

describe('finops job detect', () => {
  it('tells the routes of an incident once, with where it is and what it is made of', async () => {
    const cwd = await repositoryWith(charges());
    expect((await runFinops(['job', 'detect'], { cwd, env })).status).toBe(0);
    expect(received.length).toBeGreaterThan(0);
    const [first] = received;
    expect(first?.text).toMatch(/Unusual cost: \+\$1,[56]\d\d\.\d\d in .*Relational Database/);
    expect(JSON.stringify(first)).toMatch(/db-1|InstanceUsage/);
    const count = received.length;
    await runFinops(['job', 'detect'], { cwd, env });
    expect(received).toHaveLength(count);
  });
});

describe('a notice of an incident', () => {
  const noticeOf = (over: Partial<Incident>) =>
    incidentNotices([{ ...INCIDENT, ...over }], new Date('2026-11-25T12:00:00Z'))[0];

  it('wakes somebody from 1000 on, is told again when the impact has doubled, and ends when it is over', () => {
    expect(noticeOf({})).toMatchObject({ key: 'incident:inc-1', severity: 'warn', state: 'open', revision: '140' });
    expect(noticeOf({ toldImpact: '1000' })?.severity).toBe('critical');
    expect(noticeOf({ toldImpact: '-1000', kind: 'drop' })?.severity).toBe('warn');
    for (const state of ['closed', 'accepted', 'planned', 'refuted', 'restated'] as const) {
      expect(noticeOf({ state })?.state).toBe('resolved');
    }
  });
});

describe('reports of incidents', () => {
  it('show what began, what is open and what ended, in the weekly and by themselves', async () => {
    const closed = {
      ...INCIDENT,
      id: 'inc-2',
      state: 'closed',
      firstDay: '2026-11-03',
      lastDay: '2026-11-04',
    } as const;
    const cwd = await repositoryWith(charges(), [INCIDENT, closed]);
    const weekly = await runFinops(['report', 'weekly'], { cwd });
    expect(weekly.out).toContain('1 (+$140.00) began in this week, 1 (+$140.00) ended, 1 (+$140.00) are open.');
    expect(weekly.out).toContain('| inc-1 | Database | 2026-11-18 to 2026-11-19 | $200 | $340 | +$140.00 | open |');
    expect(weekly.out).toContain('1 merged, together +$12.50 a month by their estimates, without what is not known.');
    const alone = await runFinops(['report', 'anomalies', '--format', 'html'], { cwd });
    expect(alone.out).toContain('<h2 id="s0">Open</h2>');
    expect(alone.out).toContain('inc-1: db-1 +$140.00, team=shop');
    expect(alone.out).toContain('<th scope="row">inc-2</th>');
  });

  it('say that none are recorded where none are', async () => {
    const cwd = await repositoryWith(charges());
    const { out } = await runFinops(['report', 'anomalies'], { cwd });
    expect(out).toContain('No incidents are recorded; finops detect keeps them.');
    const bare = await runFinops(['report', 'anomalies'], { cwd: folderWith({}) });
    expect(bare.out).toContain('No incidents are recorded');
  });
});
