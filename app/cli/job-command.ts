import { ConfigError } from '#app/errors.ts';
import type { ReadMergedChanges } from '#app/flows/find-suspects.ts';
import type { Command } from './command.ts';
import { writeResult } from './result.ts';

/** `finops job NAME`: what a schedule runs. */
export const jobCommand: Command = {
  name: 'job',
  summary: 'Run a job of the schedule: allocate, detect, ingest, maintain, refresh-prices, remediate, report',
  synopsis: 'NAME',
  example: 'finops job refresh-prices --provider azure --region westeurope',
  options: {
    provider: { type: 'string', multiple: true },
    region: { type: 'string', multiple: true },
    service: { type: 'string', multiple: true },
    prices: { type: 'string' },
    endpoint: { type: 'string' },
    'keep-months': { type: 'string' },
  },
  explains: {
    provider: 'refresh-prices: aws, azure or google (may be repeated; google by default where GOOGLE_API_KEY is set)',
    region: 'refresh-prices: only this region; remediate: region of AWS to look at (may be repeated)',
    service: 'refresh-prices: only this service of the provider (may be repeated)',
    prices: 'refresh-prices: directory of the dated books (default .finops/prices)',
    endpoint: "refresh-prices: instead of the one provider's public address",
    'keep-months': 'maintain: prune charges older than so many months before the current one',
    format: 'text',
  },
  async run(invocation, world) {
    const [name, ...rest] = invocation.positionals;
    const { JOBS } = await import('#scheduled/jobs.ts');
    const remedy = `choose ${[...JOBS.keys()].join(', ')}`;
    if (name === undefined || rest.length > 0)
      throw new ConfigError('finops job needs the NAME of one job', { remedy });
    const load = JOBS.get(name);
    if (!load) throw new ConfigError(`there is no job ${name}`, { remedy });
    const job = await load();
    const foreign = Object.keys(jobCommand.options).find((each) => each in invocation.values && !(each in job.options));
    if (foreign) throw new ConfigError(`the job ${name} has no option --${foreign}`, { remedy: 'leave it out' });
    const mergedChanges: ReadMergedChanges = async (span) => {
      const changes = await import('./merged-changes.ts');
      return changes.mergedChanges(span, { invocation: { values: {}, positionals: [] }, world });
    };
    writeResult(await job.run(invocation.values, { ...world, mergedChanges }), invocation, world);
    return 0;
  },
};
