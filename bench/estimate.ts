import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mixedPlan } from './mixed-plan.ts';
import { measureProcess } from './support/measure-process.ts';

/**
 * CPU seconds and peak memory of `finops estimate plan.json --format json` for 1,000, 10,000 and 100,000 resources of
 * mixed types, one process each, beside an empty Node process: the published bundle (`npm run build`), whose compiled
 * code is kept after the first run, which does not count. The targets are 1 s and 400 MB at 10,000, and ten times that at
 * 100,000.
 * Usage: node bench/estimate.ts [runs] [count…]
 */
const CLI = join(import.meta.dirname, '../dist/cli.js');
const [runs = 5, ...counts] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'finops-bench-'));

function report(name: string, argv: readonly string[]): number {
  const { cpuSeconds, peakMiB } = measureProcess(argv, { runs });
  console.log(`${name.padEnd(34)} median ${cpuSeconds.toFixed(3)} s CPU, peak ${peakMiB.toFixed(0)} MiB, ${runs} runs`);
  return cpuSeconds;
}

try {
  const nothing = report('node -e 0', ['-e', '0']);
  for (const count of counts.length > 0 ? counts : [1000, 10_000, 100_000]) {
    const file = join(folder, `plan-${count}.json`);
    writeFileSync(file, JSON.stringify(mixedPlan(count)));
    const cpu = report(`finops estimate, ${count} resources`, [CLI, 'estimate', file, '--format', 'json']);
    console.log(`${' '.repeat(34)} ${(cpu / nothing).toFixed(1)} times node -e 0`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
