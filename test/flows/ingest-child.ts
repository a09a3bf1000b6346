import { type IngestStep, ingestCharges } from '#app/flows/ingest-charges.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { billingSource, type MadeDelivery } from '#test/support/billing-source.ts';

/**
 * A run that stops at one step and waits to be killed: `node ingest-child.ts ADDRESS STEP DELIVERY`. It prints `at STEP`
 * when it is there, else `done RESULT`.
 */
const [, , address = '', stopAt = '', delivery = ''] = process.argv;

const [outcome] = await ingestCharges(
  { sources: [billingSource([JSON.parse(delivery) as MadeDelivery])], month: null, accept: 'whole' },
  {
    database: openDatabase(address),
    now: new Date('2026-11-26T00:00:00Z'),
    progress: () => {},
    async step(step: IngestStep) {
      if (step !== stopAt) return;
      process.stdout.write(`at ${step}\n`);
      await new Promise((resolve) => setTimeout(resolve, 600_000));
    },
  },
);
process.stdout.write(`done ${outcome?.deliveries[0]?.result}\n`);
process.exit();
