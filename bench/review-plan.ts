import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * From process start to the rendered difference for a plan of 100 resources, and of 10,000 with its peak memory,
 * beside the start-up time of Node itself. Usage: node bench/review-plan.ts [runs]
 */
const ROOT = join(import.meta.dirname, '..');
const runs = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'finops-bench-'));

const TYPES: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['aws_instance', { instance_type: 'm5.large', root_block_device: [{ volume_type: 'gp3', volume_size: 50 }] }],
  ['aws_ebs_volume', { type: 'gp3', size: 100 }],
  ['aws_db_instance', { engine: 'postgres', instance_class: 'db.m5.large', allocated_storage: 100 }],
  ['aws_nat_gateway', {}],
  ['aws_s3_bucket', {}],
  ['aws_iam_role', {}],
  ['google_compute_disk', { type: 'pd-ssd', size: 100, zone: 'us-central1-a' }],
  ['azurerm_managed_disk', { location: 'westeurope', storage_account_type: 'Premium_LRS', disk_size_gb: 128 }],
];

function plan(count: number): string {
  const resources = Array.from({ length: count }, (_, index) => {
    const [type, values] = TYPES[index % TYPES.length]!;
    return { address: `${type}.r${index}`, mode: 'managed', type, name: `r${index}`, values };
  });
  const changes = resources.map(({ address }) => {
    return { address, change: { actions: ['create'], after_unknown: { id: true } } };
  });
  const planned = { root_module: { resources } };
  return JSON.stringify({ format_version: '1.2', planned_values: planned, resource_changes: changes });
}

interface Run {
  readonly wallSeconds: number;
  readonly peakMiB: number;
}

/** One process; its peak memory is polled from the kernel every 5 ms. */
async function measure(argv: readonly string[]): Promise<Run> {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, [...argv], { stdio: ['ignore', 'ignore', 'inherit'] });
  let peakKiB = 0;
  const timer = setInterval(() => {
    try {
      const found = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
      peakKiB = Math.max(peakKiB, Number(found?.[1] ?? 0));
    } catch {
      // The process has just ended.
    }
  }, 5);
  const status = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  clearInterval(timer);
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}`);
  return { wallSeconds: Number(process.hrtime.bigint() - start) / 1e9, peakMiB: peakKiB / 1024 };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function report(name: string, argv: readonly string[]): Promise<void> {
  const found: Run[] = [];
  for (let run = 0; run < runs; run += 1) found.push(await measure(argv));
  const wall = median(found.map((each) => each.wallSeconds)).toFixed(3);
  const peak = median(found.map((each) => each.peakMiB)).toFixed(0);
  console.log(`${name.padEnd(28)} median ${wall} s wall, peak ${peak} MiB, ${runs} runs`);
}

try {
  await report('node -e 0', ['-e', '0']);
  for (const count of [100, 10_000]) {
    const file = join(folder, `plan-${count}.json`);
    writeFileSync(file, plan(count));
    await report(`finops diff, ${count} resources`, [join(ROOT, 'app/cli.ts'), 'diff', file, '--format', 'json']);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
