import { readFileSync } from 'node:fs';
import { ConfigError } from '#app/errors.ts';
import type { SourceOutcome } from '#app/flows/ingest-charges.ts';
import { ingestConfigured } from '#app/flows/ingest-configured.ts';
import { listDeliveries } from '#app/warehouse/list-deliveries.ts';
import { ingestStatus } from '#reports/ingest-status.ts';
import { ingestJson, ingestText } from '#reports/ingest-text.ts';
import { type Command, type Invocation, textOption, type World } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { periodOption } from './period-option.ts';
import { progressOf } from './progress.ts';
import { chosenFormat, writeResult } from './result.ts';
import { withWarehouse } from './warehouse.ts';

/** `finops ingest`: billing data into the warehouse. */
export const ingestCommand: Command = {
  name: 'ingest',
  summary: 'Bring billing data into the warehouse, in FOCUS, and say how fresh it is',
  synopsis: 'SOURCE… | --all [--period YYYY-MM] | status',
  example: 'finops ingest --all',
  options: { all: { type: 'boolean' }, period: { type: 'string' }, accept: { type: 'string' } },
  explains: {
    all: 'every source in finops.yml',
    period: 'only this billing month, such as 2026-10',
    accept: 'fewer-days: take a delivery although it covers fewer days than the one in force',
    format: 'table (the default) or json',
  },
  async run(invocation, world) {
    const format = chosenFormat(invocation, ['table', 'json']);
    const { positionals: ids, values } = invocation;
    if (ids[0] === 'status' && ids.length === 1) return showStatus(invocation, world);
    if ((ids.length === 0) === (values['all'] !== true)) {
      const remedy = 'name sources of finops.yml, or --all for every one';
      throw new ConfigError('finops ingest needs either SOURCE… or --all', { remedy });
    }
    const progress = progressOf('rows', { invocation, world });
    const month = values['period'] === undefined ? null : { month: periodOption(invocation, world) };
    const outcomes = await ingestConfigured(
      { cwd: world.cwd, env: world.env, now: world.now, ids, month, accept: acceptOf(invocation) },
      {
        fetch,
        readText: (file) => readFileSync(file, 'utf8'),
        progress(rows) {
          for (let row = 0; row < rows; row += 1) progress.step();
        },
      },
    ).finally(() => progress.end());
    writeResult(format === 'json' ? ingestJson(outcomes) : ingestText(outcomes), invocation, world);
    return Math.max(0, ...outcomes.map(statusOf));
  },
};

async function showStatus(invocation: Invocation, world: World): Promise<number> {
  const deliveries = await withWarehouse(world, listDeliveries);
  const isJson = chosenFormat(invocation, ['table', 'json']) === 'json';
  writeResult(
    isJson ? JSON.stringify({ deliveries }, null, 2) : ingestStatus(deliveries, world.now),
    invocation,
    world,
  );
  return 0;
}

function acceptOf(invocation: Invocation): 'whole' | 'fewer-days' {
  const text = textOption(invocation, 'accept');
  if (text === undefined) return 'whole';
  if (text === 'fewer-days') return text;
  throw new ConfigError(`--accept ${text} is not known`, { remedy: 'write --accept fewer-days' });
}

/** Rows that are not kept, and deliveries that are not taken, are inputs that could not be read. */
function statusOf({ deliveries, error }: SourceOutcome): number {
  const statuses = deliveries.map((each) => {
    if (each.result === 'failed') return exitStatus(each.error);
    if (each.result === 'refused') return 3;
    return each.result === 'ingested' && each.tally.rejectedCount > 0 ? 3 : 0;
  });
  return Math.max(error ? exitStatus(error) : 0, ...statuses);
}
