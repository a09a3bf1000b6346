import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import {
  type Commitment,
  commitmentsInto,
  forgetCommitments,
  keepCommitment,
} from '#app/warehouse/open-commitments.ts';
import { folderWith } from '#test/support/folder.ts';
import { startPostgres } from '#test/support/postgres.ts';

const SHOP: Commitment = {
  repository: 'acme/infra',
  number: 1,
  headSha: 'a1',
  baseRef: 'main',
  currency: 'USD',
  // More digits than a binary fraction holds.
  amounts: [
    { budget: 'shop', amount: '0.1234567890123456789' },
    { budget: '__proto__', amount: null },
  ],
  recordedAt: 1_764_072_000_000,
};

describe.each([
  ['SQLite', async () => ({ url: `sqlite:${join(folderWith({}), 'finops.db')}`, close: async () => {} })],
  [
    'PostgreSQL',
    async () => {
      const server = await startPostgres();
      return { url: await server.newDatabase(), close: server.close };
    },
  ],
] as const)('what open pull requests commit, on %s', (_name, start) => {
  let database: Database;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const started = await start();
    close = started.close;
    database = openDatabase(started.url);
    await migrate(database);
  });
  afterAll(async () => {
    await database.tables.destroy();
    await close();
  });

  it('is kept exactly, by head, replaced when judged again, and forgotten when closed', async () => {
    const nothing: Commitment = { ...SHOP, number: 2, currency: null, amounts: null };
    const newer: Commitment = { ...SHOP, headSha: 'a2', recordedAt: SHOP.recordedAt + 1 };
    const elsewhere: Commitment = { ...SHOP, number: 3, baseRef: 'release' };
    const another: Commitment = { ...SHOP, repository: 'acme/other' };
    for (const each of [{ ...SHOP, amounts: [] }, SHOP, newer, nothing, elsewhere, another]) {
      await keepCommitment(each, database);
    }
    const main = { repository: 'acme/infra', baseRef: 'main' };
    expect(await commitmentsInto(main, database)).toEqual([SHOP, newer, nothing]);
    await forgetCommitments(SHOP, database);
    expect(await commitmentsInto(main, database)).toEqual([newer, nothing]);
    await keepCommitment(SHOP, database);
    await forgetCommitments({ repository: 'acme/infra', number: 1 }, database);
    expect(await commitmentsInto(main, database)).toEqual([nothing]);
    expect(await commitmentsInto({ ...main, baseRef: 'release' }, database)).toEqual([elsewhere]);
    expect(await commitmentsInto({ ...main, repository: 'acme/other' }, database)).toEqual([another]);
  });
});
