import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folderWith } from '#test/support/folder.ts';
import { repositoryRoot } from '#test/support/shared.ts';

interface Workflow {
  readonly jobs: { readonly apply: { readonly steps: readonly { readonly run?: string }[] } };
}
const workflow = parse(readFileSync(join(repositoryRoot, '.github/workflows/apply-plan.yml'), 'utf8')) as Workflow;
const script = workflow.jobs.apply.steps.find((step) => step.run)?.run ?? '';

/** Prints what it was asked for; fails as a refused plan does. */
const COMMAND_LINE = `console.log(JSON.stringify(process.argv.slice(2)));
process.exit(process.argv[4].includes('refused') ? 1 : 0);`;

class Checkout {
  readonly folder = folderWith({ '.finops-toolkit/dist/cli.js': COMMAND_LINE, '.gitignore': '.finops-toolkit\n' });
  constructor() {
    this.git('init', '--quiet');
  }
  git(...argv: string[]): string {
    const identity = ['-c', 'user.name=t', '-c', 'user.email=t@localhost', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...identity, ...argv], { cwd: this.folder, encoding: 'utf8' }).trim();
  }
  commit(files: Readonly<Record<string, string>>): string {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), text);
    }
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'change');
    return this.git('rev-parse', 'HEAD');
  }
  run(env: Readonly<Record<string, string>>): { readonly status: number | null; readonly asked: readonly unknown[] } {
    const path = `${dirname(process.execPath)}:${process.env['PATH']}`;
    const whole = { PLAN: '', BEFORE: '', GITHUB_SHA: '', RUNNER_TEMP: folderWith({}), PATH: path, ...env };
    // As a runner starts it: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax (2026-11-26).
    const ran = spawnSync('bash', ['-e', '-c', script], { cwd: this.folder, env: whole, encoding: 'utf8' });
    return {
      status: ran.status,
      asked: ran.stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    };
  }
}

describe('the workflow that executes merged plans', () => {
  it('executes the plans that the push added, and no others', () => {
    const checkout = new Checkout();
    const before = checkout.commit({ '.finops/plans/old.yml': 'a', 'readme.md': 'a' });
    const sha = checkout.commit({
      '.finops/plans/old.yml': 'changed',
      '.finops/plans/new one.yml': 'b',
      '.finops/plans/deep/other.yml': 'b',
      '.finops/plans/notes.md': 'b',
    });
    const { status, asked } = checkout.run({ BEFORE: before, GITHUB_SHA: sha });
    expect(asked).toEqual([['remediate', 'apply', '.finops/plans/new one.yml', '--execute']]);
    expect(status).toBe(0);
  });

  it('goes on after a plan that is refused, and fails in the end', () => {
    const checkout = new Checkout();
    const before = checkout.commit({ 'readme.md': 'a' });
    const sha = checkout.commit({ '.finops/plans/a-refused.yml': 'a', '.finops/plans/b.yml': 'b' });
    const { status, asked } = checkout.run({ BEFORE: before, GITHUB_SHA: sha });
    expect(asked).toHaveLength(2);
    expect(status).toBe(1);
  });

  it('fails where it cannot tell what the push added', () => {
    const checkout = new Checkout();
    const sha = checkout.commit({ '.finops/plans/a.yml': 'a' });
    expect(checkout.run({ BEFORE: '0'.repeat(40), GITHUB_SHA: sha })).toMatchObject({ status: 128, asked: [] });
  });

  it('tries one plan again when somebody names it', () => {
    const checkout = new Checkout();
    checkout.commit({ 'readme.md': 'a' });
    const { asked } = checkout.run({ PLAN: '.finops/plans/a.yml' });
    expect(asked).toEqual([['remediate', 'apply', '.finops/plans/a.yml', '--execute']]);
  });
});
