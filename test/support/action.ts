import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { repositoryRoot } from './shared.ts';

export interface ActionRun {
  readonly status: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface ActionRequest {
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** The event's payload. */
  readonly event: unknown;
  readonly workspace: string;
}

/** Runs the committed bundle as a runner does: a process of its own, inputs and event in its environment. */
export async function runAction(request: ActionRequest): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), 'finops-runner-'));
  const file = (name: string): string => join(folder, name);
  for (const name of ['output', 'summary', 'env', 'state', 'path']) writeFileSync(file(name), '');
  writeFileSync(file('event.json'), JSON.stringify(request.event));
  const inputs = Object.entries({ ...defaults(), ...request.inputs });
  const env = {
    PATH: process.env['PATH'] ?? '',
    FINOPS_NOW: '2026-11-25T12:00:00Z',
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_ENV: file('env'),
    GITHUB_STATE: file('state'),
    GITHUB_PATH: file('path'),
    GITHUB_WORKSPACE: request.workspace,
    RUNNER_TEMP: folder,
    ...Object.fromEntries(inputs.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...request.env,
  };
  const child = spawn(process.execPath, [join(repositoryRoot, 'dist/action.js')], { env, cwd: request.workspace });
  let log = '';
  child.stdout.on('data', (data: Buffer) => (log += data.toString()));
  child.stderr.on('data', (data: Buffer) => (log += data.toString()));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    status,
    log,
    outputs: readOutputs(readFileSync(file('output'), 'utf8')),
    summary: readFileSync(file('summary'), 'utf8'),
  };
}

/** The defaults of action.yml, as the runner fills them in. */
function defaults(): Readonly<Record<string, string>> {
  const action = parse(readFileSync(join(repositoryRoot, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default?: string }>;
  };
  return Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']));
}

function readOutputs(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/^([\w-]+)<<(ghadelimiter_\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]));
}
