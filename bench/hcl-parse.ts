/**
 * Files a second of our parser against `@cdktf/hcl2json` on the same files in the same run:
 * `node bench/hcl-parse.ts [folder]`. The reference writes JSON, which is its only output; ours builds the tree.
 * Ends with status 1 when ours is not at least 25 times as fast.
 */
import { globSync, readFileSync } from 'node:fs';
import { parseHcl } from '#app/hcl/parse.ts';
import { readCorpus } from '#test/hcl/corpus.ts';
import { oracleFile } from '#test/hcl/oracle.ts';

const TARGET = 25;
const ROUNDS = 5;

const folder = process.argv[2];
const texts = folder
  ? globSync(`${folder}/**/*.tf`).map((path) => readFileSync(path, 'utf8'))
  : readCorpus().map(({ text }) => text);
const bytes = texts.reduce((sum, text) => sum + text.length, 0);

interface Timing {
  readonly wallMs: number;
  readonly cpuMs: number;
}

async function time(work: () => Promise<void> | void): Promise<Timing> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const used = process.cpuUsage(cpu);
  return { wallMs: performance.now() - start, cpuMs: (used.user + used.system) / 1000 };
}

/** Ours goes over a small folder several times a round, so that one pause of the collector does not decide. */
const PASSES = Math.max(1, Math.ceil(4e6 / bytes));

function parseAll(): void {
  for (let pass = 0; pass < PASSES; pass++) for (const text of texts) parseHcl(text, 'x.tf');
}

async function parseAllByReference(): Promise<void> {
  for (const text of texts) await oracleFile(text);
}

function median(timings: readonly Timing[]): Timing {
  return [...timings].sort((a, b) => a.cpuMs - b.cpuMs)[Math.floor(timings.length / 2)] as Timing;
}

parseAll();
await parseAllByReference();
const ours: Timing[] = [];
const reference: Timing[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const { wallMs, cpuMs } = await time(parseAll);
  ours.push({ wallMs: wallMs / PASSES, cpuMs: cpuMs / PASSES });
  reference.push(await time(parseAllByReference));
}

function report(name: string, { wallMs, cpuMs }: Timing): void {
  const perSecond = (texts.length / wallMs) * 1000;
  const megabytes = (bytes / wallMs / 1e6) * 1000;
  console.log(
    `${name}: ${perSecond.toFixed(0)} files/s, ${megabytes.toFixed(1)} MB/s, ${(cpuMs / 1000).toFixed(3)} s CPU`,
  );
}

const best = median(ours);
const base = median(reference);
console.log(`${texts.length} files, ${(bytes / 1e6).toFixed(2)} MB, median of ${ROUNDS} rounds`);
report('ours     ', best);
report('reference', base);
const ratio = base.cpuMs / best.cpuMs;
console.log(
  `ratio by CPU ${ratio.toFixed(1)}, by wall clock ${(base.wallMs / best.wallMs).toFixed(1)} (target ${TARGET})`,
);
process.exit(ratio >= TARGET ? 0 : 1);
