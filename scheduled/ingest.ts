import { readFileSync } from 'node:fs';
import { InputError } from '#app/errors.ts';
import { ingestConfigured } from '#app/flows/ingest-configured.ts';
import { ingestText } from '#reports/ingest-text.ts';
import type { Job } from './job.ts';

/**
 * Every source of finops.yml into the warehouse. What fails leaves the others to go on; the job then ends with its error,
 * and with one where a delivery was refused: nobody looks on while a schedule runs.
 */
export const ingestJob: Job = {
  name: 'ingest',
  summary: 'Bring what all sources deliver into the warehouse',
  options: {},
  async run(_values, world) {
    const outcomes = await ingestConfigured(
      { cwd: world.cwd, env: world.env, now: world.now, ids: [], month: null, accept: 'whole' },
      { fetch, readText: (file) => readFileSync(file, 'utf8'), progress: () => {} },
    );
    const text = ingestText(outcomes);
    const deliveries = outcomes.flatMap((each) => each.deliveries);
    const failed = deliveries.find((each) => each.result === 'failed');
    const error = outcomes.find((each) => each.error !== null)?.error ?? failed?.error;
    const [refused] = deliveries.flatMap((each) => (each.result === 'refused' ? [each] : []));
    if (error || refused) world.err(`${text}\n`);
    if (error) throw error;
    if (refused) throw new InputError(`the delivery of ${refused.scope} was refused: ${refused.reason}`);
    return text;
  },
};
