import { z } from 'zod';
import { ConfigError } from '#app/errors.ts';
import type { ServerOptions } from './create-server.ts';

const Port = z.coerce.number().int().min(0).max(65_535);
const Environment = z.object({
  APP_ID: z.coerce.number().int().positive(),
  PRIVATE_KEY: z.string().optional(),
  WEBHOOK_SECRET: z.string().min(1),
  GHE_HOST: z.string().optional(),
  GHE_PROTOCOL: z.enum(['http', 'https']).default('https'),
  FINOPS_DATABASE_URL: z.string().default('sqlite:.finops/finops.db'),
  FINOPS_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  FINOPS_WORKERS: z.coerce.number().int().min(1).max(64).default(2),
  HOST: z.string().default('0.0.0.0'),
  PORT: Port.default(3000),
});

export interface ServerSettings {
  readonly options: ServerOptions;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

/**
 * What `finops serve` runs with, out of the environment; Probot's names where Probot has one
 * (https://probot.github.io/docs/configuration/, read 2026-11-25). An empty variable is one that is not set.
 * @throws ConfigError naming the variable that is missing or wrong, never its value.
 */
export function readServerSettings(
  env: Readonly<Record<string, string | undefined>>,
  { readFile }: { readonly readFile: (path: string) => string },
): ServerSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? 'the environment');
    throw new ConfigError(`${name} is missing or wrong`, { remedy: `set ${name}; see docs/github-app.md` });
  }
  const { APP_ID, WEBHOOK_SECRET, GHE_HOST, GHE_PROTOCOL, FINOPS_DATABASE_URL, HOST, PORT } = parsed.data;
  const text = parsed.data.PRIVATE_KEY ?? (given['PRIVATE_KEY_PATH'] ? readFile(given['PRIVATE_KEY_PATH']) : '');
  return {
    logLevel: parsed.data.FINOPS_LOG_LEVEL,
    options: {
      app: {
        appId: APP_ID,
        privateKey: privateKey(text),
        webhookSecret: WEBHOOK_SECRET,
        ...(GHE_HOST === undefined ? {} : { baseUrl: `${GHE_PROTOCOL}://${GHE_HOST}/api/v3` }),
      },
      databaseUrl: FINOPS_DATABASE_URL,
      host: HOST,
      port: PORT,
      workers: parsed.data.FINOPS_WORKERS,
      leaseMs: 60_000,
      pollMs: 2_000,
      reapAfterMs: 15 * 60_000,
      upkeepMs: 5 * 60_000,
      longestWaitMs: 5_000,
    },
  };
}

/** A key as people put it into a variable: as it is, with `\n` for its line ends, or in base64. */
function privateKey(text: string): string {
  const plain = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
  if (plain.includes('-----BEGIN')) return plain.replaceAll('\\n', '\n');
  throw new ConfigError('PRIVATE_KEY is missing or no PEM key', {
    remedy: 'set PRIVATE_KEY to the key that GitHub generated for the App, or PRIVATE_KEY_PATH to its file',
  });
}
