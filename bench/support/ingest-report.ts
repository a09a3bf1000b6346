import { ingestCharges } from '#app/flows/ingest-charges.ts';
import { SOURCES } from '#app/ingest/registry.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';

/** One ingestion, for its usage to be measured: `node ingest-report.ts FOLDER ADDRESS`. */
const [, , folder = '', address = ''] = process.argv;
const database = openDatabase(address);
await migrate(database);
const source = SOURCES.get('aws-export')!;
const settings = { id: 'bench', kind: 'aws-export', path: folder };
const ports = { env: {}, now: new Date('2026-11-26T00:00:00Z'), root: folder, fetch };
const started = performance.now();
const [outcome] = await ingestCharges(
  {
    sources: [{ id: 'bench', mappingVersion: Math.floor(started * 1e6), open: () => source.open(settings, ports) }],
    month: null,
    accept: 'whole',
  },
  { database, now: ports.now, progress: () => {} },
);
const [delivery] = outcome?.deliveries ?? [];
if (delivery?.result !== 'ingested') throw new Error(JSON.stringify(outcome));
process.stdout.write(
  `${JSON.stringify({ rows: delivery.tally.readCount, charges: delivery.rows, seconds: (performance.now() - started) / 1000, sums: delivery.tally.sums })}\n`,
);
await database.tables.destroy();
