import { existsSync } from 'node:fs';
import { FinopsError } from '#app/errors.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { pingDatabase } from '#app/warehouse/ping-database.ts';
import { createAppClient } from './app-client.ts';
import { readServerSettings } from './server-settings.ts';

/** What somebody should know before they start the server. */
export interface AppFinding {
  readonly what: string;
  readonly state: 'ok' | 'note' | 'wrong';
  readonly text: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET'];

/**
 * Whether `finops serve` could start: its settings, whether GitHub knows the App by them, and its database. Without
 * any of its settings it is not asked for, and GitHub is not either.
 */
export async function checkApp(
  env: Environment,
  deps: { readonly readFile: (path: string) => string },
): Promise<readonly AppFinding[]> {
  if (NAMES.every((name) => !env[name])) {
    return [{ what: 'GitHub App', state: 'note', text: 'not set up; only finops serve needs it (docs/github-app.md)' }];
  }
  try {
    const { options } = readServerSettings(env, deps);
    const app = createAppClient(options.app, { attempts: 1, longestWaitMs: 0, wait: async () => {} });
    return [
      await attempt('GitHub App', async () => `${await app.botLogin()} on ${options.app.baseUrl ?? 'github.com'}`),
      await databaseFinding(options.databaseUrl),
    ];
  } catch (error) {
    return [{ what: 'GitHub App', state: 'wrong', text: textOf(error) }];
  }
}

async function databaseFinding(address: string): Promise<AppFinding> {
  const [, path] = /^sqlite:(.+)$/.exec(address) ?? [];
  // Asking would make the file; that is for the server to do.
  if (path && !existsSync(path)) return { what: 'Database', state: 'ok', text: `${path} will be made` };
  return attempt('Database', async () => {
    const database = openDatabase(address);
    try {
      await pingDatabase(database);
    } finally {
      await database.tables.destroy();
    }
    return path ?? 'PostgreSQL answers';
  });
}

async function attempt(what: string, run: () => Promise<string>): Promise<AppFinding> {
  try {
    return { what, state: 'ok', text: await run() };
  } catch (error) {
    return { what, state: 'wrong', text: textOf(error) };
  }
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return error instanceof FinopsError && error.remedy ? `${text}; ${error.remedy}` : text;
}
