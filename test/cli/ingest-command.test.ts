import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

const HEADER =
  'BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargePeriodEnd,ChargePeriodStart,' +
  'ContractedCost,EffectiveCost,InvoiceIssuerName,ListCost,ServiceCategory,ServiceName,ServiceProviderName';
const row = (cost: string) =>
  `${cost},1,USD,2026-11-01,2026-10-01,Usage,2026-10-02,2026-10-01,1,1,AWS,1,Compute,EC2,AWS`;

const withSources = (sources: string, bill = row('1.5')) =>
  folderWith({ '.github/finops.yml': `version: 1\ningest:\n${sources}\n`, 'bills/a.csv': `${HEADER}\n${bill}\n` });

const OWN = '  - { id: own, kind: focus-file, path: bills }';

describe('finops ingest', () => {
  it.each([
    ['  - { id: a, kind: nope }', ':3: ingest.0.kind'],
    ['  - { id: a, kind: focus-file, pth: x }', ':3: unknown key ingest.0.pth'],
    ['  - { id: A b, kind: focus-file, path: bills }', ':3: ingest.0.id: lower case'],
    [`${OWN}\n${OWN}`, 'two sources are called own'],
    ['  []', 'there are no billing sources'],
  ])('refuses %s with file and line', async (sources, message) => {
    const ran = await runFinops(['ingest', '--all'], { cwd: withSources(sources) });
    expect([ran.status, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain(message);
  });

  it('wants sources or --all, knows their names, and finds finops.yml above', async () => {
    const cwd = withSources(OWN);
    expect((await runFinops(['ingest'], { cwd })).err).toContain('either SOURCE… or --all');
    expect((await runFinops(['ingest', 'own', '--all'], { cwd })).status).toBe(2);
    expect((await runFinops(['ingest', 'other'], { cwd })).err).toContain('there is no source other; choose own');
    expect((await runFinops(['ingest', 'own', '--period', '2026-13'], { cwd })).status).toBe(2);
    expect((await runFinops(['ingest', '--all'], { cwd: folderWith({}) })).err).toContain(
      'there is no .github/finops.yml',
    );
  });

  it('says what it kept, what not and why, and ends with 3 when a row was not kept', async () => {
    const cwd = withSources(OWN, `${row('1.5')}\n${row('x')}`);
    const ran = await runFinops(['ingest', '--all'], { cwd });
    expect(ran).toMatchObject({ status: 3, err: '' });
    expect(ran.out).toContain('own a.csv: 1 charges, BilledCost 1.5, EffectiveCost 1 USD, 2026-10-01 to 2026-10-01');
    expect(ran.out).toContain('1 rows are not kept (the cost of some is not known):\n    a.csv:2: BilledCost is "x"');
    expect((await runFinops(['ingest', '--all'], { cwd })).status).toBe(0);
    writeFileSync(join(cwd, 'bills/a.csv'), `${HEADER}\n${row('2.5')}\n`);
    expect((await runFinops(['ingest', '--all'], { cwd })).out).toContain('restated: BilledCost was 1.5 USD before');
  });

  it('goes on after a source that fails, as text and as JSON, and job ingest ends with its error', async () => {
    const cwd = withSources(`  - { id: lost, kind: focus-file, path: nowhere }\n${OWN}`);
    const ran = await runFinops(['ingest', '--all', '--format', 'json'], { cwd });
    expect(ran.status).toBe(3);
    expect(JSON.parse(ran.out).sources).toMatchObject([
      { source: 'lost', error: expect.stringContaining('the directory cannot be read'), deliveries: [] },
      { source: 'own', error: null, deliveries: [{ result: 'ingested', rows: 1 }] },
    ]);
    const job = await runFinops(['job', 'ingest'], { cwd });
    expect([job.status, job.out]).toEqual([3, '']);
    expect(job.err).toContain('own a.csv: unchanged');
    expect((await runFinops(['job', 'ingest'], { cwd: withSources(OWN) })).out).toContain('own a.csv: 1 charges');
  });
});
