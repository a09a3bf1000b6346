/**
 * All packs in one evaluation over a plan of 10,000 resources, beside native `opa eval` with the same policies, data
 * and input (the text that the gate hands to the packs) in the same run; the start of the packs; 20 custom policies from the compressed engine to compiled ones.
 * The bounds of issue 6, in CPU: a third of opa and 1 s; 60 ms; 1 s. Usage: node bench/policy.ts [runs]
 * OPA is $OPA, or `opa` on the PATH, or built with Go from the module that the engine pins.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readPolicyAssets, readRegoSources } from '#app/policy/assets.ts';
import { isTestFile } from '#app/policy/custom-rules.ts';
import { startEngine } from '#app/policy/engine.ts';
import { packEntry } from '#app/policy/pack-index.ts';
import { packsInputText } from '#app/policy/packs-input.ts';
import { PolicySettings, thresholds } from '#app/policy/settings.ts';
import { mixedPlan } from './mixed-plan.ts';

const ROOT = join(import.meta.dirname, '..');
const POLICIES = join(ROOT, 'policies');
const JOBS = join(import.meta.dirname, 'support/policy-jobs.ts');
const QUERY = 'data.finops.gate.findings';

/** Every pack is on, with a threshold for each rule that needs one. */
const CONFIG = `version: 1
policies:
  timeoutMs: 600000
  packs:
    budgets: { maxIncrease: 500, maxIncreasePercent: 20, maxTotal: 1000, maxResource: 300, maxOpenImpact: 100,
               teams: { team-1: { maxIncrease: 10 }, team-2: { maxIncrease: 1000000 } } }
    commitments: { commitFrom: 1000 }
    coverage: { minPricedPercent: 95 }
    generations: { preferArm: true }
    idle: {}
    kubernetes: { maxWorkloadCpu: 24, maxWorkloadMemoryGiB: 96, maxLoadBalancers: 5, maxNamespaceCost: { "*": 1000 } }
    network: {}
    prices: { currency: USD }
    regions: { allowed: ["us-*"], avoid: { "aws_*": ["eu-*"] }, noNewRegions: true }
    remediation: {}
    retention: {}
    sizes: { allowed: ["m5.*", "t3.*"], maxSize: 2xlarge }
    storage: {}
    tags: { required: [team, env, owner], allowed: { env: [dev, prod] }, byType: { "aws_*": { required: [team] } } }
`;

/** The input that the gate makes of the plan, and the policies as files that opa reads. */
function prepare(folder: string): void {
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  write('.github/finops.yml', CONFIG);
  write('plan.json', JSON.stringify(mixedPlan(10_000)));
  const gate = ['gate', 'plan.json', '--workspace', 'dev', '--decision-log', 'log.jsonl', '--format', 'json'];
  spawnSync(process.execPath, [join(ROOT, 'app/cli.ts'), ...gate], { cwd: folder, stdio: 'ignore' });
  const { input, request_context: context } = JSON.parse(readFileSync(join(folder, 'log.jsonl'), 'utf8'));
  const { index } = readPolicyAssets(POLICIES);
  const rules = Object.fromEntries(index.rules.map(({ id }) => [id, true]));
  write('data.json', JSON.stringify({ config: thresholds(PolicySettings.parse(context.settings)), rules }));
  write('input.json', packsInputText(input));
  write('small.json', JSON.stringify({ ...input, resources: input.resources.slice(0, 100) }));
  const sources = Object.entries(readRegoSources(POLICIES)).filter(([file]) => !isTestFile(file));
  const engine = startEngine(readFileSync(join(POLICIES, 'engine/engine.wasm.br')));
  const entry = packEntry(engine.ask({ op: 'check', modules: Object.fromEntries(sources) }).rules);
  for (const [file, text] of [...sources, [entry.file, entry.text] as const]) write(`packs/${file}`, text);
}

function findOpa(folder: string): string | null {
  const named = process.env['OPA'] ?? 'opa';
  if (spawnSync(named, ['version']).status === 0) return named;
  const version = /open-policy-agent\/opa (\S+)/.exec(readFileSync(join(POLICIES, 'engine/go.mod'), 'utf8'))?.[1];
  const env = { ...process.env, GOBIN: folder };
  const { status } = spawnSync('go', ['install', `github.com/open-policy-agent/opa@${version}`], { env });
  return status === 0 ? join(folder, 'opa') : null;
}

/** CPU seconds of a process, as the shell counts them: Node does not say what its children used. */
function cpuSeconds(command: string, argv: readonly string[]): number {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null';
  const { stderr, status } = spawnSync('bash', ['-c', script, 'bash', command, ...argv], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  const [user = '', system = ''] = stderr.trim().split('\n').at(-1)?.split(' ') ?? [];
  return Number(user) + Number(system);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function report(name: string, runs: number, measure: () => number): number {
  const seconds = Array.from({ length: runs }, measure);
  const [middle, least] = [median(seconds), Math.min(...seconds)];
  console.log(`${name.padEnd(44)} median ${middle.toFixed(3)} s CPU, least ${least.toFixed(3)}, ${runs} runs`);
  return middle;
}

function compare(runs: number, folder: string): void {
  prepare(folder);
  const self = (job: string): number => cpuSeconds(process.execPath, [JOBS, job, folder]);
  const nothing = report('an empty process', runs, () => self('nothing'));
  const start = report('the packs started', runs, () => self('start'));
  const packs = report('the packs over 10,000 resources', runs, () => self('packs'));
  const compile = report('20 custom policies started and compiled', runs, () => self('compile'));
  const custom = report('the same, and evaluated over 100 resources', runs, () => self('custom'));
  console.log(`start ${((start - nothing) * 1000).toFixed(0)} ms of 60; packs ${(packs - nothing).toFixed(3)} s of 1`);
  console.log(
    `compiler path ${(compile - nothing).toFixed(3)} s of 1; with the evaluation ${(custom - nothing).toFixed(3)} s`,
  );
  const opa = findOpa(folder);
  if (opa === null) {
    console.log('not compared with opa: it is not here, and neither is Go');
    return;
  }
  console.log(execFileSync(opa, ['version'], { encoding: 'utf8' }).split('\n')[0]);
  const argv = ['eval', '-d', 'packs', '-d', 'data.json', '-i', 'input.json', '--format', 'json', QUERY];
  const native = report('opa eval', runs, () =>
    cpuSeconds(
      opa,
      argv.map((each) => (/^(packs|.*\.json)$/.test(each) ? join(folder, each) : each)),
    ),
  );
  console.log(`the packs take ${(packs / native).toFixed(3)} of opa's time, a whole process each (of 0.333)`);
}

const [runs = 5] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'finops-bench-'));
try {
  compare(runs, folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
