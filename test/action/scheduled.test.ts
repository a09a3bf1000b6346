import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ActionRun, runAction } from '#test/support/action.ts';

function workspace(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'finops-workspace-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function run(command: string, at: { readonly event: string; readonly database?: string }): Promise<ActionRun> {
  return runAction({
    inputs: { command, 'database-url': at.database ?? '' },
    env: { GITHUB_REPOSITORY: 'acme/infra', GITHUB_EVENT_NAME: at.event },
    event: { repository: { default_branch: 'main', private: true } },
    workspace: workspace({}),
  });
}

describe('commands of the Action that work on the bill', () => {
  it.each(['ingest', 'detect', 'remediate', 'report'])(
    '%s refuses an event that a stranger can cause',
    async (command) => {
      for (const event of ['pull_request', 'pull_request_target', 'issue_comment', 'merge_group', 'workflow_run']) {
        const ran = await run(command, { event, database: 'postgres://nobody@127.0.0.1:1/none' });
        expect([event, ran.status]).toEqual([event, 2]);
        expect(ran.log).toContain(`the command ${command} does not run on ${event}`);
      }
    },
  );

  it.each(['', 'sqlite:.finops/finops.db'])('wants PostgreSQL, and not %j', async (database) => {
    const ran = await run('ingest', { event: 'schedule', database });
    expect(ran.status).toBe(2);
    expect(ran.log).toContain('needs a PostgreSQL database');
  });
});
