import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mixedPlan } from './mixed-plan.ts';

/**
 * CPU seconds and peak memory of `finops estimate plan.json --format json` for 1,000, 10,000 and 100,000 resources of
 * mixed types, one process each, beside an empty Node process: the published bundle (`npm run build`), whose compiled
 * code is kept after the first run, which does not count. The targets are 1 s and 400 MB at 10,000.
 * Usage: node bench/estimate.ts [runs] [count…]
 */
const CLI = join(import.meta.dirname, '../dist/cli.js');
const [runs = 5, ...counts] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'finops-bench-'));

interface Run {
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

/** The child itself says what it used: wall clocks say little on a shared machine. */
const METER = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();' +
    ' process.stderr.write(JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMiB: maxRSS / 1024 })); });',
)}`;

function measure(argv: readonly string[]): Run {
  const ended = spawnSync(process.execPath, ['--import', METER, ...argv], { stdio: ['ignore', 'ignore', 'pipe'] });
  if (ended.status !== 0) throw new Error(`${argv.join(' ')} ended with ${ended.status}: ${ended.stderr}`);
  return JSON.parse(ended.stderr.toString().split('\n').at(-1) ?? '') as Run;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function report(name: string, argv: readonly string[]): number {
  measure(argv);
  const found = Array.from({ length: runs }, () => measure(argv));
  const cpu = median(found.map((each) => each.cpuSeconds));
  const peak = median(found.map((each) => each.peakMiB)).toFixed(0);
  console.log(`${name.padEnd(34)} median ${cpu.toFixed(3)} s CPU, peak ${peak} MiB, ${runs} runs`);
  return cpu;
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
