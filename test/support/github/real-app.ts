import { openReviewKit } from '#app/cli/review-kit.ts';
import type { ServerOptions } from '#app/server/create-server.ts';
import { gateJobs } from '#app/server/serve.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { type AppFixture, startApp } from './app-fixture.ts';

/** The App with the real gate, the shipped prices and policies. */
export async function startRealApp(
  request: { readonly options?: Partial<ServerOptions>; readonly files?: Readonly<Record<string, string>> } = {},
): Promise<AppFixture> {
  const kit = openReviewKit({ home: repositoryRoot, now: () => new Date('2026-11-25T12:00:00Z') });
  const app = await startApp({
    ...gateJobs(kit),
    ...(request.options ? { options: request.options } : {}),
  });
  if (request.files) {
    app.repository.push('main', request.files, { by: 'admin' });
    await app.settled();
  }
  return app;
}
