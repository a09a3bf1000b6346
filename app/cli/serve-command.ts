import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { withoutEmails } from '#app/measure/email-address.ts';
import type { Command, World } from './command.ts';
import { type JobMetrics, startJobThread } from './job-thread-host.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** `finops serve`: the GitHub App, until it is asked to end. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'Run the GitHub App: webhooks, queue, health and metrics',
  synopsis: '',
  example: 'APP_ID=1 PRIVATE_KEY_PATH=app.pem WEBHOOK_SECRET=… finops serve',
  options: {},
  explains: {},
  async run(_invocation, world) {
    // Loaded here, so that no other command pays for Probot and the database drivers.
    const [{ readServerSettings }, { createServer }] = await Promise.all([
      import('#app/server/server-settings.ts'),
      import('#app/server/create-server.ts'),
    ]);
    const readFile = (path: string): string => readFileSync(resolve(world.cwd, path), 'utf8');
    const { options, logLevel } = readServerSettings(world.env, { readFile });
    const log = createLog(logLevel, world);
    // The queue lives by the real clock even where prices are asked for as of a frozen one.
    const isFrozen = Boolean(world.env['FINOPS_NOW']);
    const thread = { options, home: world.home, frozenNow: isFrozen ? world.now.toISOString() : null };
    const jobs = (metrics: JobMetrics) => startJobThread(thread, { log, metrics });
    const server = await createServer(options, { jobs, now: () => new Date(), log });
    log('info', 'serving', { url: server.url, database: options.databaseUrl.split(':')[0] });
    // What could not be delivered while nothing was served is asked for at once.
    server.upkeep().catch((error: unknown) => log('warn', 'upkeep failed', { error: String(error) }));
    const signal = await ended();
    log('info', 'ending: no more requests, the jobs at hand are finished', { signal });
    await server.close();
    return 0;
  },
};

/** One JSON object a line. */
function createLog(least: (typeof LEVELS)[number], world: World) {
  return (level: 'info' | 'warn' | 'error', message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
    world.err(`${withoutEmails(JSON.stringify({ time: new Date().toISOString(), level, message, ...fields }))}\n`);
  };
}

function ended(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}
