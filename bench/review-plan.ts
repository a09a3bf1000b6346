import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureProcess } from './support/measure-process.ts';

/**
 * From process start to the rendered comment, verdict included, for a plan of 100 resources and of 10,000 with its peak
 * memory, beside the start-up time of Node itself; the published bundle (`npm run build`) and the size of the Action's.
 * Usage: node bench/review-plan.ts [runs]
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

function report(name: string, argv: readonly string[]): void {
  // A gate that denies has judged: 1 is a result here.
  const { wallSeconds, cpuSeconds, peakMiB } = measureProcess(argv, { runs, highestStatus: 1 });
  const times = `${wallSeconds.toFixed(3)} s wall, ${cpuSeconds.toFixed(3)} s CPU`;
  console.log(`${name.padEnd(28)} median ${times}, peak ${peakMiB.toFixed(0)} MiB, ${runs} runs`);
}

try {
  report('node -e 0', ['-e', '0']);
  for (const count of [100, 10_000]) {
    const file = join(folder, `plan-${count}.json`);
    writeFileSync(file, plan(count));
    report(`finops gate, ${count} resources`, [join(ROOT, 'dist/cli.js'), 'gate', file, '--format', 'markdown']);
  }
  console.log(`dist/action.js ${statSync(join(ROOT, 'dist/action.js')).size} bytes`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
