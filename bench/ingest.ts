import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '#test/support/postgres.ts';
import { writeReport } from './support/cur-generator.ts';

/**
 * A gzipped Cost and Usage Report into SQLite and into PostgreSQL: rows a second, CPU of the process (that of the
 * PostgreSQL server not counted), highest resident memory. Usage: node bench/ingest.ts [rows] [runs]
 */
const rows = Number(process.argv[2] ?? 1_000_000);
const runs = Number(process.argv[3] ?? 1);

const METER = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();' +
    ' process.stdout.write(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 }) + "\\n"); });',
)}`;

const folder = mkdtempSync(join(tmpdir(), 'finops-bench-ingest-'));
const server = await startPostgres();
try {
  const report = join(folder, 'bills');
  await writeReport(report, rows);
  const file = join(report, 'r/20261001-20261101/assembly/r-00001.csv.gz');
  console.log(
    `${rows.toLocaleString('en-US')} rows of 98 columns, ${(statSync(file).size / 1e6).toFixed(0)} MB gzipped`,
  );
  for (let run = 0; run < runs; run += 1) {
    measure('SQLite', report, `sqlite:${join(folder, `${run}.db`)}`);
    measure('PostgreSQL', report, await server.newDatabase());
  }
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

function measure(name: string, report: string, address: string): void {
  const script = join(import.meta.dirname, 'support/ingest-report.ts');
  const ended = spawnSync(process.execPath, ['--import', METER, script, report, address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (ended.status !== 0) throw new Error(`${name} ended with ${ended.status}`);
  const [said = '', used = ''] = ended.stdout.toString().trim().split('\n');
  const { seconds, charges, sums } = JSON.parse(said) as {
    readonly seconds: number;
    readonly charges: number;
    readonly sums: readonly { readonly billed: string; readonly effective: string }[];
  };
  const { cpu, peak } = JSON.parse(used) as { readonly cpu: number; readonly peak: number };
  console.log(
    `${name.padEnd(11)} ${seconds.toFixed(1)} s, ${Math.round(rows / seconds).toLocaleString('en-US')} rows/s, CPU ${cpu.toFixed(1)} s, peak ${peak.toFixed(0)} MiB, ${charges.toLocaleString('en-US')} charges, billed ${sums[0]?.billed}`,
  );
}
