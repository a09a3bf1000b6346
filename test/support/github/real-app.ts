import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReviewKit } from '#app/cli/review-kit.ts';
import type { ServerOptions } from '#app/server/create-server.ts';
import { gateJobs, keepingDecisions } from '#app/server/serve.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { type AppFixture, startApp } from './app-fixture.ts';

/** The App with the real gate and its memory, the shipped prices and policies. */
export async function startRealApp(
  request: { readonly options?: Partial<ServerOptions>; readonly files?: Readonly<Record<string, string>> } = {},
): Promise<AppFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'finops-real-app-'));
  const databaseUrl = `sqlite:${join(folder, 'finops.db')}`;
  const database = openDatabase(databaseUrl);
  const kit = openReviewKit({ home: repositoryRoot, now: () => new Date('2026-11-25T12:00:00Z') });
  const app = await startApp({
    ...gateJobs(keepingDecisions(kit, database)),
    databaseUrl,
    ...(request.options ? { options: request.options } : {}),
  });
  if (request.files) {
    app.repository.push('main', request.files, { by: 'admin' });
    await app.settled();
  }
  return {
    ...app,
    async close() {
      await app.close();
      await database.tables.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
