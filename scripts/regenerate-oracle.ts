/**
 * Plans every module tree under test/fixtures/terraform/oracle with a real Terraform (or OpenTofu) and stores the plan
 * beside it. Only `terraform_data` is used, so that no provider is needed and nothing is fetched.
 *
 *   node scripts/regenerate-oracle.ts [BINARY] [NAME…]
 *
 * BINARY is `terraform` when it is left out. The fixture's `command.txt` holds the environment and the arguments.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', 'test', 'fixtures', 'terraform', 'oracle');

/** The words of a command line: assignments, the command, its arguments. Words hold no blanks. */
function readCommand(text: string): { readonly environment: Record<string, string>; readonly args: readonly string[] } {
  const words = text.trim().split(/\s+/);
  const at = words.indexOf('terraform');
  const assignments = words
    .slice(0, at)
    .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
  return { environment: Object.fromEntries(assignments), args: words.slice(at + 1) };
}

function regenerate(binary: string, name: string): void {
  const fixture = join(FOLDER, name);
  const { environment, args } = readCommand(readFileSync(join(fixture, 'command.txt'), 'utf8'));
  const directory = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    cpSync(join(fixture, 'files'), directory, { recursive: true });
    const options = {
      cwd: directory,
      env: { PATH: process.env['PATH'] ?? '', HOME: directory, CHECKPOINT_DISABLE: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    };
    execFileSync(binary, ['init', '-input=false', '-no-color'], options);
    execFileSync(binary, [...args, '-input=false', '-no-color', '-out=plan'], options);
    const plan = JSON.parse(execFileSync(binary, ['show', '-json', 'plan'], options).toString()) as Record<
      string,
      unknown
    >;
    for (const changing of ['timestamp', 'terraform_version', 'prior_state', 'relevant_attributes'])
      delete plan[changing];
    writeFileSync(join(fixture, 'plan.json'), `${JSON.stringify(plan, null, 1)}\n`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const [binary = 'terraform', ...names] = process.argv.slice(2);
for (const name of names.length > 0 ? names : readdirSync(FOLDER).sort()) {
  try {
    regenerate(binary, name);
    process.stdout.write(`${name}\n`);
  } catch (error) {
    const output = (error as { readonly stderr?: Buffer }).stderr?.toString() ?? String(error);
    process.stderr.write(`${name} FAILED\n${output}\n`);
    process.exitCode = 1;
  }
}
