import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { readManifest, SECRET } from '#test/support/github/app-fixture.ts';
import { signatureOf } from '#test/support/github/deliveries.ts';
import { type GitHubDouble, startGitHub } from '#test/support/github/github-double.ts';
import type { RepositoryDouble } from '#test/support/github/repository-double.ts';

/**
 * `finops serve` against the GitHub double on loopback: from a pull request's webhook to its concluded check, for 200
 * Terraform files of which 3 change, and how fast deliveries are acknowledged at
 * 200 a second while reviews run. Usage: node bench/server.ts [reviews] [seconds]
 */
const ROOT = join(import.meta.dirname, '..');
const reviews = Number(process.argv[2] ?? 20);
const seconds = Number(process.argv[3] ?? 10);
const DELIVERIES_A_SECOND = 200;
const folder = mkdtempSync(join(tmpdir(), 'finops-bench-'));

function terraform(index: number, size: number): string {
  const name = `r${index}`;
  return [
    index % 20 === 0 ? 'provider "aws" {\n  region = "us-east-1"\n}\n' : '',
    `resource "aws_instance" "${name}" {\n  instance_type = "t3.medium"\n  ami = "ami-1"\n  tags = { team = "shop" }\n}\n`,
    `resource "aws_ebs_volume" "${name}" {\n  availability_zone = "us-east-1a"\n  size = ${size}\n}\n`,
  ].join('\n');
}

/** 10 projects of 20 files. */
function path(index: number): string {
  return `project-${Math.floor(index / 20)}/part-${index % 20}.tf`;
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);
}

function spread(values: readonly number[]): string {
  return `median ${quantile(values, 0.5)} ms, p95 ${quantile(values, 0.95)} ms, p99 ${quantile(values, 0.99)} ms`;
}

interface Served {
  readonly child: ChildProcess;
  readonly url: string;
}

async function serve(github: GitHubDouble, app: { readonly id: number; readonly privateKey: string }): Promise<Served> {
  const env = {
    ...process.env,
    APP_ID: String(app.id),
    PRIVATE_KEY: app.privateKey,
    WEBHOOK_SECRET: SECRET,
    GHE_HOST: new URL(github.url).host,
    GHE_PROTOCOL: 'http',
    HOST: '127.0.0.1',
    PORT: '0',
    FINOPS_DATABASE_URL: `sqlite:${join(folder, 'finops.db')}`,
  };
  const child = spawn(process.execPath, [join(ROOT, 'app/cli.ts'), 'serve'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (data: Buffer) => {
      log += data.toString();
      const found = /"url":"(http[^"]+)"/.exec(log)?.[1];
      if (found) resolve(found);
    });
    child.on('exit', () => reject(new Error(`finops serve ended: ${log}`)));
  });
  return { child, url };
}

/** CPU seconds that a process has used so far, of which the kernel counts a hundred ticks each. */
function cpuSeconds({ child }: Served): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Milliseconds from the webhook to the concluded check, and the calls that took. */
async function review(number: number, at: { readonly github: GitHubDouble; readonly repository: RepositoryDouble }) {
  const { github, repository } = at;
  const branch = `feature-${number}`;
  const changed = [number % 200, (number + 67) % 200, (number + 131) % 200];
  const files = Object.fromEntries(changed.map((index) => [path(index), terraform(index, 500 + number)]));
  const sha = repository.push(branch, files, { by: 'alice', from: 'main' });
  await github.deliveries.settled();
  const calls = github.calls.length;
  const start = performance.now();
  repository.openPull({ head: branch, by: 'alice' });
  const wall = await new Promise<number>((resolve) => {
    github.watch(() => {
      if (repository.checks(sha).some((each) => each.status === 'completed')) resolve(performance.now() - start);
    });
  });
  github.watch(null);
  const conclusion = repository.checks(sha).at(-1)?.conclusion;
  if (conclusion !== 'success') throw new Error(`the check of ${branch} concluded ${conclusion}`);
  // The comment follows the check: a call more, or two.
  while (repository.comments(number).length === 0) await new Promise((done) => setTimeout(done, 5));
  await new Promise((done) => setTimeout(done, 50));
  return { wall, calls: github.calls.length - calls };
}

/** Milliseconds until each delivery was answered. The double is busy with the reviews: another thread sends. */
async function storm(url: string, payload: string): Promise<readonly number[]> {
  const workerData = { url, payload, signature: signatureOf(payload, SECRET), count: seconds * DELIVERIES_A_SECOND };
  const sender = new Worker(new URL('./support/send-deliveries.ts', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    sender.once('message', resolve);
    sender.once('error', reject);
  });
}

/** The same against a server that does nothing but read and answer. */
async function bareStorm(payload: string): Promise<readonly number[]> {
  const program =
    "const s=require('node:http').createServer((q,r)=>{q.resume();q.on('end',()=>{r.writeHead(202);r.end()})}).listen(0,'127.0.0.1',()=>console.log(s.address().port))";
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(String(data).trim())),
  );
  try {
    return await storm(`http://127.0.0.1:${port}`, payload);
  } finally {
    child.kill();
  }
}

const github = await startGitHub();
const manifest = readManifest();
const { app, privateKey } = github.createApp({
  slug: 'finops-gate',
  permissions: manifest.default_permissions,
  events: manifest.default_events,
});
const files = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [path(index), terraform(index, 100)]));
const repository = github.createRepository('acme/infra', { files });
repository.grant('alice', 'write');
const served = await serve(github, { id: app.id, privateKey });
try {
  github.deliverTo(app, { url: `${served.url}/api/github/webhooks`, secret: SECRET });
  github.install(app, 'acme');
  const first = await review(1, { github, repository });
  const used = cpuSeconds(served);
  const found: { readonly wall: number; readonly calls: number }[] = [];
  for (let number = 2; number <= reviews + 1; number++) found.push(await review(number, { github, repository }));
  const cpu = (cpuSeconds(served) - used) / reviews;
  const walls = found.map((each) => each.wall);
  const most = Math.max(...found.map((each) => each.calls));
  console.log(
    `webhook to concluded check   median ${quantile(walls, 0.5)} ms, p95 ${quantile(walls, 0.95)} ms, ${reviews} reviews`,
  );
  console.log(`  the first, with a cold process  ${first.wall.toFixed(1)} ms`);
  console.log(`  CPU of the App a review         ${(cpu * 1000).toFixed(0)} ms`);
  console.log(`  API calls a review, comment and all: at most ${most} (limit 25), the first ${first.calls}`);
  const payload = github.deliveries.all.findLast((each) => each.event === 'pull_request')?.payload ?? '';
  const bare = await bareStorm(payload);
  const before = cpuSeconds(served);
  const took = await storm(served.url, payload);
  const spent = cpuSeconds(served) - before;
  console.log(`deliveries at ${DELIVERIES_A_SECOND}/s, ${took.length} of them, acknowledged (limit 50 ms)`);
  console.log(`  while reviews run   ${spread(took)}, CPU of the App ${spent.toFixed(1)} s`);
  console.log(`  a server that only answers  ${spread(bare)}`);
  github.verify();
} finally {
  served.child.kill('SIGTERM');
  await new Promise((done) => served.child.once('exit', done));
  await github.close();
  rmSync(folder, { recursive: true, force: true });
}
