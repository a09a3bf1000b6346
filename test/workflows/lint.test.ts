import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { repositoryRoot } from '#test/support/shared.ts';

type Validate = typeof import('@actions/languageservice').validate;

const FOLDERS = ['.github/workflows', 'docs/workflows', 'scheduled/workflows'];
const files: readonly string[] = [
  'action.yml',
  ...FOLDERS.filter((folder) => existsSync(join(repositoryRoot, folder))).flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder))
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => `${folder}/${name}`),
  ),
];
const workflows = files.filter((file) => file !== 'action.yml');

let folder: string;
let validate: Validate;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'finops-lint-'));
  const outfile = join(folder, 'languageservice.mjs');
  // GitHub's own language service imports JSON in a way that Node refuses; bundled, it runs.
  await build({
    stdin: { contents: "export { validate } from '@actions/languageservice';", resolveDir: repositoryRoot },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  ({ validate } = (await import(pathToFileURL(outfile).href)) as { validate: Validate });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function text(file: string): string {
  return readFileSync(join(repositoryRoot, file), 'utf8');
}

let documents = 0;

async function findings(file: string, content: string): Promise<readonly string[]> {
  // The service remembers what it parsed by address, so that every document needs one of its own.
  const found = await validate(TextDocument.create(`file:///${documents++}/${file}`, 'yaml', 1, content));
  return found.map(({ message }) => (typeof message === 'string' ? message : message.value));
}

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: unknown; readonly uses?: string; readonly steps?: readonly Step[] }>
  >;
}
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

describe('the Action and the workflows', () => {
  it.each(files)('%s has no finding of GitHub’s language service', async (file) => {
    expect(await findings(file, text(file))).toEqual([]);
  });

  it('would have findings if something were wrong', async () => {
    const broken = text('.github/workflows/ci.yml').replace('contents: read', 'content: read');
    expect(await findings('.github/workflows/ci.yml', broken)).not.toEqual([]);
    expect(await findings('action.yml', text('action.yml').replace('main:', 'mian:'))).not.toEqual([]);
    const wrong = text('docs/workflows/gate.yml').replace('github.ref }}', 'githb.ref }}');
    expect(await findings('docs/workflows/gate.yml', wrong)).not.toEqual([]);
  });

  it.each(workflows)('%s grants permissions job by job, and nothing by default', (file) => {
    const workflow = parse(text(file)) as Workflow;
    expect(workflow.permissions).toEqual({});
    for (const [name, job] of Object.entries(workflow.jobs)) {
      expect([name, typeof job.permissions]).toEqual([name, 'object']);
    }
  });

  it.each(workflows)('%s pins the actions of others by commit, and keeps text of others out of its scripts', (file) => {
    const { jobs } = parse(text(file)) as Workflow;
    for (const step of Object.values(jobs).flatMap((job) => job.steps ?? [])) {
      // Ours has no release to pin yet: the workflow says what to put there.
      const isOurs = step.uses?.startsWith('cloud-finops-toolkit/') || step.uses?.startsWith('./');
      if (step.uses && !isOurs) expect(step.uses).toMatch(/@[0-9a-f]{40}$/);
      if (step.uses?.startsWith('actions/checkout@')) expect(step.with?.['persist-credentials']).toBe(false);
      if (step.run) expect(step.run).not.toMatch(/\$\{\{\s*(github\.(event|head_ref)|inputs|steps)/);
    }
  });

  it('never lets a privileged stage run or check out what a fork wrote', () => {
    for (const file of workflows.filter((each) => /\b(workflow_run|pull_request_target):/.test(text(each)))) {
      const { jobs } = parse(text(file)) as Workflow;
      const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
      expect(steps.filter((step) => /checkout|download-artifact/.test(step.uses ?? '') || step.run)).toEqual([]);
    }
  });
});
