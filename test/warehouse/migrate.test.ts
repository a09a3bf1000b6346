import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { firstChargeColumns } from '#app/warehouse/first-charges.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { folderWith } from '#test/support/folder.ts';
import { startPostgres } from '#test/support/postgres.ts';

/** Statements of a warehouse before deliveries were told apart. */
const BEFORE = 12;

const CHARGE: Readonly<Record<string, string>> = {
  BilledCost: '1.5',
  BillingAccountId: '1',
  BillingCurrency: 'USD',
  BillingPeriodEnd: '2026-11-01T00:00:00Z',
  BillingPeriodStart: '2026-10-01T00:00:00Z',
  ChargeCategory: 'Usage',
  ChargePeriodEnd: '2026-10-02T00:00:00Z',
  ChargePeriodStart: '2026-10-01T00:00:00Z',
  ContractedCost: '1.5',
  EffectiveCost: '1.5',
  InvoiceIssuerName: 'AWS',
  ListCost: '1.5',
  ProviderName: 'AWS',
  PublisherName: 'AWS',
  ServiceCategory: 'Compute',
  ServiceName: 'EC2',
  x_ChargeKey: 'k',
  x_SourceId: 's',
  x_SourceFocusVersion: '1.2',
};

async function makeOld({ kind, tables }: Database): Promise<void> {
  const decimal = kind === 'postgres' ? 'numeric' : 'text';
  const own = '"x_ChargeKey" text not null, "x_SourceId" text not null, "x_SourceFocusVersion" text not null';
  await sql.raw('create table finops_schema (version integer primary key)').execute(tables);
  for (let version = 1; version <= BEFORE; version += 1)
    await sql`insert into finops_schema values (${version})`.execute(tables);
  await sql
    .raw(`create table charges (${firstChargeColumns(decimal)}, ${own}, primary key ("x_SourceId", "x_ChargeKey"))`)
    .execute(tables);
  const names = sql.join(Object.keys(CHARGE).map((name) => sql.ref(name)));
  await sql`insert into charges (${names}) values (${sql.join(Object.values(CHARGE))})`.execute(tables);
}

describe('a warehouse of FOCUS 1.2', () => {
  it.each(['SQLite', 'PostgreSQL'])(
    'on %s keeps its charges, and knows their provider by its newer name',
    async (kind) => {
      const server = kind === 'SQLite' ? null : await startPostgres();
      const database = openDatabase(server ? await server.newDatabase() : `sqlite:${join(folderWith({}), 'f.db')}`);
      try {
        await makeOld(database);
        await migrate(database);
        await migrate(database);
        const rows = await database.tables.selectFrom('charges').selectAll().execute();
        expect(rows).toMatchObject([{ ...CHARGE, ServiceProviderName: 'AWS', Tags: null }]);
      } finally {
        await database.tables.destroy();
        await server?.close();
      }
    },
  );
});
