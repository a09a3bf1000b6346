import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { exportCsv } from '#app/flows/export-charges.ts';
import { CHARGE_COLUMNS, type Charge } from '#app/focus/charge.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { startPostgres } from '#test/support/postgres.ts';
import { runFinops } from '#test/support/world.ts';

const CHARGES: readonly Charge[] = [
  charge({
    // As many places as Azure writes.
    BilledCost: '0.0000000191107392311096200001',
    EffectiveCost: '-12345678.9',
    ListUnitPrice: '0.0960000000',
    ServiceSubcategory: 'Virtual Machines',
    ChargeDescription: 'a "quoted", description\nof two lines',
    Tags: '{"team":"a,b"}',
    x_CostCategories: '{"unit":"x"}',
  }),
  charge({ BilledCost: '1.5', ChargePeriodStart: '2026-10-31T23:00:00Z', ChargePeriodEnd: '2026-11-01T00:00:00Z' }),
  charge({ BilledCost: '99', ChargePeriodStart: '2026-11-01T00:00:00Z', ChargePeriodEnd: '2026-11-02T00:00:00Z' }),
];

const OCTOBER = ['--from', '2026-10-01', '--to', '2026-11-01'];

async function warehouse(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const cwd = folderWith(files);
  const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
  await migrate(database);
  await putCharges(CHARGES, database);
  await database.tables.destroy();
  return cwd;
}

async function chargesIn(cwd: string): Promise<readonly Charge[]> {
  const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
  try {
    return await database.tables.selectFrom('charges').selectAll().orderBy('ChargePeriodStart').execute();
  } finally {
    await database.tables.destroy();
  }
}

/** Without what an ingestion gives anew, and numbers as numbers are compared. */
function bare(row: Charge): Readonly<Record<string, string | null>> {
  const own = ['x_ChargeKey', 'x_SourceId', 'x_SourceFocusVersion', 'ProviderName', 'PublisherName'];
  const padding = (text: string | null) =>
    text !== null && /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
  return Object.fromEntries(
    CHARGE_COLUMNS.filter((name) => !own.includes(name)).map((name) => [name, padding(row[name])]),
  );
}

describe('finops export', () => {
  it.each(['focus-csv', 'focus-parquet'])('as %s comes back through finops ingest digit by digit', async (format) => {
    const cwd = await warehouse();
    const file = format === 'focus-csv' ? 'out/october.csv' : 'out/october.parquet';
    const other = folderWith({
      '.github/finops.yml': 'version: 1\ningest:\n  - { id: back, kind: focus-file, path: out }\n',
      'out/none.txt': '',
    });
    const exported = await runFinops(['export', ...OCTOBER, '--format', format, '--out', join(other, file)], { cwd });
    expect(exported).toEqual({ status: 0, out: '', err: '' });
    const ran = await runFinops(['ingest', '--all'], { cwd: other });
    expect(ran.err).toBe('');
    expect(ran.status).toBe(0);
    expect((await chargesIn(other)).map(bare)).toEqual(CHARGES.slice(0, 2).map(bare));
  });

  it('writes to standard output, the columns of FOCUS 1.4 first and custom ones after, null as nothing', async () => {
    const { out } = await runFinops(['export', ...OCTOBER], { cwd: await warehouse() });
    const [header = [], ...rows] = parse(out) as string[][];
    expect(header.slice(0, 65)).toEqual(header.slice(0, 65).toSorted());
    expect(header).not.toContain('ProviderName');
    expect(header.slice(65).every((name) => name.startsWith('x_'))).toBe(true);
    expect(rows).toHaveLength(2);
    expect(rows[1]?.[header.indexOf('Tags')]).toBe('');
  });

  it('of PostgreSQL is the same text', async () => {
    const server = await startPostgres();
    const database = openDatabase(await server.newDatabase());
    try {
      await migrate(database);
      await putCharges(CHARGES, database);
      let text = '';
      for await (const piece of exportCsv({ from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' }, database))
        text += piece;
      const { out } = await runFinops(['export', ...OCTOBER], { cwd: await warehouse() });
      expect(text).toBe(out);
    } finally {
      await database.tables.destroy();
      await server.close();
    }
  });

  it('says what is wrong with its days, its file, or a missing warehouse, and writes nothing', async () => {
    const cwd = await warehouse();
    for (const [argv, message] of [
      [['--from', '2026-02-30', '--to', '2026-11-01'], '--from 2026-02-30 is not a day'],
      [['--from', '2026-13-01', '--to', '2026-11-01'], '--from 2026-13-01 is not a day'],
      [['--from', '2026-11-01', '--to', '2026-11-01'], '--to is not after --from'],
      [[...OCTOBER, '--format', 'focus-parquet'], 'needs --out FILE'],
    ] as const) {
      const ran = await runFinops(['export', ...argv], { cwd });
      expect(ran.status).toBe(2);
      expect(ran.err).toContain(message);
    }
    expect((await runFinops(['export', ...OCTOBER], { cwd: folderWith({}) })).err).toContain('run finops ingest first');
  });

  it('leaves no file behind when a number does not fit into Parquet', async () => {
    const cwd = await warehouse();
    const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
    await putCharges([charge({ BilledCost: '0.00000000000000000000000000001' })], database);
    await database.tables.destroy();
    const ran = await runFinops(['export', ...OCTOBER, '--format', 'focus-parquet', '--out', 'o.parquet'], { cwd });
    expect(ran.status).toBe(3);
    expect(ran.err).toContain('does not fit into DECIMAL(38, 28)');
    expect([existsSync(join(cwd, 'o.parquet')), existsSync(join(cwd, 'o.parquet.part'))]).toEqual([false, false]);
  });
});

describe('finops db', () => {
  it('backs up while others write, and restores what was', async () => {
    const cwd = await warehouse();
    expect((await runFinops(['db', 'backup', 'copy.db'], { cwd })).status).toBe(0);
    const again = await runFinops(['db', 'backup', 'copy.db'], { cwd });
    expect([again.status, again.err]).toEqual([2, expect.stringContaining('the file is there already')]);
    const database = openDatabase(`sqlite:${join(cwd, '.finops/finops.db')}`);
    await putCharges([charge()], database);
    await database.tables.destroy();
    expect(await chargesIn(cwd)).toHaveLength(4);
    const refused = await runFinops(['db', 'restore', 'copy.db'], { cwd });
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining('--accept overwrite')]);
    expect((await runFinops(['db', 'restore', 'copy.db', '--accept', 'overwrite'], { cwd })).status).toBe(0);
    expect(await chargesIn(cwd)).toHaveLength(3);
    expect(existsSync(join(cwd, '.finops/finops.db.before-restore'))).toBe(true);
  });

  it('restores nothing that is no sound database of ours', async () => {
    const cwd = await warehouse();
    writeFileSync(join(cwd, 'text.db'), 'no database');
    const before = readFileSync(join(cwd, '.finops/finops.db'));
    for (const name of ['text.db', 'missing.db']) {
      const ran = await runFinops(['db', 'restore', name, '--accept', 'overwrite'], { cwd });
      expect(ran.status).toBe(3);
    }
    expect(readFileSync(join(cwd, '.finops/finops.db'))).toEqual(before);
  });

  it('says how PostgreSQL does it', async () => {
    const env = { FINOPS_DATABASE_URL: 'postgres://localhost/x' };
    const backup = await runFinops(['db', 'backup', 'copy.dump'], { env });
    expect([backup.status, backup.err]).toEqual([2, expect.stringContaining('pg_dump --format=custom --file=')]);
    expect((await runFinops(['db', 'restore', 'copy.dump'], { env })).err).toContain('pg_restore --clean');
  });

  it('prunes whole deliveries, which do not come back, and only says so in a dry run', async () => {
    const header =
      'BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargePeriodEnd,ChargePeriodStart,' +
      'ContractedCost,EffectiveCost,InvoiceIssuerName,ListCost,ServiceCategory,ServiceName,ServiceProviderName';
    const row = (month: string) =>
      `1,1,USD,${month}-28,${month}-01,Usage,${month}-02,${month}-01,1,1,AWS,1,Compute,EC2,AWS`;
    const cwd = folderWith({
      '.github/finops.yml':
        "version: 1\ningest:\n  - { id: own, kind: focus-file, path: bills, files: '{month}.csv' }\n",
      'bills/2026-08.csv': `${header}\n${row('2026-08')}\n`,
      'bills/2026-10.csv': `${header}\n${row('2026-10')}\n`,
    });
    expect((await runFinops(['ingest', '--all'], { cwd })).status).toBe(0);
    const dry = await runFinops(['db', 'prune', '--keep-months', '2', '--dry-run'], { cwd });
    expect(dry.out).toBe('Would remove 1 deliveries that end before 2026-09-01.\nown 2026-08: 1 charges\n');
    expect(await chargesIn(cwd)).toHaveLength(2);
    expect((await runFinops(['db', 'prune', '--keep-months', '2'], { cwd })).out).toContain('Removed 1 deliveries');
    expect(await chargesIn(cwd)).toHaveLength(1);
    expect((await runFinops(['ingest', '--all'], { cwd })).out).toMatch(/own 2026-08: unchanged/);
    expect(await chargesIn(cwd)).toHaveLength(1);
    expect((await runFinops(['db', 'prune'], { cwd })).status).toBe(2);
  });
});

describe('finops doctor', () => {
  it('says whether there are bills, and how old they are', async () => {
    const cwd = await warehouse();
    const bills = async () =>
      (await runFinops(['doctor'], { cwd })).out.split('\n').filter((line) => line.includes(' Bills '));
    expect(await bills()).toEqual([expect.stringContaining('– Bills')]);
    const files = {
      '.github/finops.yml': 'version: 1\ningest:\n  - { id: own, kind: focus-file, path: bills }\n',
      'bills/a.csv': readFileSync(await exported(cwd), 'utf8'),
    };
    const other = folderWith(files);
    expect((await runFinops(['ingest', 'own'], { cwd: other })).status).toBe(0);
    const { out } = await runFinops(['doctor'], { cwd: other });
    expect(out).toMatch(
      /– Bills +own: charges up to 2026-10-31 \(25 days ago\), ingested 2026-11-25T12:00Z \(today\); run finops ingest --all/,
    );
    const status = await runFinops(['ingest', 'status'], { cwd: other });
    expect(status.out).toContain(
      'a.csv  2 charges  BilledCost 1.5000000191107392311096200001 EffectiveCost -12345678.9 USD',
    );
    const json = JSON.parse((await runFinops(['ingest', 'status', '--format', 'json'], { cwd: other })).out);
    expect(json.deliveries).toMatchObject([{ sourceId: 'own', scope: 'a.csv', state: 'current', rowCount: 2 }]);
  });

  async function exported(cwd: string): Promise<string> {
    const file = join(folderWith({}), 'october.csv');
    await runFinops(['export', ...OCTOBER, '--out', file], { cwd });
    return file;
  }
});
