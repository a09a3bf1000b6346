#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

const home = join(import.meta.dirname, '..');
// Compiled code is kept beside the packages, where only who may change the code may write; a failure costs only time.
enableCompileCache(join(home, 'node_modules/.cache/finops'));
// These run for less time than it takes to optimize what they run: TurboFan and zod's generated code would be a quarter of
// their CPU, and are no gain before 100,000 resources.
if (['estimate', 'diff', 'gate'].includes(process.argv[2] ?? '')) {
  setFlagsFromString('--no-opt');
  (await import('zod')).config({ jitless: true });
}
const { runCli } = await import('./cli/run.ts');

// Whoever reads the output may stop reading (`| head`): that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  now: process.env['FINOPS_NOW'] ? new Date(process.env['FINOPS_NOW']) : new Date(),
  out: (text) => void process.stdout.write(text),
  outBytes: (bytes) => void process.stdout.write(bytes),
  err: (text) => void process.stderr.write(text),
  readStdin: () => readFileSync(0, 'utf8'),
  isTerminal: process.stderr.isTTY === true,
  home,
});
