import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ConfigError } from '#app/errors.ts';
import { audienceOf } from '#app/flows/audience.ts';
import { withoutEmails } from '#app/measure/email-address.ts';
import type { ActionEvent } from './event.ts';
import type { ActionInputs, ScheduledCommand } from './inputs.ts';
import { workspaceTree } from './made-inputs.ts';
import { workspaceConfig } from './workspace-config.ts';
import type { ActionWorld } from './world.ts';

/** What each command runs of the command line, and whether it writes Markdown. */
const RUNS: Readonly<
  Record<ScheduledCommand, { readonly argv: readonly string[]; readonly writes: 'text' | 'markdown' }>
> = {
  ingest: { argv: ['job', 'ingest'], writes: 'text' },
  detect: { argv: ['job', 'detect'], writes: 'text' },
  remediate: { argv: ['job', 'remediate'], writes: 'markdown' },
  report: { argv: ['report', 'weekly', '--format', 'markdown'], writes: 'markdown' },
};

/** Events that the owners of a repository make; in all others the files or the text may be a stranger's. */
const OWN_EVENTS: readonly string[] = ['schedule', 'workflow_dispatch', 'push', 'repository_dispatch'];

/** The summary of a job holds a megabyte. */
const SUMMARY_LIMIT = 900_000;

interface ScheduledRun {
  readonly command: ScheduledCommand;
  readonly inputs: ActionInputs;
  readonly event: ActionEvent;
  readonly key: string;
}

/**
 * Runs what works on the bill as a process of its own, the command line that is shipped beside the Action, with the
 * runner's environment (the clouds' credentials are there) without the Action's own inputs. Its result goes to
 * `report-path` and to the job summary; in a public repository, where everybody reads summaries and logs, only with
 * `publicAmounts`. Gives back its exit status.
 * @throws ConfigError for an event that a stranger can cause, and when no database is named.
 */
export async function runScheduled({ command, inputs, event, key }: ScheduledRun, world: ActionWorld): Promise<number> {
  if (!OWN_EVENTS.includes(event.name)) {
    throw new ConfigError(`the command ${command} does not run on ${event.name || 'an unnamed event'}`, {
      remedy: `run it on ${OWN_EVENTS.join(', ')}`,
    });
  }
  const database = inputs['database-url'] || (world.env['FINOPS_DATABASE_URL'] ?? '');
  if (!/^postgres(?:ql)?:/.test(database)) {
    throw new ConfigError(
      `the command ${command} needs a PostgreSQL database: what a runner writes on its disk is gone`,
      {
        remedy: 'set database-url to postgres://… from a secret',
      },
    );
  }
  const config = workspaceConfig(workspaceTree(event), inputs.config);
  const folder = join(world.env['RUNNER_TEMP'] ?? '.', 'finops', key);
  mkdirSync(folder, { recursive: true });
  const files = { report: join(folder, 'report.md'), log: join(folder, 'log.txt') };
  const isShown = audienceOf(config, event) === 'team';
  const { argv, writes } = RUNS[command];
  // Names and tags of a bill are texts of others: the runner must not take a line of them for one of its commands.
  const token = randomUUID();
  world.info(`::stop-commands::${token}`);
  const { status, log } = await runCommandLine(
    { argv: [...argv, '--out', files.report], database, inputs, event, show: isShown ? world.info : () => {} },
    world,
  ).finally(() => world.info(`::${token}::`));
  writeFileSync(files.log, log);
  if (existsSync(files.report)) {
    world.setOutput('report-path', files.report);
    const text = withoutEmails(readFileSync(files.report, 'utf8'));
    writeFileSync(files.report, text);
    if (isShown) world.writeSummary(summaryOf(text, writes));
  }
  if (!isShown) {
    world.writeSummary(
      `\`${command}\` ended with status ${status}. What was billed is not shown in a public repository; ` +
        '`publicAmounts: true` in `.github/finops.yml` allows it.',
    );
  }
  if (status !== 0) world.annotate('error', `${command} ended with status ${status}`, { title: 'finops' });
  return status;
}

function summaryOf(text: string, writes: 'text' | 'markdown'): string {
  const shown = text.length > SUMMARY_LIMIT ? `${text.slice(0, text.lastIndexOf('\n', SUMMARY_LIMIT))}\n…` : text;
  // A text cannot end its own fence: no run of backticks in it is longer than this one.
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return writes === 'markdown' ? shown : `${fence}\n${shown.trimEnd()}\n${fence}`;
}

interface CommandLine {
  readonly argv: readonly string[];
  readonly database: string;
  readonly inputs: ActionInputs;
  readonly event: ActionEvent;
  readonly show: (line: string) => void;
}

function runCommandLine(
  { argv, database, inputs, event, show }: CommandLine,
  world: ActionWorld,
): Promise<{ readonly status: number; readonly log: string }> {
  const given = Object.entries(world.env).filter(([name]) => !name.startsWith('INPUT_'));
  const env = {
    ...Object.fromEntries(given),
    FINOPS_DATABASE_URL: database,
    GITHUB_TOKEN: inputs['github-token'],
  };
  const child = spawn(process.execPath, [join(world.home, 'dist/cli.js'), ...argv], {
    cwd: event.workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 5));
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log.push(line);
      show(withoutEmails(line));
    });
  }
  return ended.then((status) => ({ status, log: log.join('\n') }));
}
