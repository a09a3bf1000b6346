import { join, resolve } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { providerNamed, refreshPriceBook } from '#app/flows/refresh-price-book.ts';
import { refreshText } from '#reports/refresh-text.ts';
import type { Job, JobValues, JobWorld } from './job.ts';

/**
 * A new price book: AWS, Azure and, where there is a `GOOGLE_API_KEY`, Google, one after the other into one book of
 * today. A provider that fails leaves its prices as they were and the others go on; the job then ends with its error.
 */
export const refreshPricesJob: Job = {
  name: 'refresh-prices',
  summary: 'Write a new dated price book, and say what changed',
  options: {
    provider: { type: 'string', multiple: true },
    region: { type: 'string', multiple: true },
    service: { type: 'string', multiple: true },
    prices: { type: 'string' },
    endpoint: { type: 'string' },
  },
  async run(values, world) {
    const named = texts(values['provider']);
    const providers = named.length > 0 ? named : defaultProviders(world);
    if (values['endpoint'] !== undefined && providers.length !== 1) {
      throw new ConfigError('--endpoint is the address of one provider', { remedy: 'name one --provider with it' });
    }
    const parts: string[] = [];
    const failures: unknown[] = [];
    for (const provider of providers) {
      try {
        parts.push(`# ${provider}\n${await refreshOne(provider, { values, world })}`);
      } catch (error) {
        failures.push(error);
        world.err(`finops: ${provider}: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
    if (failures.length > 0) throw failures[0];
    return parts.join('\n\n');
  },
};

function defaultProviders({ env }: JobWorld): readonly string[] {
  return env['GOOGLE_API_KEY'] ? ['aws', 'azure', 'google'] : ['aws', 'azure'];
}

async function refreshOne(
  provider: string,
  { values, world }: { readonly values: JobValues; readonly world: JobWorld },
): Promise<string> {
  const outcome = await refreshPriceBook(
    {
      provider: providerNamed(provider),
      regions: texts(values['region']),
      services: texts(values['service']),
      awsVia: 'files',
      endpoint: text(values['endpoint']),
      env: world.env,
      embedded: join(world.home, 'dist/prices'),
      directory: resolve(world.cwd, text(values['prices']) ?? '.finops/prices'),
      today: world.now.toISOString().slice(0, 10),
      // Nobody looks on while a schedule runs.
      accept: 'sound',
    },
    { fetch, sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)), progress: () => {} },
  );
  return refreshText(outcome);
}

function text(value: JobValues[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: JobValues[string]): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
